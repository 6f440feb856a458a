import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODULES } from '../../src/modules/index.ts';
import { fileSchemas, jsonSchemas } from '../../src/schema/json-schema.ts';
import { documentsOf, edited, edits } from './document-arbitrary.ts';

const RUNS = 2000;
const sources = fileSchemas(MODULES);

describe.each([...jsonSchemas(MODULES)])('the JSON Schema of %s', (name, schema) => {
  it('gives the same verdict as the schema it was made from', () => {
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
    const source = sources.get(name)!;
    const verdicts = { accepted: 0, refused: 0 };
    const property = fc.property(documentsOf(schema), edits, (document, changes) => {
      const tried = edited(document, changes);
      // the YAML reader refuses this key before any schema sees it
      fc.pre(!JSON.stringify(tried).includes('"__proto__":'));
      const { success } = source.safeParse(tried);
      verdicts[success ? 'accepted' : 'refused']++;
      expect(validate(tried), JSON.stringify(validate.errors)).toBe(success);
    });
    fc.assert(property, { numRuns: RUNS, seed: 20_240_601 });
    expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(RUNS / 10);
  });
});

describe('the JSON Schemas without any module', () => {
  it('are valid too', () => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    for (const [name, schema] of jsonSchemas([])) expect(ajv.validateSchema(schema), name).toBe(true);
  });
});

describe('a JSON Schema', () => {
  it('says a sub-schema once, however often it is needed', () => {
    const text = JSON.stringify(jsonSchemas(MODULES).get('app'));
    expect(text.length).toBeLessThan(60_000);
    expect(text.split('"Replaces the image\'s entrypoint; not run in a shell."')).toHaveLength(3);
  });
});
