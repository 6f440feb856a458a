import type { Selection } from '../../model/selection.ts';
import type { Unit } from '../../model/unit.ts';
import { pathMatcher } from './path-matcher.ts';

/** The units that match every given kind of flag; several flags of a kind add up. */
export function selectUnits(units: readonly Unit[], selection: Selection): readonly Unit[] {
  const workspace = matcher(selection.workspace);
  const project = matcher(selection.project);
  const stack = matcher(selection.stack);
  return units.filter(
    (unit) => workspace(unit.workspace.name) && project(unit.project.name) && stack(unit.stack.name),
  );
}

function matcher(patterns: readonly string[]): (name: string) => boolean {
  return patterns.length === 0 ? () => true : pathMatcher(patterns);
}
