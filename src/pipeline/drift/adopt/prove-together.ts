import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { RenderedUnit } from '../../../model/rendered.ts';
import { resourceName } from '../../../model/resource.ts';
import type { Compilation } from '../../compile.ts';
import { unitKey, type AdoptTree, type Edits } from './adopt-tree.ts';
import type { Target } from './adoption.ts';
import { unitText } from './target-scope.ts';
import { unproved, type UnitState } from './unit-state.ts';

/** All edits of a run, and what they shall do. */
export interface Together {
  readonly tree: AdoptTree;
  readonly edits: Edits;
  /** The units of all fields as they were before the first edit. */
  readonly start: ReadonlyMap<string, UnitState>;
  readonly adopted: readonly Target[];
}

/**
 * Renders everything without and with the edits and compares: every adopted field is as in the cluster, and units
 * that adopt nothing give the same bytes. ADOPT_UNPROVED says what does not hold.
 */
export async function provedTogether({
  tree,
  edits,
  start,
  adopted,
}: Together): Promise<Diagnostic | undefined> {
  const [before, after] = [await tree.render(new Map()), await tree.render(edits)];
  const known = new Set(errorsOf(before));
  const fresh = errorsOf(after).find((text) => !known.has(text));
  if (fresh !== undefined) return unprovedRun(`With all edits the compiler says: ${fresh}`);
  const touched = new Set(adopted.map(({ unit }) => unit));
  const texts = new Map(before.tree.units.map((unit) => [unitKey(unit.unit), textOf(unit)]));
  const changed = after.tree.units.find(
    (unit) => !touched.has(unitKey(unit.unit)) && texts.get(unitKey(unit.unit)) !== textOf(unit),
  );
  if (changed)
    return unprovedRun(`The render of ${unitText(changed.unit)} would change, and it adopts nothing.`);
  if (before.tree.units.length !== after.tree.units.length)
    return unprovedRun('With all edits another number of units is rendered.');
  const { traced } = await tree.trace(edits, (unit) => touched.has(unitKey(unit)));
  const units = new Map(traced.map((unit) => [unitKey(unit.spec.unit), unit]));
  for (const target of adopted) {
    const [state, next] = [start.get(target.unit), units.get(target.unit)];
    const problem =
      state && next
        ? unproved(state, next, { id: target.id, path: target.field.path })
        : 'it is not rendered';
    if (problem !== undefined)
      return unprovedRun(
        `With all edits together, ${resourceName(target.id)} ${target.field.path}: ${problem}.`,
      );
  }
  return undefined;
}

function unprovedRun(detail: string): Diagnostic {
  return diagnostic('ADOPT_UNPROVED', detail, undefined);
}

function errorsOf({ diagnostics }: Compilation): readonly string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, detail, span }) => `${code} ${span?.source.path ?? ''}: ${detail}`);
}

function textOf({ files }: RenderedUnit): string {
  return JSON.stringify(files.map(({ path, text }) => [path, text]));
}
