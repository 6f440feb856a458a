import type { z } from 'zod';
import type { Path } from '../../model/node.ts';

type Schema = z.ZodType;

/** A schema without its optional, nullable and default wrappers. */
export function unwrap(schema: Schema | undefined): Schema | undefined {
  let inner = schema;
  while (inner && 'innerType' in inner.def) inner = inner.def.innerType as Schema;
  return inner;
}

/** The schema of the value at a path; undefined when the path leaves the schema. */
export function schemaAt(schema: Schema | undefined, path: Path): Schema | undefined {
  const inner = unwrap(schema);
  const [step, ...rest] = path;
  if (!inner || step === undefined) return schema;
  switch (inner.def.type) {
    case 'object': {
      const object = inner as z.ZodObject;
      const shape = object.shape as Readonly<Record<string, Schema>>;
      const member = Object.hasOwn(shape, step) ? shape[step] : (object.def.catchall as Schema | undefined);
      return schemaAt(member, rest);
    }
    case 'record':
      return schemaAt((inner as z.ZodRecord).valueType as Schema, rest);
    case 'array':
      return schemaAt((inner as z.ZodArray).element as Schema, rest);
    case 'union':
      for (const option of (inner as z.ZodUnion).options) {
        const found = schemaAt(option as Schema, path);
        if (found) return found;
      }
      return undefined;
    default:
      return undefined;
  }
}

/** The keys a map may have at a path, for suggestions; empty where any key is allowed. */
export function keysAt(schema: Schema, path: Path): readonly string[] {
  const at = unwrap(schemaAt(schema, path));
  if (at?.def.type === 'object') return Object.keys((at as z.ZodObject).shape);
  if (at?.def.type === 'union')
    return (at as z.ZodUnion).options.flatMap((option) => keysAt(option as Schema, []));
  return [];
}
