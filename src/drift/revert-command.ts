import type { Json, JsonObject } from '../model/json.ts';
import { patchPart, type PatchPart } from './patch-part.ts';
import type { DriftController, DriftedResource, DriftField, WorkspaceDrift } from './verdict.ts';

/** What a person can paste into a POSIX shell to put an object back to what Git says. */
export interface RevertCommand {
  readonly command: string;
  /** The same by the controller of the unit; undefined where there is none, or where it sees nothing to do. */
  readonly controller: string | undefined;
}

/** What a command may be made with. */
export interface RevertOptions {
  /** The object in Git; with it, keys that hold dots are certain. */
  readonly desiredOf?: (resource: DriftedResource) => JsonObject | undefined;
  /** The Git remote of the rendered branch, which is then fetched where a manifest is needed. */
  readonly remote?: string;
}

/**
 * The smallest command for every object that is not as Git says, and none where no single command would do. Nothing
 * is run. No value of a secret is in one: the whole manifest is applied instead.
 */
export function revertCommands(
  drift: WorkspaceDrift,
  options: RevertOptions = {},
): ReadonlyMap<DriftedResource, RevertCommand> {
  const commands = new Map<DriftedResource, RevertCommand>();
  for (const resource of drift.resources) {
    const command = commandOf(resource, drift, options);
    if (command !== undefined)
      commands.set(resource, { command, controller: controllerCommand(resource, drift) });
  }
  return commands;
}

function commandOf(
  resource: DriftedResource,
  drift: WorkspaceDrift,
  options: RevertOptions,
): string | undefined {
  const { id, state } = resource;
  if (id.name === '' || id.name.startsWith('-')) return undefined;
  if (state === 'missing') return applyCommand(resource, drift, options);
  if (state === 'orphan') return [...kubectl(resource, drift), 'delete', ...nameOf(resource)].join(' ');
  if (state !== 'drifted') return undefined;
  const desired = options.desiredOf?.(resource);
  const parts = resource.fields.map((field) => patchPart(resource, field, desired));
  const known = parts.filter((part) => part !== undefined);
  if (known.length === parts.length) return patches(known, resource, drift);
  // an apply sets what Git declares, and leaves alone what it does not
  const added = resource.fields.filter(({ kind }) => kind === 'extra');
  const removals = added
    .map((field) => patchPart(resource, field, desired))
    .filter((part) => part !== undefined);
  const apply = applyCommand(resource, drift, options);
  if (apply === undefined || removals.length < added.length) return undefined;
  return removals.length === 0 ? apply : `${patches(removals, resource, drift)} && ${apply}`;
}

function patches(parts: readonly PatchPart[], resource: DriftedResource, drift: WorkspaceDrift): string {
  const operations = parts.flatMap((part) => (part.type === 'json' ? part.operations : []));
  const merged = parts.flatMap((part) => (part.type === 'strategic' ? [part.patch] : []));
  const command = (type: string, patch: Json) =>
    [
      ...kubectl(resource, drift),
      'patch',
      ...nameOf(resource),
      `--type=${type}`,
      '-p',
      quoted(asciiJson(patch)),
    ].join(' ');
  return [
    ...(operations.length > 0 ? [command('json', operations)] : []),
    ...(merged.length > 0 ? [command('strategic', merged.reduce(merge))] : []),
  ].join(' && ');
}

/** Both patches in one: items of lists stand beside each other, and those with the same key are one. */
function merge(a: JsonObject, b: JsonObject): JsonObject {
  const both: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) both[key] = mergeValues(both[key], value);
  return both;
}

function mergeValues(a: Json | undefined, b: Json): Json {
  if (Array.isArray(a) && Array.isArray(b))
    return mergeItems(a as readonly JsonObject[], b as readonly JsonObject[]);
  const isMaps = [a, b].every(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  return isMaps ? merge(a as JsonObject, b as JsonObject) : b;
}

/** Items of a patch start with their key, or with what is to be done with them. */
function mergeItems(a: readonly JsonObject[], b: readonly JsonObject[]): readonly JsonObject[] {
  const items = [...a];
  for (const item of b) {
    const key = JSON.stringify(Object.entries(item)[0]);
    const at = items.findIndex((other) => JSON.stringify(Object.entries(other)[0]) === key);
    const known = items[at];
    const isDeleted = Object.hasOwn(item, '$patch');
    if (known && !isDeleted) items[at] = merge(known, item);
    else items.push(item);
  }
  return items;
}

/** Applies the manifest as it stands on the rendered branch; undefined where no such file is known. */
function applyCommand(
  resource: DriftedResource,
  drift: WorkspaceDrift,
  { remote }: RevertOptions,
): string | undefined {
  const { manifest, unit } = resource;
  const revision = drift.units.find((each) => each.unit === unit)?.revision ?? drift.revision ?? drift.branch;
  if (manifest === undefined || revision === null || drift.branch === null) return undefined;
  const fetch =
    remote === undefined ? '' : `git fetch -q ${quoted(remote)} ${quoted(`refs/heads/${drift.branch}`)} && `;
  const manager = managerOf(controllerOf(resource, drift));
  const apply = ['apply', '--server-side', '--force-conflicts', ...manager, '-f', '-'];
  return `${fetch}git show ${quoted(`${revision}:${manifest}`)} | ${[...kubectl(resource, drift), ...apply].join(' ')}`;
}

/** Applying under the controller's name leaves it the owner of its fields. */
function managerOf(controller: DriftController | null): readonly string[] {
  if (!controller) return [];
  return [`--field-manager=${controller.kind === 'argocd' ? 'argocd-controller' : 'kustomize-controller'}`];
}

function kubectl({ id }: DriftedResource, { cluster }: WorkspaceDrift): readonly string[] {
  const context = cluster ? [`--context=${quoted(cluster.context)}`] : [];
  const namespace = id.namespace === '' ? [] : ['-n', quoted(id.namespace)];
  return ['kubectl', ...context, ...namespace];
}

function nameOf({ id }: DriftedResource): readonly string[] {
  const kind = id.group === '' ? id.kind : `${id.kind}.${id.group}`;
  return [quoted(kind), quoted(id.name)];
}

function controllerOf({ unit }: DriftedResource, drift: WorkspaceDrift): DriftController | null {
  return drift.units.find((each) => each.unit === unit)?.controller ?? drift.controller;
}

function controllerCommand(resource: DriftedResource, drift: WorkspaceDrift): string | undefined {
  const controller = controllerOf(resource, drift);
  if (!controller || !seesAll(resource.fields)) return undefined;
  const { kind, namespace, name } = controller;
  if (kind === 'flux') return `flux reconcile kustomization ${quoted(name)} -n ${quoted(namespace)}`;
  const { id, state } = resource;
  const object = `${id.group}:${id.kind}:${id.namespace === '' ? '' : `${id.namespace}/`}${id.name}`;
  const prune = state === 'orphan' ? ' --prune' : '';
  return `argocd app sync ${quoted(`${namespace}/${name}`)} --resource ${quoted(object)}${prune}`;
}

function seesAll(fields: readonly DriftField[]): boolean {
  return fields.every(({ unseen }) => unseen !== true);
}

/** A word of a POSIX shell that stands for exactly this text. */
function quoted(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** JSON in which nothing but printable ASCII stands, so that no terminal and no clipboard can change it. */
function asciiJson(value: Json): string {
  return JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (character) => String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}
