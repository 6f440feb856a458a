import { z } from 'zod';

/** What a text may have to be besides text. There is no `pattern`: an expression can take for ever to match. */
const FIELD_FORMATS = ['quantity', 'dns-label'] as const;

/** How deep lists and maps of a field may nest; deeper structure is no intent of an application. */
const MAX_NESTING = 3;

/** Names that a path can hold. */
const FIELD_NAME = /^[A-Za-z][-_A-Za-z0-9]*$/;

const description = z.string().min(1).optional().describe('What it means, for people and editors.');

const scalars = [
  z.strictObject({
    type: z.literal('string').describe('Text.'),
    description,
    enum: z.array(z.string()).min(1).optional().describe('The only texts it may be.'),
    format: z.enum(FIELD_FORMATS).optional().describe('quantity: such as 512Mi. dns-label: a name.'),
    default: z.string().optional().describe('Its value when it is left out.'),
  }),
  z.strictObject({
    type: z.literal('integer').describe('A whole number.'),
    description,
    minimum: z.int().optional().describe('Least value.'),
    maximum: z.int().optional().describe('Greatest value.'),
    default: z.int().optional().describe('Its value when it is left out.'),
  }),
  z.strictObject({
    type: z.literal('number').describe('A number.'),
    description,
    minimum: z.number().optional().describe('Least value.'),
    maximum: z.number().optional().describe('Greatest value.'),
    default: z.number().optional().describe('Its value when it is left out.'),
  }),
  z.strictObject({
    type: z.literal('boolean').describe('true or false.'),
    description,
    default: z.boolean().optional().describe('Its value when it is left out.'),
  }),
];

function fieldSchema(nesting: number): z.ZodType {
  if (nesting === 0) return z.union(scalars);
  const inner = fieldSchema(nesting - 1);
  return z.union([
    ...scalars,
    z.strictObject({
      type: z.literal('array').describe('A list.'),
      description,
      items: inner.describe('What each item is.'),
      minItems: z.int().min(0).optional().describe('Least number of items.'),
      maxItems: z.int().min(0).optional().describe('Most items.'),
      default: z.array(z.unknown()).optional().describe('Its value when it is left out.'),
    }),
    z.strictObject({
      type: z.literal('object').describe('A map.'),
      description,
      properties: z.record(z.string().regex(FIELD_NAME), inner).optional().describe('Its fields.'),
      required: z.array(z.string()).optional().describe('Fields that have to be given.'),
      additionalProperties: inner.optional().describe('For a map with any keys: what each value is.'),
      default: z.record(z.string(), z.unknown()).optional().describe('Its value when it is left out.'),
    }),
  ]);
}

/** The fields that somebody gives to an own module: a strict subset of JSON Schema for one object. */
export const moduleFields = z.strictObject({
  properties: z
    .record(z.string().regex(FIELD_NAME), fieldSchema(MAX_NESTING))
    .optional()
    .describe('The fields by name.'),
  required: z.array(z.string()).optional().describe('Fields that have to be given.'),
});
