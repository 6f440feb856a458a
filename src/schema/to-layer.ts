import { z } from 'zod';

/**
 * The layer form of a schema: every field optional, null allowed as "delete", defaults and
 * cross-field rules gone, unknown keys still refused. A layer may leave out anything, because
 * another layer may supply it; what is required is checked after the merge.
 */
export function toLayer(schema: z.ZodType): z.ZodType {
  return describedLike(schema, build(schema));
}

function build(schema: z.ZodType): z.ZodType {
  const { def } = schema;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return toLayer((schema as z.ZodOptional).def.innerType as z.ZodType);
    case 'object': {
      const shape: Record<string, z.ZodType> = {};
      for (const [key, member] of Object.entries((schema as z.ZodObject).shape)) {
        shape[key] = key === '_type' ? (member as z.ZodType) : mayDelete(member as z.ZodType);
      }
      return z.strictObject(shape).catchall(catchallOf(schema as z.ZodObject));
    }
    case 'record': {
      const record = schema as z.ZodRecord;
      return z.record(record.keyType as z.ZodString, toLayer(record.valueType as z.ZodType).nullable());
    }
    case 'array':
      // a list is replaced as a whole, so its items are not layers of anything
      return arrayOf(schema as z.ZodArray);
    case 'union':
      return z.union((schema as z.ZodUnion).options.map((option) => toLayer(option as z.ZodType)));
    default:
      return schema;
  }
}

function arrayOf(schema: z.ZodArray): z.ZodType {
  return z.array(toLayer(schema.element as z.ZodType));
}

function mayDelete(member: z.ZodType): z.ZodType {
  return describedLike(member, toLayer(member).nullable().optional());
}

function describedLike(original: z.ZodType, layer: z.ZodType): z.ZodType {
  let at: z.ZodType | undefined = original;
  while (at) {
    if (at.description !== undefined) return layer.describe(at.description);
    at = 'innerType' in at.def ? (at.def.innerType as z.ZodType) : undefined;
  }
  return layer;
}

/** What keys that are not named hold; an object that refuses them refuses them as a layer too. */
function catchallOf(schema: z.ZodObject): z.ZodType {
  const catchall = schema.def.catchall as z.ZodType | undefined;
  return catchall && catchall.def.type !== 'never' ? toLayer(catchall).nullable() : z.never();
}
