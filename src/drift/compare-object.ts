import type { Json, JsonObject } from '../model/json.ts';
import type { ResourceId } from '../model/resource.ts';
import { compareFields } from './compare-fields.ts';
import type { CompareFacts, Difference } from './difference.ts';
import { applyIgnoreRules, type IgnoreResult } from './ignore/apply-rules.ts';
import type { IgnoreRule } from './ignore/ignore-rule.ts';
import { isBuiltInGroup } from './known-groups.ts';
import type { ManagerClass, ManagerNames } from './managers.ts';
import { isMasked, maskerFor } from './mask.ts';
import { isSecret, normalSecret } from './normal-secret.ts';
import { blameOf, OwnershipBook } from './ownership.ts';
import { rootPattern } from './pattern.ts';
import { Place } from './place.ts';
import { withoutEncrypted } from './encrypted-values.ts';
import type { ServerLists } from './list-type.ts';
import { fieldSeverity } from './severity.ts';
import type { FieldSteps } from './steps.ts';
import type { Blame, DriftField, DriftWarning, ToleratedField } from './verdict.ts';

/** What decides besides the two objects. */
export interface CompareSettings {
  readonly managers: ManagerNames;
  readonly ignore: readonly IgnoreRule[];
  /** The list types of a kind as the server tells them; for kinds that are not built in. */
  readonly listsOf?: (id: ResourceId) => ServerLists | undefined;
  /** True to leave `tolerated` empty, which saves about a quarter of the time. */
  readonly isBrief?: boolean;
}

/** The verdict about the fields of an object that is there on both sides. */
export interface ObjectComparison {
  readonly fields: readonly DriftField[];
  readonly tolerated: readonly ToleratedField[];
  readonly warnings: readonly DriftWarning[];
  /** Rules that named a field of the object. */
  readonly used: readonly IgnoreRule[];
}

/**
 * Compares an object in Git with the same object in a cluster. Every difference is either drift or tolerated,
 * and carries the rule that says so. No value of a Secret leaves this function.
 */
export function compareObject(
  id: ResourceId,
  objects: { readonly desired: JsonObject; readonly live: JsonObject },
  settings: CompareSettings,
): ObjectComparison {
  const desired = normalSecret(objects.desired);
  const live = normalSecret(objects.live);
  const book = new OwnershipBook(live, settings.managers);
  const warnings: DriftWarning[] = [];
  const facts = {
    live,
    book,
    isSecret: isSecret(desired) || isSecret(live),
    lists: settings.listsOf?.(id),
  };
  const pattern = rootPattern(id);
  const differencesOf = (a: JsonObject, b: JsonObject, warn: CompareFacts['warn']) => {
    const differences: Difference[] = [];
    const pair = { desired: a, live: b, siblings: null };
    compareFields(Place.root(pattern, book.managers), pair, { ...facts, warn, found: differences });
    return withoutEncrypted(objects.desired, differences);
  };
  const found = differencesOf(desired, live, (warning) => warnings.push(warning));
  const ignored = applyIgnoreRules({
    desired,
    live,
    book,
    drifts: found.filter(({ isDrift }) => isDrift),
    compare: (a, b) => differencesOf(a, b, () => undefined),
    rules: settings.ignore.filter((rule) => rule.selects(id, desired) || rule.selects(id, live)),
  });
  warnings.push(...unknownFields(id, ignored.drifts));
  const mask = maskerFor(objects.desired, objects.live);
  return { ...verdictOf(found, ignored, { id, mask, book, isBrief: settings.isBrief === true }), warnings };
}

interface Shown {
  readonly id: ResourceId;
  readonly mask: (steps: FieldSteps, value: Json | undefined) => Json;
  readonly book: OwnershipBook;
  readonly isBrief: boolean;
}

function verdictOf(found: readonly Difference[], ignored: IgnoreResult, { id, mask, book, isBrief }: Shown) {
  const tolerated = isBrief ? [] : [...found.filter(({ isDrift }) => !isDrift), ...ignored.ignored];
  return {
    fields: ignored.drifts.map(({ place, kind, desired, live, rule }): DriftField => {
      const { blame, cause } = blameFor(kind, place, book);
      const values = { desired: mask(place.steps, desired), live: mask(place.steps, live) };
      const isSecretValue = isMasked(values.desired) || isMasked(values.live);
      const severity = isSecretValue ? 'high' : fieldSeverity(id, place.steps);
      return { path: place.text, kind, ...values, cause, blame, rule, severity };
    }),
    tolerated: tolerated.map(({ place, kind, rule }): ToleratedField => {
      const { blame } = SERVERS.has(rule) ? NOBODY : blameFor(kind, place, book);
      return { path: place.text, rule, blame };
    }),
    used: ignored.used,
  };
}

/** Rules of fields that the server itself writes. */
const SERVERS: ReadonlySet<string> = new Set(['status', 'server-metadata']);

/** Who is behind a difference. Of a field that is gone nobody is noted, so the newest person around it is a guess. */
function blameFor(
  kind: Difference['kind'],
  place: Place,
  book: OwnershipBook,
): { readonly blame: readonly Blame[]; readonly cause: ManagerClass | 'unknown' } {
  if (kind === 'missing') {
    const remover = book.remover(place);
    return remover ? { blame: [blameOf(remover)], cause: 'human' } : NOBODY;
  }
  const owners = book.owners(place);
  const first = owners[0];
  if (!first) return NOBODY;
  const nearest = owners.filter(({ how }) => how === first.how);
  return { blame: nearest.map(({ manager }) => blameOf(manager)), cause: first.kind };
}

const NOBODY = { blame: [], cause: 'unknown' } as const;

/** Fields that objects of the API server have at their top (kubernetes api, the fields of all built-in kinds). */
const TOP_FIELDS: ReadonlySet<unknown> = new Set(
  `apiVersion kind metadata spec status data binaryData stringData immutable type rules roleRef subjects
  aggregationRule secrets imagePullSecrets automountServiceAccountToken webhooks subsets endpoints addressType ports
  provisioner parameters reclaimPolicy mountOptions allowVolumeExpansion volumeBindingMode allowedTopologies handler
  overhead scheduling value globalDefault preemptionPolicy description template revision items involvedObject`.split(
    /\s+/,
  ),
);

function unknownFields({ group }: ResourceId, drifts: readonly Difference[]): readonly DriftWarning[] {
  return drifts
    .filter(
      ({ kind, place }) =>
        kind === 'missing' && place.depth === 1 && isBuiltInGroup(group) && !TOP_FIELDS.has(place.step),
    )
    .map(({ place }) => ({ code: 'unknown-field', path: place.text }));
}
