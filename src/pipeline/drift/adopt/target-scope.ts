import type { SourceText } from '../../../diagnostics/span.ts';
import type { FieldWay } from '../../../drift/field-way.ts';
import type { DriftField } from '../../../drift/verdict.ts';
import { nodeAt, type Path } from '../../../model/node.ts';
import type { Pointer } from '../../../model/pointer.ts';
import type { Unit } from '../../../model/unit.ts';
import type { TracedObject } from '../traced-objects.ts';
import { unitKey } from './adopt-tree.ts';
import { rootOf, type Slot } from './slot.ts';

/** A drifted field, and everything that says where its value could be written. */
export interface TargetScope {
  readonly object: TracedObject;
  readonly field: DriftField;
  readonly way: FieldWay;
  /** Texts of files as they are by now; undefined where there is none. */
  readonly textOf: (file: string) => SourceText | undefined;
  readonly usersOf: (file: string) => readonly Unit[];
  readonly manifestUsersOf: (file: string) => readonly Unit[];
}

/** Either a place to write to, or why there is none. */
export type Place = { readonly slot: Slot } | { readonly blocked: string };

/** The unit of a field. */
export function unitOf({ object }: TargetScope): Unit {
  return object.spec.unit;
}

/** The stack's own app.yaml, whether it is there or not. */
function ownLayer({ stack }: Unit): string {
  return stack.dir === '' ? 'app.yaml' : `${stack.dir}/app.yaml`;
}

/** The stack's own stack.yaml. */
export function ownStack({ stack }: Unit): string {
  return stack.source.path;
}

/** Why a file cannot hold a value for one unit alone; undefined when it can. */
export function sharedBy(file: string, scope: TargetScope): string | undefined {
  const unit = unitOf(scope);
  const found = scope.usersOf(file);
  // an app.yaml that is not there yet would count for all workspaces of the stack
  const users = found.length > 0 ? found : scope.usersOf(ownStack(unit));
  const others = users.filter((other) => unitKey(other) !== unitKey(unit));
  if (others.length === 0) return undefined;
  return `${file} also makes ${listed(others.map(unitText))}, so it cannot hold a value for ${unitText(unit)} alone`;
}

/** A unit in words. */
export function unitText({ workspace, project, stack }: Unit): string {
  return `${project.name}/${stack.name} in ${workspace.name}`;
}

/** A few names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - 3;
  return more > 0 ? `${names.slice(0, 3).join(', ')} and ${String(more)} more` : names.join(', ');
}

/**
 * The place of an override: `path` as a file with the key `apps` has it. An app.yaml without that key holds the apps
 * themselves.
 */
export function overrideAt(path: Path, scope: TargetScope): Place {
  const file = ownLayer(unitOf(scope));
  const blocked = sharedBy(file, scope);
  if (blocked !== undefined) return { blocked };
  const root = rootOf(scope.textOf(file));
  const isBare =
    root?.kind === 'map' &&
    root.entries.size > 0 &&
    nodeAt(root, ['apps']) === undefined &&
    nodeAt(root, ['shared']) === undefined;
  if (!isBare) return { slot: { file, path } };
  if (path[0] !== 'apps') return { blocked: `${file} has no key "apps" beside which "shared" could stand` };
  return { slot: { file, path: path.slice(1) } };
}

/** Where a pointer of the object's module leads to in an app.yaml; undefined for names of the unit. */
export function pathInApp({ root, path }: Pointer, { object }: TargetScope): Path | undefined {
  const { call, app } = object.resource;
  if (!call || root === 'unit') return undefined;
  const within =
    root === 'workload' ? object.resolved.apps.find(({ name }) => name === app)?.workload?.path : call.path;
  if (!within) return undefined;
  const isShared = within[0] === 'shared';
  if (!isShared && app === undefined) return undefined;
  return [...(isShared ? [] : ['apps', app ?? '']), ...within, ...path];
}
