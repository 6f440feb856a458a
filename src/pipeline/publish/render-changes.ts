import { diffCommits, type ChangedFile } from '../../adapters/git/diff-commits.ts';
import { fetchObjects, type Remote } from '../../adapters/git/remote.ts';
import { isMoved } from '../../adapters/git/remote-error.ts';
import { findRepositoryFiles } from '../../compile/discover/repository-files.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { ObjectId } from '../../model/git.ts';
import type { TreeReader } from '../../model/ports.ts';
import { EVERYTHING } from '../../model/selection.ts';
import type { Unit } from '../../model/unit.ts';
import { reachOf, type Reach } from '../../publish/affected.ts';
import { isInside } from '../../util/repo-path.ts';
import { BUILT_IN_MODULES, targetNamed } from '../built-in.ts';
import { compile, filesOf, type Compilation } from '../compile.ts';
import type { LoadedConfig } from '../load-config.ts';
import type { KnownNames, Repository } from '../load-repository.ts';
import type { BranchLook } from './branch-state.ts';
import { holdersOf } from './claim-holders.ts';
import type { PublishedBase } from './published-base.ts';
import { mergeRenders, untouched, type ChangeRender } from './merge-renders.ts';
import { publishedUnits, type PublishedUnit } from './published-units.ts';
import { keyOf, nameUnit, placeKey } from './unit-names.ts';
import { CONFIG_FILE, isHeadFile, matchersOf, scopeOf } from './change-scope.ts';

/** What to render on top of what is published. */
export interface ChangeInput {
  readonly base: PublishedBase;
  readonly config: LoadedConfig;
  readonly reader: TreeReader;
  /** Where the published source commit can be had. */
  readonly origin: Remote;
}

/**
 * Renders only the units that a change since the published source commit can reach; the others are not
 * read, compiled or hashed. The result is that of a full render, or undefined when that is not certain.
 */
export async function renderChanges(look: BranchLook, input: ChangeInput): Promise<ChangeRender | undefined> {
  const { base, config } = input;
  const changes = await changesSince(look, input);
  if (!changes) return undefined;
  const matchers = matchersOf(config);
  const scope = await scopeOf(look, { changes, matchers, config });
  if (scope?.length === 0 && !isShared(changes, base)) {
    return {
      renders: base.branches.map(untouched),
      compiled: [],
      projects: new Set(),
      compilation: undefined,
    };
  }
  const { commit, reader: readerOf } = look.source;
  const reader = scope ? readerOf(commit.id, scope) : input.reader;
  const entries = await reader.list();
  const { files, diagnostics } = findRepositoryFiles(entries, config.value);
  if (hasErrors(diagnostics)) return undefined;
  const reach = reachOf(changes, {
    ...files,
    configFile: look.source.configPath ?? CONFIG_FILE,
    isHead: (path) => isHeadFile(path, matchers),
    isModule: matchers.isModule,
    shared: base.sharedInputs.map(({ path }) => path),
  });
  if (reach.kind === 'all') return undefined;
  if (reach.projects.size === 0) {
    const renders = base.branches.map(untouched);
    return { renders, compiled: [], projects: new Set(), compilation: undefined };
  }
  const published = await publishedUnits(look, base);
  if (!published) return undefined;
  const names = namesOf(published);
  // a scope is only made where no project came or went
  if (!scope && names.projects.size + reach.added.size !== files.projects.length) return undefined;
  return await renderReached(look, { ...input, reader, entries, files, published, names, changes, reach });
}

function isShared(changes: readonly ChangedFile[], { sharedInputs }: PublishedBase): boolean {
  return changes.some(({ path }) =>
    sharedInputs.some((each) => isInside(path, each.path) || isInside(each.path, path)),
  );
}

/** Files that changed; the published source commit is fetched when the clone lacks it. */
async function changesSince(
  { source }: BranchLook,
  { base, origin }: ChangeInput,
): Promise<readonly ChangedFile[] | undefined> {
  const pair: readonly [ObjectId, ObjectId] = [base.source, source.commit.id];
  const known = await diffCommits(source.store.call, pair, source.place.prefix);
  if (known) return known;
  try {
    await fetchObjects(origin, [base.source], { history: 1, content: 'trees' });
  } catch (error) {
    // a source whose history was rewritten may not have the commit any more
    if (isMoved(error)) return undefined;
    throw error;
  }
  return await diffCommits(source.store.call, pair, source.place.prefix);
}

function namesOf(units: readonly PublishedUnit[]): KnownNames {
  return {
    projects: new Set(units.map(({ project }) => project)),
    stacks: new Set(units.map(({ project, stack }) => `${project}/${stack}`)),
  };
}

