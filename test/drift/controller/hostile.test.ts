import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findController } from '../../../src/drift/controller/find-controller.ts';
import { ignoreRulesOf } from '../../../src/drift/controller/ignore-rules-of.ts';
import { isTracked } from '../../../src/drift/controller/is-tracked.ts';
import { lagOf, revisionsToAsk, revisionToCompare } from '../../../src/drift/controller/lag-of.ts';
import { seesDrift } from '../../../src/drift/controller/sees-drift.ts';
import type { DriftField } from '../../../src/drift/verdict.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import { withPart } from '../../../src/model/edit-json.ts';
import type { PathStep } from '../../../src/model/node.ts';
import {
  application,
  BRANCH,
  FACTS,
  kustomization,
  NEW,
  ready,
  reconciling,
  repository,
  URL,
} from './objects.ts';

const RULES = [{ group: '', kind: 'ConfigMap', jsonPointers: ['/data'], jqPathExpressions: ['.a'] }];
const RULE = [{ paths: ['/data'], target: { kind: 'ConfigMap', labelSelector: 'a=b' } }];
const SEEDS: readonly JsonObject[] = [
  application({ ignoreDifferences: RULES, sources: null }),
  application({ sources: [{ repoURL: URL, targetRevision: BRANCH, path: 'shop/prod' }] }),
  kustomization(
    { ignore: RULE },
    { conditions: [reconciling('Progressing'), ready('False', 'BuildFailed', 'x')] },
  ),
  repository(NEW, {}, [ready('False', 'GitOperationFailed', 'x')]),
];

/** Every place in a value, its root left out. */
function places(value: Json, at: readonly PathStep[] = []): readonly (readonly PathStep[])[] {
  const below: readonly (readonly [PathStep, Json])[] = Array.isArray(value)
    ? (value as readonly Json[]).map((item, index) => [index, item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return below.flatMap(([step, part]) => [[...at, step], ...places(part, [...at, step])]);
}

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    null,
    '',
    0,
    -1,
    true,
    [],
    {},
    [null],
    '__proto__',
    'x'.repeat(5000),
    '\u0000\ud800',
    '_'.repeat(99),
  ),
  fc.constantFrom('('.repeat(3000), '.a'.repeat(3000), '[*'.repeat(3000), '/'.repeat(3000)),
) as fc.Arbitrary<Json>;

/** One of the seeds with something in one to four of its places. */
const spoiled = fc
  .tuple(fc.nat(SEEDS.length - 1), fc.array(fc.tuple(fc.nat(), hostile), { minLength: 1, maxLength: 4 }))
  .map(([index, edits]) => {
    const all = [...SEEDS];
    for (const [number, value] of edits) {
      const seed = all[index] ?? {};
      const found = places(seed);
      all[index] = withPart(seed, found[number % found.length] ?? [], value);
    }
    return all;
  });

const FIELD = { path: '', kind: 'orphan', rule: 'whole-object', blame: [] } as unknown as DriftField;

/** Everything that is ever asked about live objects of controllers. */
function readAll(objects: readonly JsonObject[], live: JsonObject): void {
  const answers = objects.map((_, index) =>
    findController(
      { branch: BRANCH, path: 'shop/prod', isRepository: () => true },
      { applications: objects.slice(index), kustomizations: objects.slice(index), repositories: objects },
    ),
  );
  for (const object of objects) ignoreRulesOf(object);
  for (const answer of answers) {
    if (answer.kind !== 'one') continue;
    const { state } = answer.found;
    for (const commit of revisionsToAsk(state)) expect(commit).toMatch(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
    const lag = lagOf(state, FACTS);
    expect(lag?.reason?.length ?? 0).toBeLessThanOrEqual(301);
    expect(lag?.reason ?? '').not.toMatch(/\p{Cc}/u);
    revisionToCompare(state, FACTS);
    isTracked(state, live);
    const [id] = state.inventory ?? [];
    if (id) {
      const resource = {
        id,
        state: 'orphan',
        reason: undefined,
        fields: [FIELD],
        tolerated: [],
        warnings: [],
      } as const;
      seesDrift({ state, lag }, resource, FIELD);
    }
  }
}

describe('live objects of any shape never throw', () => {
  it('with something in any place', () => {
    fc.assert(
      fc.property(spoiled, (objects) => readAll(objects, objects[0] ?? {})),
      { numRuns: 600 },
    );
  });

  it('when they are anything', () => {
    const any = fc.dictionary(
      fc.constantFrom('kind', 'metadata', 'spec', 'status', 'x'),
      hostile,
    ) as fc.Arbitrary<JsonObject>;
    fc.assert(fc.property(fc.array(any, { maxLength: 3 }), any, readAll), { numRuns: 300 });
  });

  it('in every single place, with every simple value', () => {
    for (const [index, seed] of SEEDS.entries()) {
      for (const place of places(seed)) {
        for (const value of [null, 7, true, '', 'x', [], {}, [7], { x: 7 }] as const) {
          readAll(SEEDS.with(index, withPart(seed, place, value)), seed);
        }
      }
    }
  });
});
