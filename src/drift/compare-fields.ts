import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { compareLists } from './compare-lists.ts';
import type { CompareFacts, Difference } from './difference.ts';
import { jsonEqual, surelySame } from './json-equal.ts';
import type { Place } from './place.ts';
import { holdsServerFields, replacedByDesign, serverOwned } from './server-fields.ts';
import { sameValue } from './same-value.ts';
import { undeclared } from './undeclared.ts';
import { isAbsence, isZero } from './zero-value.ts';

/** The value of one field on both sides; undefined where the field is not there. */
export interface FieldPair {
  readonly desired: Json | undefined;
  readonly live: Json | undefined;
  /** The live value that the field is part of. */
  readonly siblings: Json;
}

/**
 * Finds every difference between what Git declares and what is there, drift or not, in the order of the declared
 * object. What Git declares is compared by value, what it leaves out is judged by who wrote it.
 */
export function compareFields(place: Place, pair: FieldPair, facts: CompareFacts): void {
  const { desired, live } = pair;
  if (desired === undefined || desired === null) {
    if (live !== undefined && live !== null) undeclared(place, { live, siblings: pair.siblings }, facts);
    return;
  }
  const rule = serverOwned(place) ?? replacedByDesign(place, desired, facts.live);
  if (rule !== undefined) serverDifference(place, pair, { rule, facts });
  else if (live === undefined || live === null) {
    const isNothing = isAbsence(place, desired) || (live === null && isZero(desired));
    facts.found.push(absent(place, desired, isNothing));
  } else compareValues(place, { desired, live }, facts);
}

/** Two values that are there. */
interface ValuePair {
  readonly desired: Json;
  readonly live: Json;
}

function compareValues(place: Place, { desired, live }: ValuePair, facts: CompareFacts): void {
  if (isJsonObject(desired) && isJsonObject(live)) compareMaps(place, { desired, live }, facts);
  else if (Array.isArray(desired) && Array.isArray(live)) {
    const lists = { desired: desired as readonly Json[], live: live as readonly Json[] };
    compareLists(place, lists, { facts, compare: compareFields });
  } else if (!jsonEqual(desired, live)) facts.found.push(compareScalars(place, { desired, live }, facts));
}

function compareMaps(
  place: Place,
  { desired, live }: { readonly desired: JsonObject; readonly live: JsonObject },
  facts: CompareFacts,
): void {
  // most of what is compared is the same, and nothing more is to be known of it
  const isSkipping = !holdsServerFields(place.pattern);
  for (const key in desired) {
    const mine = desired[key];
    const other = Object.hasOwn(live, key) ? live[key] : undefined;
    if (isSkipping && surelySame(mine, other)) continue;
    compareFields(place.in(key), { desired: mine, live: other, siblings: live }, facts);
  }
  for (const key in live) {
    const other = Object.hasOwn(desired, key) ? null : (live[key] ?? null);
    if (other !== null) undeclared(place.in(key), { live: other, siblings: live }, facts);
  }
}

function compareScalars(place: Place, { desired, live }: ValuePair, facts: CompareFacts): Difference {
  const difference = { place, kind: 'modified', desired, live } as const;
  if (place.pattern.text === '.apiVersion' && sameGroup(desired, live))
    return { ...difference, rule: 'api-version', isDrift: false };
  if (isZero(desired) && isZero(live) && typeof desired === 'object' && typeof live === 'object')
    return { ...difference, rule: 'zero-value', isDrift: false };
  const same = sameValue(place, { desired, live });
  if (same) {
    if (same.warning) facts.warn({ code: same.warning, path: place.text });
    return { ...difference, rule: same.rule, isDrift: false };
  }
  if (isAutoscaled(place, facts)) return { ...difference, rule: 'autoscaled', isDrift: false };
  return { ...difference, rule: 'declared-value', isDrift: true };
}

/**
 * True when the number was last set by an autoscaler: through the subresource `scale`, and not by a person or by
 * us. API servers before 1.22 note no subresource, and the autoscaler of Kubernetes is part of the controller manager.
 */
function isAutoscaled(place: Place, { book }: CompareFacts): boolean {
  const owners = book.owners(place).filter(({ how }) => how === 'itself');
  return (
    owners.length > 0 &&
    owners.every(
      ({ kind, manager }) =>
        kind !== 'human' &&
        kind !== 'ours' &&
        (manager.subresource === 'scale' ||
          (place.pattern.text === '.spec.replicas' && manager.name === 'kube-controller-manager')),
    )
  );
}

function sameGroup(desired: Json, live: Json): boolean {
  const groupOf = (value: Json) =>
    typeof value === 'string' && value.includes('/') ? value.slice(0, value.indexOf('/')) : '';
  return groupOf(desired) === groupOf(live);
}

function absent(place: Place, desired: Json, isNothing: boolean): Difference {
  if (place.pattern.text === '.metadata.namespace')
    return { place, kind: 'missing', desired, rule: 'namespace', isDrift: false };
  const rule = isNothing ? 'zero-value' : 'declared-value';
  return { place, kind: 'missing', desired, rule, isDrift: !isNothing };
}

/** A declared field that the server or an injector decides: no drift, whatever it holds. */
function serverDifference(
  place: Place,
  { desired, live }: FieldPair,
  { rule, facts }: { readonly rule: string; readonly facts: CompareFacts },
): void {
  // a time of creation is written by many generators, and applying it changes nothing
  const isServers = serverOwned(place) !== undefined && place.step !== 'creationTimestamp';
  if (isServers && !isZero(desired)) facts.warn({ code: 'server-field-in-git', path: place.text });
  if (jsonEqual(desired ?? null, live ?? null)) return;
  facts.found.push({
    place,
    kind: live === undefined || live === null ? 'missing' : 'modified',
    rule,
    isDrift: false,
    ...(desired === undefined ? {} : { desired }),
    ...(live === undefined ? {} : { live }),
  });
}
