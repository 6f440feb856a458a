import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { fieldWay } from './field-way.ts';
import { isBuiltInGroup } from './known-groups.ts';
import type { FieldStep, FieldSteps } from './steps.ts';
import type { DriftedResource, DriftField } from './verdict.ts';

/** The kind of patch that undoes a field. */
export type PatchPart =
  | { readonly type: 'json'; readonly operations: readonly JsonObject[] }
  | { readonly type: 'strategic'; readonly patch: JsonObject };

/** Keys by which a strategic merge patch finds the items of a list (`patchMergeKey` in kubernetes api/core/v1/types.go). */
const MERGE_KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['containers', ['name']],
  ['env', ['name']],
  ['hostAliases', ['ip']],
  ['imagePullSecrets', ['name']],
  ['initContainers', ['name']],
  ['ports', ['containerPort', 'port']],
  ['volumeDevices', ['devicePath']],
  ['volumeMounts', ['mountPath']],
  ['volumes', ['name']],
  ['webhooks', ['name']],
]);

/** Maps with free keys of which a path does not tell where a key ends, beside labels and the like. */
const OPEN_MAPS: ReadonlySet<unknown> = new Set([
  'default',
  'defaultRequest',
  'max',
  'maxLimitRequestRatio',
  'min',
  'options',
  'overhead',
  'parameters',
  'selector',
  'volumeAttributes',
]);

/** A name that the API of Kubernetes has for a field: no dot can be meant by it. */
const FIELD_NAME = /^[a-zA-Z][a-zA-Z0-9]*$/;

/**
 * How a patch undoes a field; undefined where none does for certain. Without lists on the way it is exact and tests
 * the live value first; items of keyed lists of built-in kinds are found by their key. `desired` is the object in
 * Git: without it, names in the path must not leave a doubt.
 */
export function patchPart(
  { id }: DriftedResource,
  field: DriftField,
  desired: JsonObject | undefined,
): PatchPart | undefined {
  const way = fieldWay(desired ?? {}, field.path);
  const isKnown = isBuiltInGroup(id.group);
  if (!way || way.steps.length === 0 || isDoubtful(way.rest, isKnown)) return undefined;
  if (field.kind !== 'extra' && isHidden(field.desired)) return undefined;
  const names = way.steps.filter((step) => typeof step === 'string');
  if (names.length === way.steps.length) return { type: 'json', operations: operations(names, field) };
  const patch = isKnown ? strategic(way.steps, '', field) : undefined;
  // the directives of such a patch are keys that start with a dollar
  const isPlain = isJsonObject(patch) && !JSON.stringify(field.desired).includes('"$');
  return isPlain ? { type: 'strategic', patch } : undefined;
}

/** True where keys with dots could stand, of which the text does not tell where they end. */
function isDoubtful(steps: FieldSteps, isKnown: boolean): boolean {
  const names = steps.slice(0, -1).filter((step) => typeof step === 'string');
  if (!isKnown) return steps.length > 1;
  return names.some((name) => !FIELD_NAME.test(name) || OPEN_MAPS.has(name));
}

/** True if a value that must not be shown is part of a value. */
function isHidden(value: Json): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some(isHidden);
  return isJsonObject(value) ? Object.values(value).some(isHidden) : value === '(secret)';
}

function operations(names: readonly string[], { kind, desired, live }: DriftField): readonly JsonObject[] {
  const path = names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  if (kind === 'missing') return [{ op: 'add', path, value: desired }];
  const isCheap = (live === null || typeof live !== 'object') && !isHidden(live);
  const test = isCheap ? [{ op: 'test', path, value: live }] : [];
  return [...test, kind === 'extra' ? { op: 'remove', path } : { op: 'replace', path, value: desired }];
}

/** The nested maps of a strategic merge patch; undefined for a list that it cannot find the items of. */
function strategic([step, ...rest]: FieldSteps, list: string, field: DriftField): Json | undefined {
  if (step === undefined) return valueOf(list, field);
  if (typeof step === 'string') {
    if (rest.length === 0 && field.kind === 'extra') return { [step]: null };
    const inner = strategic(rest, step, field);
    return inner === undefined ? undefined : { [step]: inner };
  }
  const key = mergeKey(step, list);
  if (!key) return undefined;
  const item = Object.fromEntries([key]);
  if (rest.length > 0) {
    const inner = strategic(rest, '', field);
    return isJsonObject(inner) ? [{ ...item, ...inner }] : undefined;
  }
  if (field.kind === 'extra') return [{ $patch: 'delete', ...item }];
  return isJsonObject(field.desired) ? [{ ...item, ...field.desired }] : undefined;
}

/** A list whose items the server would merge is no value to set. */
function valueOf(name: string, { desired }: DriftField): Json | undefined {
  return Array.isArray(desired) && (MERGE_KEYS.has(name) || name === 'finalizers') ? undefined : desired;
}

/** The key of an item, where the server finds it by that one; ports of another protocol could share it. */
function mergeKey(step: FieldStep, list: string): readonly [string, Json] | undefined {
  if (typeof step !== 'object' || !('keys' in step)) return undefined;
  const own = MERGE_KEYS.get(list) ?? [];
  const found = step.keys.find(([name]) => own.includes(name));
  const isAlone = step.keys.every(
    ([name, value]) => name === found?.[0] || (name === 'protocol' && value === 'TCP'),
  );
  return isAlone ? found : undefined;
}
