import { setScalar } from '../compile/source/edit-yaml.ts';
import { emitManifest } from '../manifest/emit.ts';
import type { JsonObject } from '../model/json.ts';
import type { ScaffoldFile } from '../model/scaffold.ts';
import { dirOf, joinInside } from '../util/repo-path.ts';
import { splitLayers } from './split-layers.ts';

/** A stack with everything that its files have to say. */
export interface PlannedStack {
  readonly dir: string;
  /** Text of stack.yaml, unknown fields commented out. */
  readonly text: string;
  readonly name: string;
  /** The workspace that stack.yaml names, if it does. */
  readonly declared: string | undefined;
  readonly workspace: string;
  readonly app: JsonObject;
}

/** Path of a layer's file in a folder. */
function appFileIn(dir: string): string {
  return dir === '' ? 'app.yaml' : `${dir}/app.yaml`;
}

/**
 * The files of the stacks: stack.yaml with its workspace, and app.yaml. What stacks beside each other
 * have in common goes to `base` in the folder above them, which each extends by default; a folder `base`
 * that is a stack itself prevents that.
 */
export function planFiles(stacks: readonly PlannedStack[]): readonly ScaffoldFile[] {
  const groups = new Map<string, PlannedStack[]>();
  for (const stack of stacks) {
    const base = baseOf(stack, stacks) ?? `${stack.dir} alone`;
    groups.set(base, [...(groups.get(base) ?? []), stack]);
  }
  return [...groups].flatMap(([base, group]) => [
    ...group.map((stack) => ({ path: stackFile(stack), content: stackText(stack) })),
    ...(group.length > 1 ? layerFiles(base, group) : group.map(({ dir, app }) => appFile(dir, app))),
  ]);
}

/** The folder of the layer that a stack extends by default; undefined when there can be none. */
function baseOf({ dir }: PlannedStack, stacks: readonly PlannedStack[]): string | undefined {
  const base = joinInside(dir, '../base');
  return base === undefined || stacks.some((other) => other.dir === base) ? undefined : base;
}

function stackFile({ dir }: PlannedStack): string {
  return dir === '' ? 'stack.yaml' : `${dir}/stack.yaml`;
}

/** A stack is for the workspace called like it unless it names another one. */
function stackText({ text, name, workspace, declared }: PlannedStack): string {
  const isThere = declared === undefined ? workspace === name : workspace === declared;
  return isThere ? text : (setScalar(text, ['workspace'], workspace) ?? text);
}

function layerFiles(base: string, group: readonly PlannedStack[]): readonly ScaffoldFile[] {
  const split = splitLayers(group.map(({ app }) => app));
  if (Object.keys(split.base).length === 0) return group.map(({ dir, app }) => appFile(dir, app));
  const own = group.map(({ dir }, i) => ({ dir, app: split.own[i] ?? {} }));
  return [
    appFile(base, split.base),
    ...own.filter(({ app }) => Object.keys(app).length > 0).map(({ dir, app }) => appFile(dir, app)),
  ];
}

function appFile(dir: string, app: JsonObject): ScaffoldFile {
  return { path: appFileIn(dir), content: emitManifest({ apps: {}, ...app }) };
}

/** Folders above stacks in which a `base/app.yaml` would become a layer of them. */
export function defaultLayers(stacks: readonly PlannedStack[]): readonly string[] {
  const folders = stacks.flatMap(({ dir }) => joinInside(dir, '../base') ?? []);
  return [...new Set(folders.filter((folder) => folder !== '' && dirOf(folder) !== folder))].map(appFileIn);
}
