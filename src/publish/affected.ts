import { dirOf, isInside } from '../util/repo-path.ts';

/** A file of the source that changed since the published commit. */
export interface SourceChange {
  /** Posix, relative to the root of the source. */
  readonly path: string;
  readonly change: 'added' | 'modified' | 'deleted' | 'typed';
}

/** Where the files of intent lie in the source commit to publish. */
export interface SourceLayout {
  readonly configFile: string;
  readonly workspaces: readonly string[];
  readonly projects: readonly {
    readonly file: string;
    readonly dir: string;
    readonly stacks: readonly string[];
  }[];
  /** True for a path that would be a project, workspace or stack file if it were there. */
  readonly isHead: (path: string) => boolean;
  /** True for a path that can change what a module of the repository makes, for whatever unit. */
  readonly isModule: (path: string) => boolean;
  /** Files and folders that units read although they lie outside of their project; undefined when not known. */
  readonly shared: readonly string[] | undefined;
}

/** What a change can reach: everything, with the reason, or some projects. */
export type Reach =
  | { readonly kind: 'all'; readonly reason: string }
  | {
      readonly kind: 'some';
      /** Folders of the projects whose units may differ. */
      readonly projects: ReadonlySet<string>;
      /** Folders of those among them that are new. */
      readonly added: ReadonlySet<string>;
    };

/**
 * Tells which projects a change can reach. It may name too many, never too few: whatever is not surely
 * inside of some projects reaches everything.
 */
export function reachOf(changes: readonly SourceChange[], layout: SourceLayout): Reach {
  const { configFile, workspaces, shared, isHead, isModule } = layout;
  if (shared === undefined) return { kind: 'all', reason: 'what units share is not known' };
  const projects = new Map(layout.projects.map((project) => [project.dir, project]));
  const projectFiles = new Set(layout.projects.map(({ file }) => file));
  const reached = new Set<string>();
  const added = new Set<string>();
  for (const { path, change } of changes) {
    if (path === configFile) return { kind: 'all', reason: `${path} changed` };
    if (isShared(path, shared, isModule)) return { kind: 'all', reason: `${path} is shared` };
    if (/(?:^|\/)\.git(?:\/|$)/i.test(path)) return { kind: 'all', reason: `${path} is a repository` };
    if (isHead(path) && (change === 'deleted' || change === 'typed'))
      return { kind: 'all', reason: `${path} is gone` };
    if (workspaces.includes(path)) {
      if (change !== 'modified') return { kind: 'all', reason: `${path} is new` };
      for (const dir of projects.keys()) reached.add(dir);
      continue;
    }
    if (projectFiles.has(path)) {
      if (change !== 'added') return { kind: 'all', reason: `${path} changed` };
      added.add(dirOf(path));
    }
    const owner = ownerOf(path, projects);
    if (owner !== undefined) reached.add(owner);
  }
  return { kind: 'some', projects: reached, added };
}

/** True for what units of several projects may be made from. */
function isShared(path: string, shared: readonly string[], isModule: SourceLayout['isModule']): boolean {
  return isModule(path) || shared.some((each) => isInside(path, each) || isInside(each, path));
}

/** The folder of the nearest project above a path. */
function ownerOf(path: string, projects: ReadonlyMap<string, unknown>): string | undefined {
  for (let dir = dirOf(path); ; dir = dirOf(dir)) {
    if (projects.has(dir)) return dir;
    if (dir === '') return undefined;
  }
}
