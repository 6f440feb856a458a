import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LINT_RULES } from '../../src/lint/rules/index.ts';
import { leaves } from '../../src/model/field-path.ts';
import { withPart } from '../../src/model/edit-json.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { setOf, SHOP } from './shop.ts';

/** Every place of every object: the ways to all leaves, and all beginnings of these. */
const places = SHOP.flatMap((object, index) =>
  leaves(object).flatMap(({ path }) => path.map((_, length) => ({ index, path: path.slice(0, length + 1) }))),
);

it('no value in any place stops a rule or makes it say something else the second time', () => {
  const value = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
  const property = fc.property(fc.constantFrom(...places), value, ({ index, path }, part) => {
    const objects = SHOP.with(index, withPart(SHOP[index] as JsonObject, path, part));
    const found = () => LINT_RULES.map((rule) => rule.check(setOf(objects)).map(({ detail }) => detail));
    expect(found()).toEqual(found());
  });
  fc.assert(property, { numRuns: 500 });
});
