import { isJsonObject, type Json } from '../model/json.ts';
import { isFreeMap } from './known-groups.ts';
import type { Place } from './place.ts';

/**
 * Fields whose zero is a decision: without them the server does something else (kubernetes core, apps, batch,
 * policy and networking types whose field is a pointer with a meaning of its own for nil).
 */
const ZERO_COUNTS: ReadonlySet<unknown> = new Set([
  'allowPrivilegeEscalation',
  'automountServiceAccountToken',
  'enableServiceLinks',
  'fsGroup',
  'hostUsers',
  'maxUnavailable',
  'minAvailable',
  'namespaceSelector',
  'podSelector',
  'runAsGroup',
  'runAsUser',
  'storageClassName',
  'ttlSecondsAfterFinished',
]);

/** True for a value that the server leaves out when it stores an object: Go's `omitempty`. */
export function isZero(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.values(value).every(isZero);
}

/** True when a declared value says nothing more than its absence. */
export function isAbsence(place: Place, value: Json): boolean {
  if (value === null) return true;
  if (!isZero(value) || isFreeMap(place.parentName) || ZERO_COUNTS.has(place.step)) return false;
  return (
    !isJsonObject(value) || Object.entries(value).every(([key, member]) => isAbsence(place.in(key), member))
  );
}