interface Reached extends ChangeInput {
  readonly entries: Awaited<ReturnType<TreeReader['list']>>;
  readonly files: ReturnType<typeof findRepositoryFiles>['files'];
  readonly published: readonly PublishedUnit[];
  readonly names: KnownNames;
  readonly changes: readonly ChangedFile[];
  readonly reach: Extract<Reach, { kind: 'some' }>;
}

async function renderReached(look: BranchLook, input: Reached): Promise<ChangeRender | undefined> {
  const { published, reach, changes, files } = input;
  const dirs = new Set(reach.projects);
  const changed = new Set(changes.map(({ path }) => path));
  // what such a project shares is only known when all its units are compiled
  const sharing = new Set(input.base.sharedInputs.map(({ project }) => project));
  let extra: ReadonlySet<string> = new Set();
  for (;;) {
    const compilation = await compileSome(look, input, {
      dirs,
      pick: (repository) => {
        const isReached = reachedUnits(repository, changed);
        return (unit) =>
          isReached(unit) || sharing.has(unit.project.name) || extra.has(keyOf(nameUnit(unit)));
      },
    });
    const { repository } = compilation;
    if (!compilation.ok) return undefined;
    if (!fits(repository, input, dirs)) return undefined;
    const rendered = compilation.tree.units;
    const holders = await holdersOf(look, { rendered, published });
    const missing = holders.filter(
      (unit) => !rendered.some((each) => keyOf(nameUnit(each.unit)) === keyOf(unit)),
    );
    if (missing.length === 0) return mergeRenders(look, { compilation, published, base: input.base });
    // whoever may hold the same identity is compiled as well, and the register decides
    const size = extra.size + dirs.size;
    extra = new Set([...extra, ...missing.map(keyOf)]);
    const known = new Set(repository.projects.map(({ name }) => name));
    if (missing.some(({ project }) => !known.has(project))) {
      // where a project lies is only known to who has read it
      for (const { dir } of files.projects) dirs.add(dir);
    }
    // nothing more can be looked at, because only a part of the source was listed
    if (extra.size + dirs.size === size) return undefined;
  }
}

async function compileSome(
  look: BranchLook,
  { reader, entries, files, names }: Reached,
  {
    dirs,
    pick,
  }: {
    readonly dirs: ReadonlySet<string>;
    readonly pick: (repository: Repository) => (unit: Unit) => boolean;
  },
): Promise<Compilation> {
  const hidden = new Set(
    files.projects.filter(({ dir }) => !dirs.has(dir)).flatMap(({ file, stacks }) => [file, ...stacks]),
  );
  return await compile({
    reader: { ...reader, list: () => Promise.resolve(entries.filter(({ path }) => !hidden.has(path))) },
    configPath: look.source.configPath,
    modules: BUILT_IN_MODULES,
    target: targetNamed('kubernetes'),
    selection: EVERYTHING,
    elsewhere: names,
    pick,
  });
}

/** Picks the units that a changed file can reach: one of their own files, or one that no stack is known to read. */
function reachedUnits(repository: Repository, changed: ReadonlySet<string>): (unit: Unit) => boolean {
  const known = new Set(repository.units.flatMap(filesOf));
  const loose = [...changed].filter((path) => !known.has(path));
  const open = new Set(
    repository.projects.filter(({ dir }) => loose.some((path) => isInside(path, dir))).map(({ dir }) => dir),
  );
  return (unit) => open.has(unit.project.dir) || filesOf(unit).some((path) => changed.has(path));
}

/** False when units came, went or moved in a way that only a full render judges. */
function fits(
  repository: Repository,
  { published, reach, names }: Reached,
  dirs: ReadonlySet<string>,
): boolean {
  const own = new Set(repository.projects.map(({ name }) => name));
  const isNew = (name: string): boolean =>
    repository.projects.some((project) => project.name === name && reach.added.has(project.dir));
  if ([...own].some((name) => isNew(name) === names.projects.has(name))) return false;
  if (repository.projects.length !== dirs.size) return false;
  const places = new Set(repository.units.map((unit) => placeKey(nameUnit(unit))));
  const before = published.filter(({ project }) => own.has(project));
  if (before.some((unit) => !places.has(placeKey({ ...unit, branch: unit.on.branch })))) return false;
  const added = repository.units
    .map(nameUnit)
    .filter(
      (unit) => !before.some((each) => placeKey({ ...each, branch: each.on.branch }) === placeKey(unit)),
    );
  const branches = new Set(published.map(({ on }) => on.branch));
  return added.every(
    ({ branch, path }) =>
      branches.has(branch) &&
      !published.some(
        (each) => each.on.branch === branch && (isInside(path, each.path) || isInside(each.path, path)),
      ),
  );
}
