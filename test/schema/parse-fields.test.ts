import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { parseFields } from '../../src/compile/source/parse-fields.ts';
import { toValue, type Node } from '../../src/model/node.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';
import { MODULES } from '../../src/modules/index.ts';
import { fileSchemas } from '../../src/schema/json-schema.ts';
import { z as zod } from 'zod';
import { documentsOf, edited, edits } from './document-arbitrary.ts';

const place = { source: { path: 'app.yaml', text: '' }, start: 0, end: 0 };

/** A value as the YAML reader would give it. */
function nodeOf(value: Json): Node {
  if (Array.isArray(value)) return { kind: 'seq', items: (value as readonly Json[]).map(nodeOf), ...place };
  if (!isJsonObject(value)) return { kind: 'scalar', value: value as string, plain: true, ...place };
  const entries = new Map(
    Object.entries(value).map(([key, member]) => [key, { key: place, value: nodeOf(member) }]),
  );
  return { kind: 'map', entries, ...place };
}

const schemas: readonly (readonly [string, z.ZodType])[] = [
  ...fileSchemas(MODULES),
  ...MODULES.flatMap(({ name, schema, platform }) => [
    [`input of ${name}`, schema] as const,
    [`platform of ${name}`, platform] as const,
  ]),
];

describe.each(schemas)('parseFields with the schema of %s', (_, schema) => {
  const described = zod.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonObject;

  it('gives what zod gives', () => {
    const property = fc.property(documentsOf(described), edits, (document, changes) => {
      const tried = edited(document, changes);
      fc.pre(!JSON.stringify(tried).includes('"__proto__":'));
      const node = nodeOf(tried);
      const expected = schema.safeParse(toValue(node));
      const found = parseFields(schema, node);
      expect(found.success ? found.data : found.issues).toEqual(
        expected.success ? expected.data : expected.error.issues,
      );
    });
    fc.assert(property, { numRuns: 800, seed: 20_240_603 });
  });
});
