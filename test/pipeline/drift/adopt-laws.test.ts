import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { workTreeReader } from '../../../src/adapters/files/work-tree-reader.ts';
import { fieldPath, leaves } from '../../../src/model/field-path.ts';
import { withPart } from '../../../src/model/edit-json.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { Path } from '../../../src/model/node.ts';
import { resourceName } from '../../../src/model/resource.ts';
import { EVERYTHING } from '../../../src/model/selection.ts';
import { adopt } from '../../../src/pipeline/drift/adopt/adopt.ts';
import { overlayReader } from '../../../src/pipeline/import-kusion/overlay-reader.ts';
import type { Compilation } from '../../../src/pipeline/compile.ts';
import { compileTree } from '../../tools/compile-tree.ts';
import { driftOf } from './adopt-world.ts';

const SHOP = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'shop');

interface Leaf {
  readonly unit: string;
  readonly object: JsonObject;
  readonly path: Path;
  readonly value: Json;
}

/** Every scalar of every rendered object that an input made or that stands below one. */
function scalars({ traced }: Compilation): readonly Leaf[] {
  return traced.flatMap(({ spec: { unit, resources } }) =>
    resources.flatMap(({ object, origins }) =>
      leaves(object)
        .filter(({ value }) => typeof value !== 'object')
        .filter(
          ({ path }) =>
            path.length > 2 &&
            origins.some(
              (each) => 'root' in each.origin && each.origin.root !== 'unit' && leadsTo(each.path, path),
            ),
        )
        .map((leaf) => ({
          ...leaf,
          object,
          unit: `${unit.workspace.name} ${unit.project.name}/${unit.stack.name}`,
        })),
    ),
  );
}

function leadsTo(way: Path, path: Path): boolean {
  return way.length > 1 && way.every((step, i) => step === path[i]);
}

/** Another value of the same type that a person could have written there. */
function others(value: Json): fc.Arbitrary<Json> {
  if (typeof value === 'number') return fc.integer({ min: 1, max: 60 }).filter((other) => other !== value);
  if (typeof value === 'boolean') return fc.constant(!value);
  const text = typeof value === 'string' ? value : '';
  const near = fc.constantFrom(
    `${text}x`,
    text.replace(/[0-9]+(?!.*[0-9])/, (digits) => String(Number(digits) + 1)),
    'yes',
    '1.20',
    '"quoted" # no comment',
    "it's: {a}\n- two\n",
  );
  return near.filter((other) => other !== text);
}

/** The objects of all units by unit and name. */
function objects({ traced }: Compilation): ReadonlyMap<string, JsonObject> {
  return new Map(
    traced.flatMap(({ spec: { unit, resources } }) =>
      resources.map(({ id, object }) => [
        `${unit.workspace.name} ${unit.project.name}/${unit.stack.name} ${resourceName(id)}`,
        object,
      ]),
    ),
  );
}

describe('adopting any value of the shop', () => {
  let before: Compilation;
  beforeAll(async () => {
    before = await compileTree(workTreeReader(SHOP), true);
  });

  it('either says why not, or makes that value and no other', async () => {
    const all = scalars(before);
    const cases = fc
      .nat({ max: all.length - 1 })
      .chain((index) => others(all[index]?.value ?? null).map((live) => ({ leaf: all[index], live })));
    await fc.assert(
      fc.asyncProperty(cases, async ({ leaf, live }) => {
        if (!leaf) return;
        const { object, path, unit } = leaf;
        const wanted = withPart(object, path, live);
        const drift = driftOf(unit, [object], [wanted]);
        const fields = drift.resources.flatMap((resource) => resource.fields);
        // the key of an item is no value: another key is another item
        if (!fields.every(({ kind }) => kind === 'modified') || fields.length !== 1) return;
        const reader = workTreeReader(SHOP);
        const { value, diagnostics } = await adopt({
          root: SHOP,
          reader,
          selection: EVERYTHING,
          drift: [drift],
          dryRun: true,
        });
        const shown = `${unit} ${fieldPath(object, path)} = ${JSON.stringify(live)}`;
        expect(
          diagnostics.filter(({ severity }) => severity === 'error'),
          shown,
        ).toEqual([]);
        if (!value) throw new Error(shown);
        expect(value.adopted.length + value.refused.length, shown).toBe(fields.length);
        expect(value.edits.length === 0, shown).toBe(value.adopted.length === 0);
        if (value.adopted.length === 0) return;
        const files = value.edits.map(({ file, after }) => ({ path: file, content: after }));
        const after = await compileTree(
          overlayReader(files, reader, () => true),
          true,
        );
        expect(after.ok, shown).toBe(true);
        const [old, now] = [objects(before), objects(after)];
        expect([...now.keys()], shown).toEqual([...old.keys()]);
        const changed = [...now].filter(
          ([key, each]) => JSON.stringify(each) !== JSON.stringify(old.get(key)),
        );
        // an amount may be rendered in another spelling
        const left = driftOf(
          unit,
          changed.map(([, each]) => each),
          [wanted],
        );
        expect(
          left.resources.map(({ state, tolerated }) => [state, tolerated.map(({ rule }) => rule)]),
          shown,
        ).toEqual([
          [
            'synced',
            expect.toSatisfy((rules: readonly string[]) => rules.every((rule) => /^quantity/.test(rule))),
          ],
        ]);
        for (const { before: text, after: edited } of value.edits) {
          const kept = (text ?? '').split('\n').filter((line) => line.includes('#'));
          for (const line of kept) expect(edited, shown).toContain(line.slice(line.indexOf('#')));
        }
      }),
      { numRuns: 40 },
    );
  }, 600_000);
});
