import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { compareLists } from './compare-lists.ts';
import type { CompareFacts, Difference } from './difference.ts';
import { jsonEqual } from './json-equal.ts';
import type { Place } from './place.ts';
import { replacedByDesign, serverOwned } from './server-fields.ts';
import { sameValue } from './same-value.ts';
import { pathText } from './steps.ts';
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
 * Every difference between what Git declares and what is there, drift or not, in the order of the declared object.
 * What Git declares is compared by value, what it leaves out is judged by who wrote it.
 */
export function compareFields(place: Place, pair: FieldPair, facts: CompareFacts): readonly Difference[] {
  const { desired, live } = pair;
  if (desired === undefined || desired === null) {
    if (live === undefined || live === null) return [];
    return undeclared(place, { live, siblings: pair.siblings }, facts);
  }
  const rule = serverOwned(place) ?? replacedByDesign(place, desired, facts);
  if (rule !== undefined) return serverDifference(place, pair, { rule, facts });
  if (live === undefined || live === null) {
    const isNothing = isAbsence(place, desired) || (live === null && isZero(desired));
    return [absent(place, desired, isNothing)];
  }
  if (isJsonObject(desired) && isJsonObject(live)) return compareMaps(place, { desired, live }, facts);
  if (Array.isArray(desired) && Array.isArray(live))
    return compareLists(
      place,
      { desired: desired as readonly Json[], live: live as readonly Json[] },
      { facts, compare: compareFields },
    );
  return compareScalars(place, { desired, live }, facts);
}

function compareMaps(
  place: Place,
  { desired, live }: { readonly desired: JsonObject; readonly live: JsonObject },
  facts: CompareFacts,
): readonly Difference[] {
  const keys = [...Object.keys(desired), ...Object.keys(live).filter((key) => !Object.hasOwn(desired, key))];
  return keys.flatMap((key) =>
    compareFields(
      place.in(key),
      {
        desired: Object.hasOwn(desired, key) ? desired[key] : undefined,
        live: Object.hasOwn(live, key) ? live[key] : undefined,
        siblings: live,
      },
      facts,
    ),
  );
}

function compareScalars(
  place: Place,
  { desired, live }: { readonly desired: Json; readonly live: Json },
  facts: CompareFacts,
): readonly Difference[] {
  if (jsonEqual(desired, live)) return [];
  const { steps } = place;
  const difference = { steps, kind: 'modified', desired, live } as const;
  if (place.pattern === '.apiVersion' && sameGroup(desired, live))
    return [{ ...difference, rule: 'api-version', isDrift: false }];
  if (isZero(desired) && isZero(live) && typeof desired === 'object' && typeof live === 'object')
    return [{ ...difference, rule: 'zero-value', isDrift: false }];
  const same = sameValue(place, { desired, live }, facts);
  if (same) {
    if (same.warning) facts.warn({ code: same.warning, path: pathText(steps) });
    return [{ ...difference, rule: same.rule, isDrift: false }];
  }
  if (isAutoscaled(place, facts)) return [{ ...difference, rule: 'autoscaled', isDrift: false }];
  return [{ ...difference, rule: 'declared-value', isDrift: true }];
}

/**
 * True when the number was last set by an autoscaler: through the subresource `scale`, and not by a person or by
 * us. API servers before 1.22 note no subresource, and the autoscaler of Kubernetes is part of the controller manager.
 */
function isAutoscaled({ steps, pattern }: Place, { book }: CompareFacts): boolean {
  const owners = book.owners(steps).filter(({ how }) => how === 'itself');
  return (
    owners.length > 0 &&
    owners.every(
      ({ kind, manager }) =>
        kind !== 'human' &&
        kind !== 'ours' &&
        (manager.subresource === 'scale' ||
          (pattern === '.spec.replicas' && manager.name === 'kube-controller-manager')),
    )
  );
}

function sameGroup(desired: Json, live: Json): boolean {
  const groupOf = (value: Json) =>
    typeof value === 'string' && value.includes('/') ? value.slice(0, value.indexOf('/')) : '';
  return groupOf(desired) === groupOf(live);
}

function absent(place: Place, desired: Json, isNothing: boolean): Difference {
  const { steps } = place;
  if (place.pattern === '.metadata.namespace')
    return { steps, kind: 'missing', desired, rule: 'namespace', isDrift: false };
  const rule = isNothing ? 'zero-value' : 'declared-value';
  return { steps, kind: 'missing', desired, rule, isDrift: !isNothing };
}

/** A declared field that the server or an injector decides: no drift, whatever it holds. */
function serverDifference(
  place: Place,
  { desired, live }: FieldPair,
  { rule, facts }: { readonly rule: string; readonly facts: CompareFacts },
): readonly Difference[] {
  // a time of creation is written by many generators, and applying it changes nothing
  const isServers = serverOwned(place) !== undefined && place.step !== 'creationTimestamp';
  const { steps } = place;
  if (isServers && !isZero(desired)) facts.warn({ code: 'server-field-in-git', path: pathText(steps) });
  if (jsonEqual(desired ?? null, live ?? null)) return [];
  const kind = live === undefined || live === null ? 'missing' : 'modified';
  return [
    {
      steps,
      kind,
      rule,
      isDrift: false,
      ...(desired === undefined ? {} : { desired }),
      ...(live === undefined ? {} : { live }),
    },
  ];
}
