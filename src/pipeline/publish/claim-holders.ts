import type { ObjectFormat, ObjectId } from '../../model/git.ts';
import type { RenderedUnit } from '../../model/rendered.ts';
import { gitHash } from '../../util/git-hash.ts';
import { baseOf } from '../../util/repo-path.ts';
import type { BranchLook } from './branch-state.ts';
import { filesOfUnit, type PublishedUnit } from './published-units.ts';

/** Kinds that own pods by a selector, as they begin the name of a file. */
const OWNERS = /^(?:deployment|statefulset|daemonset|replicaset|collaset\.apps\.kusionstack\.io)_/;

/**
 * Published units that may hold an identity or a selector that a compiled unit has anew. Names of files
 * tell identities apart, but for the namespace of the unit, which its Namespace object tells; so this
 * names too many, never too few. A unit that holds what it held before clashes with nobody.
 */
export async function holdersOf(
  look: BranchLook,
  {
    rendered,
    published,
  }: { readonly rendered: readonly RenderedUnit[]; readonly published: readonly PublishedUnit[] },
): Promise<readonly PublishedUnit[]> {
  const wanted = new Map<string, Set<string>>();
  for (const each of rendered) {
    const before = published.find((unit) => isSameUnit(unit, each));
    const old = before ? await filesOfUnit(look, before) : new Map<string, ObjectId>();
    const names = newNames(look.source.store.format, each, old);
    if (names.length === 0) continue;
    const { name } = each.unit.workspace;
    wanted.set(name, new Set([...(wanted.get(name) ?? []), ...names]));
  }
  const found: PublishedUnit[] = [];
  for (const unit of published) {
    const names = wanted.get(unit.workspace);
    if (!names) continue;
    const paths = [...(await filesOfUnit(look, unit)).keys()];
    if (paths.some((path) => names.has(baseOf(path)) || names.has(`${firstPart(path) ?? ''}/`)))
      found.push(unit);
  }
  return found;
}

function isSameUnit({ on, ...published }: PublishedUnit, { unit }: RenderedUnit): boolean {
  return (
    on.branch === unit.branch &&
    published.path === unit.path &&
    published.project === unit.project.name &&
    published.stack === unit.stack.name &&
    published.workspace === unit.workspace.name
  );
}

/** Names of files, and of folders with a slash, in which others may hold what the unit did not hold before. */
function newNames(
  format: ObjectFormat,
  { unit, files, hasVerbatim }: RenderedUnit,
  old: ReadonlyMap<string, ObjectId>,
): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const name = baseOf(path);
    const isNew = !old.has(path);
    if (!isNew && old.get(path) === gitHash(format, 'blob', text)) return [];
    const isNamespace = name.startsWith('namespace_');
    // an equal Namespace may be rendered twice, a different one may not; a user's file may change its group
    const own = isNew || isNamespace || hasVerbatim ? [name] : [];
    // a workload of a user's file may have another selector under the same name
    const isOwner = OWNERS.test(name) && (isNew || hasVerbatim);
    // and with its Namespace a unit takes all its objects to another one
    if (!isOwner && !(isNew && isNamespace)) return own;
    const namespace = firstPart(path) ?? unit.namespace.value;
    return [...own, `namespace_${namespace}.yaml`, `${namespace}/`];
  });
}

/** The folder of a path with one; undefined for a file of the unit's own namespace. */
function firstPart(path: string): string | undefined {
  const slash = path.indexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash);
}
