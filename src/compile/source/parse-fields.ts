import type { z } from 'zod';
import { toValue, type MapNode, type Node } from '../../model/node.ts';

type Schema = z.ZodType;

/** A value that fits its schema, as zod would give it, or the issues that zod found. */
export type ParsedFields<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly issues: readonly z.core.$ZodIssue[] };

/**
 * Parses a positioned value with a schema. The verdict, the value and the issues are zod's; but
 * plain objects, maps, lists and unions are walked here without making issues that nobody reads,
 * which is several times as fast for a union.
 */
export function parseFields<T extends Schema>(schema: T, node: Node): ParsedFields<z.output<T>> {
  const quick = walk(schema, node);
  if (quick !== MISFIT) return { success: true, data: quick as z.output<T> };
  const parsed = schema.safeParse(toValue(node));
  return parsed.success ? parsed : { success: false, issues: parsed.error.issues };
}

/** Stands for a value that does not fit; zod finds the words for it. */
const MISFIT = Symbol('misfit');

function walk(schema: Schema, node: Node | undefined): unknown {
  const { type } = schema.def;
  if (type === 'optional' || type === 'default' || type === 'nullable') return walkWrapper(schema, node);
  if (type === 'union' && isPlain(schema)) return walkUnion(schema as z.ZodUnion, node);
  return node === undefined ? MISFIT : walkValue(schema, node);
}

function walkValue(schema: Schema, node: Node): unknown {
  if (!isPlain(schema) || node.kind === 'scalar') return whole(schema, node);
  const { type } = schema.def;
  if (node.kind === 'seq')
    return type === 'array' ? walkArray(schema as z.ZodArray, node.items) : whole(schema, node);
  if (type === 'object') return walkObject(schema as z.ZodObject, node);
  return type === 'record' ? walkRecord(schema as z.ZodRecord, node) : whole(schema, node);
}

/** Schemas that allow a value to be left out, filled in or null. */
function walkWrapper(schema: Schema, node: Node | undefined): unknown {
  const { type } = schema.def;
  if (node === undefined && type === 'optional') return undefined;
  if (node === undefined && type === 'default') return (schema as z.ZodDefault).def.defaultValue;
  if (node?.kind === 'scalar' && node.value === null && type === 'nullable') return null;
  return walk((schema as z.ZodOptional).def.innerType as Schema, node);
}

/** True without rules that go over the whole value, such as a least number of entries. */
function isPlain({ def }: Schema): boolean {
  return (def.checks ?? []).length === 0;
}

function whole(schema: Schema, node: Node): unknown {
  if (node.kind === 'scalar' && schema.def.type === 'string' && isPlain(schema)) {
    return typeof node.value === 'string' ? node.value : MISFIT;
  }
  const parsed = schema.safeParse(node.kind === 'scalar' ? node.value : toValue(node));
  return parsed.success ? parsed.data : MISFIT;
}

function walkObject(schema: z.ZodObject, { entries }: MapNode): unknown {
  const shape = schema.shape as Readonly<Record<string, Schema>>;
  const catchall = schema.def.catchall as Schema | undefined;
  const value: Record<string, unknown> = {};
  for (const key in shape) {
    const member = shape[key];
    if (!member) continue;
    const result = walk(member, entries.get(key)?.value);
    if (result === MISFIT) return MISFIT;
    if (result !== undefined) value[key] = result;
  }
  for (const [key, entry] of entries) {
    if (Object.hasOwn(shape, key)) continue;
    // without a catchall zod would drop the key in silence, which no schema of ours wants
    const result = catchall && catchall.def.type !== 'never' ? walk(catchall, entry.value) : MISFIT;
    if (result === MISFIT) return MISFIT;
    value[key] = result;
  }
  return value;
}

function walkRecord(schema: z.ZodRecord, { entries }: MapNode): unknown {
  const keyType = schema.keyType as unknown as Schema;
  const isAnyKey = keyType.def.type === 'string' && isPlain(keyType);
  const value: Record<string, unknown> = {};
  for (const [key, entry] of entries) {
    if (!isAnyKey && !keyType.safeParse(key).success) return MISFIT;
    const result = walk(schema.valueType as unknown as Schema, entry.value);
    if (result === MISFIT) return MISFIT;
    value[key] = result;
  }
  return value;
}

function walkArray(schema: z.ZodArray, items: readonly Node[]): unknown {
  const values: unknown[] = [];
  for (const item of items) {
    const result = walk(schema.element as unknown as Schema, item);
    if (result === MISFIT) return MISFIT;
    values.push(result);
  }
  return values;
}

function walkUnion(schema: z.ZodUnion, node: Node | undefined): unknown {
  for (const option of schema.options) {
    const result = walk(option as Schema, node);
    if (result !== MISFIT) return result;
  }
  return MISFIT;
}
