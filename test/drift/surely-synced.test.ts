import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareObject } from '../../src/drift/compare-object.ts';
import { isSurelySynced } from '../../src/drift/surely-synced.ts';
import { leaves } from '../../src/model/field-path.ts';
import { partAt, withPart } from '../../src/model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';
import type { Path } from '../../src/model/node.ts';
import { identityOf } from '../../src/model/resource.ts';

const MANAGERS = { ours: [], human: [], controller: [] };
const RECORDED = JSON.parse(
  readFileSync(join(import.meta.dirname, '../bench/deployments.json'), 'utf8'),
) as readonly { readonly desired: JsonObject; readonly live: JsonObject }[];

function found(desired: JsonObject, live: JsonObject) {
  const settings = { managers: MANAGERS, ignore: [] };
  const { fields, warnings } = compareObject(identityOf(desired), { desired, live }, settings);
  return { fields, warnings };
}

/** One change of a pair; `at` chooses the place, `value` what comes there. */
const change = fc.record({
  side: fc.constantFrom('desired', 'live', 'both'),
  how: fc.constantFrom('set', 'remove', 'add', 'double', 'swap', 'own'),
  at: fc.nat(),
  value: fc.constantFrom<Json>(
    'x',
    '',
    0,
    1,
    true,
    false,
    null,
    {},
    [],
    ['a'],
    { name: 'web' },
    '100m',
    '0.1',
  ),
  manager: fc.constantFrom(
    'kubectl-edit',
    'kubectl',
    'k9s',
    'argocd-controller',
    'keda',
    'kube-controller-manager',
  ),
  operation: fc.constantFrom('Apply', 'Update'),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(object: JsonObject, { how, at, value, manager, operation }: Change): JsonObject {
  const places = leaves(object).map(({ path }) => path);
  const path = places[at % places.length] ?? [];
  if (how === 'own') return owned(object, path, { manager, operation });
  if (how === 'set') return withPart(object, path, value);
  const [above, last] = [path.slice(0, -1), path.at(-1)];
  const parent = partAt(object, above);
  if (Array.isArray(parent)) return withPart(object, above, list(parent as readonly Json[], how));
  if (!isJsonObject(parent)) return object;
  const rest =
    how === 'remove' ? Object.entries(parent).filter(([key]) => key !== last) : Object.entries(parent);
  const more = how === 'add' ? [['added', value] as const] : [];
  return withPart(object, above, Object.fromEntries([...rest, ...more]));
}

function list(items: readonly Json[], how: Change['how']): Json {
  if (how === 'remove') return items.slice(1);
  return how === 'double' || how === 'add' ? [...items, ...items.slice(0, 1)] : items.toReversed();
}

/** Notes that a manager owns a field that has only names on its way. */
function owned(
  object: JsonObject,
  path: Path,
  { manager, operation }: Pick<Change, 'manager' | 'operation'>,
): JsonObject {
  const names = path.filter((step) => typeof step === 'string');
  const fieldsV1 = names.reduceRight<JsonObject>((inner, name) => ({ [`f:${name}`]: inner }), {});
  const before = partAt(object, ['metadata', 'managedFields']);
  const entries = Array.isArray(before) ? (before as readonly Json[]) : [];
  const entry = {
    manager,
    operation,
    apiVersion: 'apps/v1',
    time: '2026-01-02T03:04:05Z',
    fieldsType: 'FieldsV1',
    fieldsV1,
  };
  return withPart(object, ['metadata', 'managedFields'], [...entries, entry]);
}

describe('the quick look', () => {
  it('is enough for what a server-side apply left behind, unless a value is spelled otherwise', () => {
    expect(RECORDED.map(({ desired, live }) => isSurelySynced(desired, live, MANAGERS))).toEqual([
      true,
      false,
    ]);
    expect(RECORDED.map(({ desired, live }) => found(desired, live).fields)).toEqual([[], []]);
  });

  it('never calls in sync what the comparison does not, however a pair was changed', () => {
    let sure = 0;
    fc.assert(
      fc.property(fc.nat(), fc.array(change, { minLength: 1, maxLength: 3 }), (which, changes) => {
        let { desired, live } = RECORDED[which % RECORDED.length] ?? { desired: {}, live: {} };
        for (const each of changes) {
          if (each.side !== 'live' && each.how !== 'own') desired = changed(desired, each);
          if (each.side !== 'desired' || each.how === 'own') live = changed(live, each);
        }
        if (!isSurelySynced(desired, live, MANAGERS)) return;
        sure++;
        expect(found(desired, live)).toEqual({ fields: [], warnings: [] });
      }),
      { numRuns: 4000 },
    );
    expect(sure).toBeGreaterThan(100);
  });
});
