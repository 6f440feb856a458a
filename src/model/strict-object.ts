import { z } from 'zod';

/**
 * An object of a user's file: unknown keys are refused, and `_type`, which KCL prints on every
 * schema instance, is accepted on any of them.
 */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject({
    _type: z
      .string()
      .optional()
      .describe('KCL schema name, as `kcl run` prints it; ignored except on workloads and accessories.'),
    ...shape,
  });
}
