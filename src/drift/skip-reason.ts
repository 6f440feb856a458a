import { mapAt } from '../model/edit-json.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { DriftWarningCode } from './verdict.ts';

/** Annotations of hooks, which a controller runs and does not keep (argo-cd hook docs, helm charts_hooks). */
const HOOKS: readonly string[] = ['argocd.argoproj.io/hook', 'helm.sh/hook'];

/** Marks by which a person tells a controller to leave an object alone, on labels or annotations, in lower case. */
const PAUSES: Readonly<Record<string, readonly string[]>> = {
  // fluxcd/kustomize-controller and fluxcd/pkg ssa `Exclusions`, also read from the live object
  'kustomize.toolkit.fluxcd.io/reconcile': ['disabled'],
  'kustomize.toolkit.fluxcd.io/ssa': ['ignore', 'ifnotpresent'],
  // fluxcd/helm-controller docs/spec/v2, drift detection
  'helm.toolkit.fluxcd.io/driftdetection': ['disabled'],
};

const PAUSE_LENGTHS: ReadonlySet<number> = new Set(Object.keys(PAUSES).map(({ length }) => length));

/** Why an object is not judged: a warning code; undefined when it is. */
export function skipReason(
  desired: JsonObject | undefined,
  live: JsonObject | undefined,
): DriftWarningCode | undefined {
  const annotations = mapAt(desired ?? live, ['metadata', 'annotations']);
  if (HOOKS.some((name) => Object.hasOwn(annotations, name))) return 'hook';
  const metadata = mapAt(desired, ['metadata']);
  const isNameless = metadata['name'] === undefined || metadata['name'] === '';
  if (desired && isNameless && typeof metadata['generateName'] === 'string') return 'generate-name';
  const isThere = live !== undefined;
  return [desired, live].some((object) => object && isPaused(object, isThere))
    ? 'reconcile-disabled'
    : undefined;
}

/** @param isThere whether the object is live; `IfNotPresent` lets the controller create it when it is not */
function isPaused(object: JsonObject, isThere: boolean): boolean {
  const marks = [mapAt(object, ['metadata', 'annotations']), mapAt(object, ['metadata', 'labels'])];
  return marks.some((map) => {
    for (const key in map) if (isPause(key, map[key], isThere)) return true;
    return false;
  });
}

function isPause(key: string, value: Json | undefined, isThere: boolean): boolean {
  // lower case has as many characters
  if (!PAUSE_LENGTHS.has(key.length) || typeof value !== 'string') return false;
  const name = key.toLowerCase();
  const values = Object.hasOwn(PAUSES, name) ? PAUSES[name] : undefined;
  const word = value.toLowerCase();
  return values?.includes(word) === true && (isThere || word !== 'ifnotpresent');
}
