import type { JsonObject } from '../model/json.ts';
import { compareObject, type CompareSettings } from './compare-object.ts';
import { isBuiltInGroup } from './known-groups.ts';
import { pathsMeet } from './paths-meet.ts';
import type { DriftedResource, DriftField } from './verdict.ts';

/** Warnings of verdicts that guess by the name of a field. */
const GUESSES: ReadonlySet<string> = new Set(['quantity-heuristic', 'duration-heuristic']);

/** True for a verdict that the server itself could judge better: one of a guess, or of a kind whose schema is not known. */
export function isDoubtful({ id, state, warnings }: DriftedResource): boolean {
  if (warnings.some(({ code }) => GUESSES.has(code))) return true;
  return state === 'drifted' && !isBuiltInGroup(id.group);
}

/**
 * Checks a verdict against what the server would store if Git were applied now. A declared field that an apply would
 * not change is no drift after all; one that it would change and that was passed over is. What people added is
 * left as it was judged: an apply does not touch it.
 */
export function confirm(
  resource: DriftedResource,
  { predicted, live }: { readonly predicted: JsonObject; readonly live: JsonObject },
  settings: CompareSettings,
): DriftedResource {
  const changed = compareObject(resource.id, { desired: predicted, live }, settings).fields;
  const isChanged = (field: DriftField): boolean => changed.some(({ path }) => pathsMeet(path, field.path));
  const isDeclared = ({ rule }: DriftField): boolean => rule === 'declared-value';
  const refuted = resource.fields.filter((field) => isDeclared(field) && !isChanged(field));
  const overlooked = changed
    .filter((field) => isDeclared(field) && !resource.fields.some(({ path }) => pathsMeet(path, field.path)))
    .map((field) => ({ ...field, rule: 'dry-run' }));
  const fields = [...resource.fields.filter((field) => !refuted.includes(field)), ...overlooked];
  const tolerated = refuted.map(({ path, blame }) => ({ path, rule: 'dry-run', blame }));
  return {
    ...resource,
    state: fields.length > 0 ? 'drifted' : 'synced',
    fields,
    tolerated: [...resource.tolerated, ...tolerated],
  };
}
