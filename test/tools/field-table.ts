import type { z } from 'zod';

interface Row {
  readonly field: string;
  readonly type: string;
  readonly preset: string;
  readonly meaning: string;
}

/** Every field of a schema as a markdown table, in the order of the schema; nested fields below their parent. */
export function fieldTable(schema: z.ZodType): string {
  const rows = rowsOf(schema, '');
  if (rows.length === 0) return 'None.\n';
  return [
    '| field | type | default | meaning |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ field, type, preset, meaning }) => `| \`${field}\` | ${type} | ${preset} | ${meaning} |`),
    '',
  ].join('\n');
}

function rowsOf(schema: z.ZodType, path: string): readonly Row[] {
  const inner = unwrap(schema).schema;
  const { type } = inner.def;
  if (type === 'object')
    return Object.entries((inner as z.ZodObject).shape)
      .filter(([key]) => key !== '_type')
      .flatMap(([key, member]) => memberRows(member as z.ZodType, path === '' ? key : `${path}.${key}`));
  if (type === 'record') return rowsOf((inner as z.ZodRecord).valueType as z.ZodType, `${path}.<name>`);
  if (type === 'array') return rowsOf((inner as z.ZodArray).element as z.ZodType, `${path}[]`);
  if (type === 'union')
    return (inner as z.ZodUnion).options.flatMap((option) => rowsOf(option as z.ZodType, path));
  return [];
}

function memberRows(member: z.ZodType, field: string): readonly Row[] {
  const { isRequired, preset, description } = unwrap(member);
  const row: Row = {
    field,
    type: `${typeName(member)}${isRequired ? ', required' : ''}`,
    preset: preset === undefined ? '' : `\`${JSON.stringify(preset)}\``,
    meaning: escape(description),
  };
  return [row, ...rowsOf(member, field)];
}

/** Without what makes a value optional, and what that said. */
function unwrap(schema: z.ZodType) {
  let inner = schema;
  let description = schema.description ?? '';
  let [isRequired, preset]: [boolean, unknown] = [true, undefined];
  while ('innerType' in inner.def) {
    if (inner.def.type === 'default') preset = (inner as z.ZodDefault).def.defaultValue;
    isRequired = false;
    inner = inner.def.innerType as z.ZodType;
    if (description === '') description = inner.description ?? '';
  }
  return { schema: inner, description, isRequired, preset };
}

function typeName(schema: z.ZodType): string {
  const inner = unwrap(schema).schema;
  switch (inner.def.type) {
    case 'string':
      return 'text';
    case 'number':
      return (inner as z.ZodNumber).format === 'safeint' ? 'whole number' : 'number';
    case 'boolean':
      return 'true or false';
    case 'enum':
      return (inner as z.ZodEnum).options
        .map((word) => (word === '' ? '`""`' : `\`${String(word)}\``))
        .join(', ');
    case 'literal':
      return `\`${String((inner as z.ZodLiteral).value)}\``;
    case 'record':
      return `map of ${typeName((inner as z.ZodRecord).valueType as z.ZodType)}`;
    case 'array':
      return `list of ${typeName((inner as z.ZodArray).element as z.ZodType)}`;
    case 'object':
      return 'map';
    case 'union': {
      const names = (inner as z.ZodUnion).options.map((option) => typeName(option as z.ZodType));
      return [...new Set(names)].join(' or ');
    }
    default:
      return 'anything';
  }
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
