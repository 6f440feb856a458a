import type { JsonObject } from '../model/json.ts';
import { identityKey, identityOf } from '../model/resource.ts';
import { byteOrder } from '../util/byte-order.ts';
import type { CompareSettings } from './compare-object.ts';
import type { IgnoreRule } from './ignore/ignore-rule.ts';
import { blank, isTerminating, judgePair, whole } from './judge-pair.ts';
import { pairObjects } from './pair-objects.ts';
import { skipReason } from './skip-reason.ts';
import { isOwned, isTrackedBy } from './tracked-by.ts';
import type { DriftedResource, DriftWarning } from './verdict.ts';

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
    const found = judgePair(desired, live, settings);
    for (const rule of found.used) used.add(rule);
    const warnings = [...found.resource.warnings, ...(sets.warnings.get(desired) ?? [])];
    return { ...found.resource, warnings: distinct(warnings) };
  });
  resources.push(...left.flatMap((live) => judgeLeft(live, sets.isOneToOne, settings.app)));
  return {
    resources: resources
      .map((resource) => ({ resource, key: identityKey(resource.id) }))
      .toSorted((a, b) => byteOrder(a.key, b.key))
      .map(({ resource }) => resource),
    unused: settings.ignore.filter((rule) => !used.has(rule)),
  };
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

function distinct(warnings: readonly DriftWarning[]): readonly DriftWarning[] {
  const seen = new Map(warnings.map((warning) => [`${warning.code} ${warning.path}`, warning]));
  return [...seen.values()];
}
