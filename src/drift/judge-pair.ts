import type { JsonObject } from '../model/json.ts';
import { identityOf, type ResourceId } from '../model/resource.ts';
import { partAt } from '../model/edit-json.ts';
import { compareObject, type CompareSettings } from './compare-object.ts';
import type { IgnoreRule } from './ignore/ignore-rule.ts';
import { fieldSeverity } from './severity.ts';
import { isSurelySynced } from './surely-synced.ts';
import { skipReason } from './skip-reason.ts';
import type { DriftedResource, DriftState, DriftWarning, FieldKind } from './verdict.ts';

/** A verdict, and the ignore rules that took part in it. */
export interface JudgedPair {
  readonly resource: DriftedResource;
  readonly used: readonly IgnoreRule[];
}

/** The verdict about one object of Git and its partner in the cluster, if it has one. */
export function judgePair(
  desired: JsonObject,
  live: JsonObject | undefined,
  settings: CompareSettings,
): JudgedPair {
  const id = fullIdentity(desired, live);
  const skipped = skipReason(desired, live);
  const warnings: readonly DriftWarning[] = skipped ? [{ code: skipped, path: '' }] : [];
  const isAlike = live !== undefined && skipped !== 'hook' && skipped !== 'generate-name';
  if (!isAlike) {
    const resource = skipped ? blank(id, 'skipped') : whole(id, 'missing');
    return { resource: { ...resource, warnings }, used: [] };
  }
  if (!skipped && isTerminating(live)) return { resource: whole(id, 'terminating'), used: [] };
  if (!skipped && isSureOf({ desired, live }, settings)) return { resource: blank(id, 'synced'), used: [] };
  const { fields, tolerated, used, warnings: found } = compareObject(id, { desired, live }, settings);
  if (skipped) {
    const paused = fields.map(({ path, blame }) => ({ path, rule: skipped, blame }));
    const resource = { ...blank(id, 'skipped'), tolerated: [...tolerated, ...paused], warnings };
    return { resource, used };
  }
  const state = fields.length > 0 ? 'drifted' : 'synced';
  return { resource: { ...blank(id, state), fields, tolerated, warnings: found }, used };
}

/** Whether a quick look is enough; a rule that is for the object has to be tried on it. */
function isSureOf(
  { desired, live }: { readonly desired: JsonObject; readonly live: JsonObject },
  { isBrief, ignore, managers }: CompareSettings,
): boolean {
  return isBrief === true && ignore.length === 0 && isSurelySynced(desired, live, managers);
}

/** Git may leave the namespace out; then it is that of the live object. */
function fullIdentity(desired: JsonObject, live: JsonObject | undefined): ResourceId {
  const id = identityOf(desired);
  return id.namespace === '' && live ? { ...id, namespace: identityOf(live).namespace } : id;
}

/** True for an object that is on its way out. */
export function isTerminating(live: JsonObject): boolean {
  return typeof partAt(live, ['metadata', 'deletionTimestamp']) === 'string';
}

/** A verdict without a difference. */
export function blank(id: ResourceId, state: DriftState): DriftedResource {
  return { id, state, reason: undefined, fields: [], tolerated: [], warnings: [] };
}

/** A verdict that is about the object as a whole. */
export function whole(id: ResourceId, state: DriftState & FieldKind): DriftedResource {
  const field = {
    path: '',
    kind: state,
    desired: null,
    live: null,
    blame: [],
    rule: 'whole-object',
    cause: 'unknown',
  } as const;
  return { ...blank(id, state), fields: [{ ...field, severity: fieldSeverity(id, []) }] };
}
