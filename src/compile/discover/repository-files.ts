import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { startOf } from '../../diagnostics/span.ts';
import type { TreeEntry } from '../../model/ports.ts';
import { baseOf, dirOf } from '../../util/repo-path.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';
import { pathMatcher } from './path-matcher.ts';

/** Where the files of intent are; nothing is read yet. */
export interface RepositoryFiles {
  readonly projects: readonly ProjectFiles[];
  readonly workspaces: readonly string[];
}

export interface ProjectFiles {
  readonly file: string;
  readonly dir: string;
  /** stack.yaml files of the project, in byte order. */
  readonly stacks: readonly string[];
}

/** Finds project, stack and workspace files in a listing and reports what stands where it may not. */
export function findRepositoryFiles(
  entries: readonly TreeEntry[],
  config: Pick<MoorlineConfig, 'projects' | 'workspaces'>,
): { readonly files: RepositoryFiles; readonly diagnostics: readonly Diagnostic[] } {
  const isProject = pathMatcher(config.projects);
  const isWorkspace = pathMatcher(config.workspaces);
  const found: Diagnostic[] = [];
  const projects: { file: string; dir: string; stacks: string[] }[] = [];
  const workspaces: string[] = [];
  const stacks: string[] = [];
  for (const { path, kind } of entries) {
    const role = isProject(path)
      ? projects
      : isWorkspace(path)
        ? workspaces
        : baseOf(path) === 'stack.yaml'
          ? stacks
          : undefined;
    if (!role) continue;
    // listed all the same, so that nothing else is blamed for its absence; whoever reads it is refused
    if (kind !== 'file') found.push(notAFile(path, kind));
    if (role === projects) projects.push({ file: path, dir: dirOf(path), stacks: [] });
    else (role as string[]).push(path);
  }
  found.push(...nestedProjects(projects));
  const byDir = new Map(projects.map((project) => [project.dir, project]));
  for (const file of stacks) {
    const owner = byDir.get(dirOf(file)) ?? parentIn(dirOf(file), byDir);
    if (owner) owner.stacks.push(file);
    else if (projects.length > 0)
      found.push(
        diagnostic(
          'FILE_IGNORED',
          'No project.yaml stands above this stack.',
          startOf({ path: file, text: '' }),
        ),
      );
  }
  for (const project of projects) found.push(...nestedStacks(project.stacks));
  found.push(...hiddenFolders(entries, projects), ...misspelled(entries, projects));
  return { files: { projects, workspaces }, diagnostics: found };
}

function notAFile(path: string, kind: TreeEntry['kind']): Diagnostic {
  const at = startOf({ path, text: '' });
  if (kind === 'symlink') {
    return diagnostic(
      'FILE_SYMLINK',
      'Replace the link by the file itself; a link could lead out of the repository.',
      at,
    );
  }
  return diagnostic('FILE_UNREADABLE', 'This is not a regular file, or a folder that cannot be read.', at);
}

/**
 * What may hide a project or stack: a folder that cannot be read, wherever it stands, and a link beside
 * stacks. Nothing tells a folder from a file there but the dot in a file's name. A link in the place of
 * the default layer is found with the layers.
 */
function hiddenFolders(
  entries: readonly TreeEntry[],
  projects: readonly { dir: string; stacks: readonly string[] }[],
): readonly Diagnostic[] {
  const parents = new Set(
    projects.flatMap(({ dir, stacks }) => [dir, ...stacks.map((file) => dirOf(dirOf(file)))]),
  );
  const isHiding = ({ path, kind }: TreeEntry) =>
    kind === 'other' || (kind === 'symlink' && parents.has(dirOf(path)) && baseOf(path) !== 'base');
  const hiding = entries.filter((entry) => isHiding(entry) && !baseOf(entry.path).includes('.'));
  return hiding.map(({ path, kind }) => notAFile(path, kind));
}

function nestedProjects(projects: readonly { file: string; dir: string }[]): readonly Diagnostic[] {
  const outer = new Map(projects.map((project) => [project.dir, project]));
  return projects.flatMap((project) => {
    const parent = parentIn(project.dir, outer);
    if (!parent) return [];
    const detail = `The project lies inside the one of ${parent.file}. Put it beside that project.`;
    return [diagnostic('PROJECT_NESTED', detail, startOf({ path: project.file, text: '' }))];
  });
}

function nestedStacks(files: readonly string[]): readonly Diagnostic[] {
  const outer = new Map(files.map((file) => [dirOf(file), { file }]));
  return files.flatMap((file) => {
    const parent = parentIn(dirOf(file), outer);
    if (!parent) return [];
    const detail = `The stack lies inside the one of ${parent.file}. Put it beside that stack.`;
    return [diagnostic('STACK_NESTED', detail, startOf({ path: file, text: '' }))];
  });
}

/** The entry of the nearest folder strictly above `dir`. */
function parentIn<T>(dir: string, byDir: ReadonlyMap<string, T>): T | undefined {
  let at = dir;
  while (at !== '') {
    at = dirOf(at);
    const found = byDir.get(at);
    if (found) return found;
  }
  return undefined;
}

const NEARLY: ReadonlyMap<string, string> = new Map([
  ['project.yml', 'project.yaml'],
  ['stack.yml', 'stack.yaml'],
  ['app.yml', 'app.yaml'],
  ['apps.yaml', 'app.yaml'],
]);

/** Files whose name is nearly right are reported, because silence would drop a whole stack. */
function misspelled(
  entries: readonly TreeEntry[],
  projects: readonly { dir: string }[],
): readonly Diagnostic[] {
  const dirs = new Map(projects.map(({ dir }) => [dir, true]));
  return entries.flatMap(({ path }) => {
    const wanted = NEARLY.get(baseOf(path));
    const dir = dirOf(path);
    if (wanted === undefined || !(wanted === 'project.yaml' || dirs.has(dir) || parentIn(dir, dirs)))
      return [];
    return [
      diagnostic('FILE_IGNORED', `Only ${wanted} is read. Rename the file.`, startOf({ path, text: '' })),
    ];
  });
}
