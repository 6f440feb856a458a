import fc from 'fast-check';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';

/** Texts at the borders of what names, globs, amounts and references may be. */
const TEXTS = [
  '',
  'a',
  'web',
  'dev',
  'A',
  '-a',
  'a-',
  'a.b',
  'a\n',
  '\n',
  ' ',
  'é',
  '😀',
  '😀'.repeat(128),
  '😀'.repeat(129),
  '😀'.repeat(256),
  '😀'.repeat(257),
  'x'.repeat(63),
  'x'.repeat(64),
  'x'.repeat(253),
  'x'.repeat(256),
  'x'.repeat(257),
  'apps',
  'shared',
  'default',
  '/srv/data',
  '0644',
  '0999',
  '755',
  'v1.34',
  '1.30.2',
  '2.0',
  'secret://db/password',
  'shop/prod',
  '**/project.yaml',
  'Service',
  'Job',
  'network',
  'direct',
  'constructor',
  'toString',
];

const NUMBERS = [0, -1, 1, 1.5, 80, 65_535, 65_536, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e300, 5e-324];

const text = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

const anything: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: fc.constantFrom(...NUMBERS) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Json>(
      null,
      true,
      false,
      [],
      {},
      [null],
      [''],
      ['a', 'a'],
      { a: 'b' },
      { a: null },
      { '': 1 },
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json> },
);

/** Documents that a JSON Schema describes, with a few of its fields each. */
export function documentsOf(schema: JsonObject, root = schema): fc.Arbitrary<Json> {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    return documentsOf(
      (root['definitions'] as JsonObject)[reference.replace('#/definitions/', '')] as JsonObject,
      root,
    );
  }
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as Json[]));
  if (Array.isArray(schema['anyOf']))
    return fc.oneof(...(schema['anyOf'] as JsonObject[]).map((each) => documentsOf(each, root)));
  const { type } = schema;
  if (Array.isArray(type))
    return fc.oneof(...(type as string[]).map((each) => documentsOf({ ...schema, type: each }, root)));
  switch (type) {
    case 'string':
      return fc.constantFrom(...fitting(TEXTS, schema));
    case 'integer':
      return fc.constantFrom(...fitting(NUMBERS, schema));
    case 'number':
      return fc.constantFrom(...NUMBERS);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(documentsOf(schema['items'] as JsonObject, root), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: 3,
      });
    case 'object':
      return objectsOf(schema, root);
    default:
      return anything;
  }
}

function objectsOf(schema: JsonObject, root: JsonObject): fc.Arbitrary<Json> {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonObject>;
  const required = (schema['required'] ?? []) as string[];
  const optional = Object.keys(properties).filter((key) => !required.includes(key));
  const fields = fc.subarray(optional, { maxLength: Math.min(5, optional.length) }).chain((keys) => {
    const shape = [...required, ...keys].map(
      (key) => [key, documentsOf(properties[key] as JsonObject, root)] as const,
    );
    return fc.record(Object.fromEntries(shape));
  });
  const { additionalProperties } = schema;
  if (!isJsonObject(additionalProperties)) return fields;
  const names = fc.constantFrom(...fitting(TEXTS, (schema['propertyNames'] ?? {}) as JsonObject));
  const others = fc.dictionary(names, documentsOf(additionalProperties, root), {
    maxKeys: 2,
    noNullPrototype: true,
  });
  return fc.tuple(others, fields).map(([low, high]) => ({ ...low, ...high }));
}

function fitting<T extends string | number>(values: readonly T[], schema: JsonObject): T[] {
  const allowed = values.filter((value) =>
    typeof value === 'number' ? fitsNumber(value, schema) : fitsText(value, schema),
  );
  return allowed.length > 0 ? allowed : [...values];
}

function fitsNumber(value: number, { minimum = -Infinity, maximum = Infinity }: JsonObject): boolean {
  return Number.isInteger(value) && value >= Number(minimum) && value <= Number(maximum);
}

/** Lengths are counted in code points. */
function fitsText(value: string, { pattern, maxLength = Infinity, minLength = 0 }: JsonObject): boolean {
  const { length } = Array.from(value);
  if (length < Number(minLength) || length > Number(maxLength)) return false;
  return typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value);
}

interface Edit {
  readonly place: number;
  readonly kind: 'drop' | 'add' | 'rename' | 'replace';
  readonly key: string;
  readonly value: Json;
}

/** Few, so that each meets every map: names at the border of what a key may be. */
const KEYS = ['A', '-a', 'a-', 'a.b', 'a\n', 'é', '', 'x'.repeat(64), 'x'.repeat(254), 'apps', 'constructor'];

/** Small changes that make a document wrong, mostly. */
export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    place: fc.nat(),
    kind: fc.constantFrom('drop', 'add', 'rename', 'replace'),
    key: fc.oneof(fc.constantFrom(...KEYS), text),
    value: anything,
  }),
  { maxLength: 2 },
);

/** The document after the edits; each picks a place anew. */
export function edited(document: Json, changes: readonly Edit[]): Json {
  return changes.reduce((current, change) => editOnce(current, change), document);
}

function editOnce(document: Json, edit: Edit): Json {
  const holders: { holder: Record<string, Json> | Json[]; key: string | number }[] = [];
  const box = { document: structuredClone<Json>(document) };
  const visit = (holder: Record<string, Json> | Json[]): void => {
    for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
      holders.push({ holder, key });
      const value = (holder as Record<string | number, Json>)[key];
      if (typeof value === 'object' && value !== null) visit(value as Record<string, Json> | Json[]);
    }
  };
  visit(box);
  const found = holders[edit.place % holders.length];
  if (!found) return document;
  const holder = found.holder as Record<string | number, Json>;
  const value = holder[found.key] as Json;
  if (edit.kind === 'replace' || found.holder === box) holder[found.key] = edit.value;
  else if (edit.kind === 'add') holder[edit.key] = edit.value;
  else {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a key goes away: that is the edit
    delete holder[found.key];
    if (edit.kind === 'rename') holder[edit.key] = value;
  }
  // a list with a hole or a named member is no document: this is what would be written
  return JSON.parse(JSON.stringify(box.document)) as Json;
}
