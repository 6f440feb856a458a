import type { JsonObject } from '../model/json.ts';
import { identityKey, identityOf, type ResourceId } from '../model/resource.ts';
import { partAt } from '../model/edit-json.ts';
import { byteOrder } from '../util/byte-order.ts';
import { compareObject, type CompareSettings } from './compare-object.ts';
import type { IgnoreRule } from './ignore/ignore-rule.ts';
import { pairObjects } from './pair-objects.ts';
import { skipReason } from './skip-reason.ts';
import { isOwned, isTrackedBy } from './tracked-by.ts';
import type { DriftedResource, DriftState, DriftWarning, FieldKind } from './verdict.ts';

/** Objects of both sides. */
export interface ComparedSets {
  readonly desired: readonly JsonObject[];
  readonly live: readonly JsonObject[];
  /** True when each side is one document: then they belong together, whatever their names. */
  readonly isOneToOne: boolean;
  /** What reading an object of Git already showed. */
  readonly warnings: ReadonlyMap<JsonObject, readonly DriftWarning[]>;
}

/** How to judge them. */
export interface DriftSettings extends CompareSettings {
  /** The Application or Kustomization whose tracked objects count as ours. */
  readonly app: string | undefined;
}

/** The verdict about every object, in byte order of their identities. */
export interface DriftVerdict {
  readonly resources: readonly DriftedResource[];
  /** Rules that named nothing. */
  readonly unused: readonly IgnoreRule[];
}

/** Compares what Git holds with what a cluster holds: one verdict for each object, and none is left out. */
export function compareSets(sets: ComparedSets, settings: DriftSettings): DriftVerdict {
  const used = new Set<IgnoreRule>();
  const [single] = sets.desired;
  const { pairs, left } =
    sets.isOneToOne && single
      ? { pairs: [{ desired: single, live: sets.live[0], problem: undefined }], left: [] }
      : pairObjects(sets.desired, sets.live);
  const resources = pairs.map(({ desired, live, problem }) => {
    if (problem !== undefined) return { ...blank(identityOf(desired), 'unchecked'), reason: problem };
    const found = judge(desired, live, settings);
    for (const rule of found.used) used.add(rule);
    const warnings = [...found.resource.warnings, ...(sets.warnings.get(desired) ?? [])];
    return { ...found.resource, warnings: distinct(warnings) };
  });
  resources.push(...left.flatMap((live) => judgeLeft(live, sets.isOneToOne, settings.app)));
  return {
    resources: resources.toSorted((a, b) => byteOrder(identityKey(a.id), identityKey(b.id))),
    unused: settings.ignore.filter((rule) => !used.has(rule)),
  };
}

interface Judged {
  readonly resource: DriftedResource;
  readonly used: readonly IgnoreRule[];
}

function judge(desired: JsonObject, live: JsonObject | undefined, settings: DriftSettings): Judged {
  const id = fullIdentity(desired, live);
  const skipped = skipReason(desired, live);
  const warnings: readonly DriftWarning[] = skipped ? [{ code: skipped, path: '' }] : [];
  const isAlike = live !== undefined && skipped !== 'hook' && skipped !== 'generate-name';
  if (!isAlike) {
    const resource = skipped ? blank(id, 'skipped') : whole(id, 'missing');
    return { resource: { ...resource, warnings }, used: [] };
  }
  if (!skipped && isTerminating(live)) return { resource: whole(id, 'terminating'), used: [] };
  const { fields, tolerated, used, warnings: found } = compareObject(id, { desired, live }, settings);
  if (skipped) {
    const paused = fields.map(({ path, blame }) => ({ path, rule: skipped, blame }));
    const resource = { ...blank(id, 'skipped'), tolerated: [...tolerated, ...paused], warnings };
    return { resource, used };
  }
  const state = fields.length > 0 ? 'drifted' : 'synced';
  return { resource: { ...blank(id, state), fields, tolerated, warnings: found }, used };
}

/** Git may leave the namespace out; then it is that of the live object. */
function fullIdentity(desired: JsonObject, live: JsonObject | undefined): ResourceId {
  const id = identityOf(desired);
  return id.namespace === '' && live ? { ...id, namespace: identityOf(live).namespace } : id;
}

/** A live object that Git does not have: an orphan when it is tracked, or when Git says outright that there is none. */
function judgeLeft(
  live: JsonObject,
  isOneToOne: boolean,
  app: string | undefined,
): readonly DriftedResource[] {
  const isOurs = app === undefined ? isOneToOne && !isOwned(live) : isTrackedBy(live, app);
  if (!isOurs) return [];
  const id = identityOf(live);
  const skipped = skipReason(undefined, live);
  if (skipped) return [{ ...blank(id, 'skipped'), warnings: [{ code: skipped, path: '' }] }];
  return [whole(id, isTerminating(live) ? 'terminating' : 'orphan')];
}

function isTerminating(live: JsonObject): boolean {
  return typeof partAt(live, ['metadata', 'deletionTimestamp']) === 'string';
}

function blank(id: ResourceId, state: DriftState): DriftedResource {
  return { id, state, reason: undefined, fields: [], tolerated: [], warnings: [] };
}

function whole(id: ResourceId, state: DriftState & FieldKind): DriftedResource {
  const field = {
    path: '',
    kind: state,
    desired: null,
    live: null,
    blame: [],
    rule: 'whole-object',
  } as const;
  return { ...blank(id, state), fields: [{ ...field, cause: 'unknown' }] };
}

function distinct(warnings: readonly DriftWarning[]): readonly DriftWarning[] {
  const seen = new Map(warnings.map((warning) => [`${warning.code} ${warning.path}`, warning]));
  return [...seen.values()];
}
