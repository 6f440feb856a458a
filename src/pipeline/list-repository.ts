import { selectUnits } from '../compile/discover/select-units.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Selection } from '../model/selection.ts';
import { loadRepository, type LoadOptions, type Repository } from './load-repository.ts';

/** What a repository holds, as rows for `list`. */
export type Listing = ReturnType<typeof toListing>;

/** Loads a repository and lists the selected part of it, also when some of it has errors. */
export async function listRepository(
  options: LoadOptions,
  selection: Selection,
): Promise<{
  readonly listing: Listing;
  readonly repository: Repository;
  readonly diagnostics: readonly Diagnostic[];
}> {
  const repository = await loadRepository(options);
  return {
    listing: toListing(repository, selection),
    repository,
    diagnostics: repository.diagnostics,
  };
}

function toListing(repository: Repository, selection: Selection) {
  const units = selectUnits(repository.units, selection);
  const projects = new Set(units.map(({ project }) => project));
  const stacks = new Set(units.map(({ stack }) => stack));
  const workspaces = new Set(units.map(({ workspace }) => workspace));
  const isAll = units.length === repository.units.length;
  return {
    projects: repository.projects
      .filter((project) => isAll || projects.has(project))
      .map(({ name, dir, stacks: own }) => ({ name, dir, stacks: own.length })),
    stacks: repository.projects.flatMap((project) =>
      project.stacks
        .filter((stack) => isAll || stacks.has(stack))
        .map(({ name, dir, workspaces: names }) => ({
          name,
          project: project.name,
          dir,
          workspaces: names.map(({ value }) => value),
        })),
    ),
    workspaces: repository.workspaces
      .filter((workspace) => isAll || workspaces.has(workspace))
      .map(({ name, source, protected: isProtected, secretBackend }) => ({
        name,
        file: source.path,
        protected: isProtected,
        secretBackend,
      })),
    units: units.map(({ project, stack, workspace, namespace, branch, path }) => ({
      project: project.name,
      stack: stack.name,
      workspace: workspace.name,
      namespace: namespace.value,
      branch,
      path,
    })),
    modules: repository.modules.map(({ name, role, summary, file }) => ({
      name,
      role,
      from: file ?? 'built in',
      summary,
    })),
  };
}
