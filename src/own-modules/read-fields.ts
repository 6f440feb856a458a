import { z } from 'zod';
import { fieldDiagnostics } from '../compile/source/field-issues.ts';
import { parseFields } from '../compile/source/parse-fields.ts';
import { textAt, textsAt } from '../compile/discover/load-file.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { dnsLabel } from '../model/names.ts';
import { entryAt, nodeAt, type MapNode, type Node, type Path } from '../model/node.ts';
import { QUANTITY } from '../util/quantity.ts';
import { BOOLEAN, NUMBER, TEXT, type Field, type Fields, type FieldType } from './field-type.ts';

/** Fields of a module as a schema, for values, and as types, for expressions. */
export interface ReadFields {
  readonly shape: Readonly<Record<string, z.ZodType>>;
  readonly fields: Fields;
}

/** Where fields stand in a module file, and where problems go. */
export interface FieldScope {
  /** Way from the root of the file to the block. */
  readonly base: Path;
  readonly found: Diagnostic[];
}

/**
 * Turns `properties` and `required` into a zod shape, so that values of own modules are checked like those
 * of built-in ones. The block has passed the schema of module files; what that cannot see is reported here:
 * a default that does not fit, a required field that is none, bounds that exclude everything.
 */
export function readFields(block: Node | undefined, { base, found }: FieldScope): ReadFields {
  const properties = nodeAt(block, ['properties']);
  const entries = properties?.kind === 'map' ? [...properties.entries] : [];
  const required = requiredNames(
    block,
    entries.map(([name]) => name),
    found,
  );
  const shape: Record<string, z.ZodType> = {};
  const fields = new Map<string, Field>();
  for (const [name, { value }] of entries) {
    const path = [...base, 'properties', name];
    const { schema, type } = schemaOf(value, { base: path, found });
    const isRequired = required.has(name);
    const given = defaultOf(value, schema, { base: [...path, 'default'], found });
    shape[name] = describedAs(value, isRequired ? schema : (given ?? schema.optional()));
    fields.set(name, { type, optional: !isRequired && !given });
  }
  return { shape, fields };
}

function requiredNames(
  block: Node | undefined,
  names: readonly string[],
  found: Diagnostic[],
): ReadonlySet<string> {
  const listed = textsAt(block ?? NOTHING, ['required']);
  for (const at of listed) {
    const nearest = suggest(at.value, names);
    if (!names.includes(at.value)) {
      const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
      found.push(diagnostic('MODULE_INVALID', `There is no field "${at.value}" to require.${hint}`, at));
    } else if (nodeAt(block, ['properties', at.value, 'default'])) {
      const detail = `"${at.value}" has a default, so it is never missing. Remove one of the two.`;
      found.push(diagnostic('FIELD_CONFLICT', detail, at));
    }
  }
  return new Set(listed.map(({ value }) => value));
}

const NOTHING: MapNode = {
  kind: 'map',
  source: { path: '', text: '' },
  start: 0,
  end: 0,
  entries: new Map(),
};

interface Typed {
  readonly schema: z.ZodType;
  readonly type: FieldType;
}

function schemaOf(node: Node, scope: FieldScope): Typed {
  switch (textAt(node, ['type'])?.value) {
    case 'integer':
      return { schema: bounded(z.int(), node, scope), type: NUMBER };
    case 'number':
      return { schema: bounded(z.number(), node, scope), type: NUMBER };
    case 'boolean':
      return { schema: z.boolean(), type: BOOLEAN };
    case 'array':
      return listOf(node, scope);
    case 'object':
      return mapOf(node, scope);
    default:
      return { schema: textSchema(node, scope), type: TEXT };
  }
}

function textSchema(node: Node, { found }: FieldScope): z.ZodType {
  const format = textAt(node, ['format']);
  const [first, ...others] = textsAt(node, ['enum']).map(({ value }) => value);
  if (first !== undefined) {
    if (format) found.push(diagnostic('FIELD_CONFLICT', 'enum says already which texts there are.', format));
    return z.enum([first, ...others]);
  }
  if (format?.value === 'quantity') return z.string().regex(QUANTITY);
  return format?.value === 'dns-label' ? dnsLabel : z.string();
}

function bounded(schema: z.ZodNumber, node: Node, { found }: FieldScope): z.ZodType {
  const [least, most] = bounds(node, ['minimum', 'maximum'], found);
  const low = least === undefined ? schema : schema.min(least);
  return most === undefined ? low : low.max(most);
}

function listOf(node: Node, { base, found }: FieldScope): Typed {
  const [least, most] = bounds(node, ['minItems', 'maxItems'], found);
  const items = nodeAt(node, ['items']) ?? node;
  const { schema, type } = schemaOf(items, { base: [...base, 'items'], found });
  let list = z.array(schema);
  if (least !== undefined) list = list.min(least);
  if (most !== undefined) list = list.max(most);
  return { schema: list, type: { kind: 'list', item: type } };
}

function bounds(
  node: Node,
  [low, high]: readonly [string, string],
  found: Diagnostic[],
): readonly [number | undefined, number | undefined] {
  const [least, most] = [numberAt(node, low), numberAt(node, high)];
  if (least !== undefined && most !== undefined && least > most) {
    const detail = `${high} is less than ${low}, so nothing fits.`;
    found.push(diagnostic('MODULE_INVALID', detail, nodeAt(node, [high])));
  }
  return [least, most];
}

function numberAt(node: Node, key: string): number | undefined {
  const value = nodeAt(node, [key]);
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
}

function mapOf(node: Node, scope: FieldScope): Typed {
  const values = entryAt(node, ['additionalProperties']);
  const properties = entryAt(node, ['properties']);
  if (values && properties) {
    const detail = 'A map has fields of its own (properties) or any keys (additionalProperties), not both.';
    scope.found.push(diagnostic('FIELD_CONFLICT', detail, values.key));
  }
  if (!values && !properties) {
    const detail = 'Say what the map holds: properties for fields, or additionalProperties for any keys.';
    scope.found.push(diagnostic('MODULE_INVALID', detail, entryAt(node, ['type'])?.key ?? node));
  }
  if (values) {
    const base = [...scope.base, 'additionalProperties'];
    const { schema, type } = schemaOf(values.value, { ...scope, base });
    return { schema: z.record(z.string(), schema), type: { kind: 'entries', value: type } };
  }
  const { shape, fields } = readFields(node, scope);
  return { schema: z.strictObject(shape), type: { kind: 'fields', fields } };
}

/** The schema with its default, parsed like a value that somebody gives. */
function defaultOf(node: Node, schema: z.ZodType, { base, found }: FieldScope): z.ZodType | undefined {
  const entry = entryAt(node, ['default']);
  if (!entry) return undefined;
  const parsed = parseFields(schema, entry.value);
  if (parsed.success) return schema.default(parsed.data);
  const { issues } = parsed;
  found.push(...fieldDiagnostics({ root: entry.value, schema, issues, base, owner: entry.key }));
  return schema.optional();
}

function describedAs(node: Node, schema: z.ZodType): z.ZodType {
  const description = textAt(node, ['description']);
  return description ? schema.describe(description.value) : schema;
}
