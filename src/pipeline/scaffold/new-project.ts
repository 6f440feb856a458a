import type { PlannedFile, ScaffoldFile } from '../../model/scaffold.ts';
import { readTemplate } from '../../adapters/files/template-reader.ts';
import { pathMatcher } from '../../compile/discover/path-matcher.ts';
import type { Outcome } from '../../diagnostics/diagnostic.ts';
import { dirOf } from '../../util/repo-path.ts';
import { expandTemplate } from './expand-template.ts';
import {
  below,
  commonParent,
  copyFolder,
  namesText,
  refuse,
  withScalar,
  writeNew,
  type NewScope,
} from './new-files.ts';

/** A project to add; `name` is a DNS label. */
export interface NewProject {
  readonly name: string;
  /** Project to copy; without it the project has one app and its own stacks. */
  readonly from: string | undefined;
  /** Workspaces to make a stack for; all when empty. */
  readonly workspaces: readonly string[];
}

/** Folder of the first project of a repository. */
const FIRST_FOLDER = 'apps';

/** Adds a project beside the others. */
export async function newProject(
  scope: NewScope,
  wanted: NewProject,
): Promise<Outcome<readonly PlannedFile[]>> {
  const { projects, config } = scope.repository;
  const { name, from } = wanted;
  if (projects.some((project) => project.name === name))
    return refuse(`There is a project "${name}" already.`);
  const source = projects.find((project) => project.name === from);
  if (from !== undefined && !source) {
    return refuse(
      `There is no project "${from}" to copy. There are: ${namesText(projects.map((each) => each.name))}.`,
    );
  }
  if (source?.dir === '')
    return refuse(
      `The project "${source.name}" fills the whole repository; it cannot be copied into itself.`,
    );
  const dirs = projects.map(({ dir }) => dir).filter((dir) => dir !== '');
  const dir = below(source ? dirOf(source.dir) : (commonParent(dirs) ?? FIRST_FOLDER), name);
  const file = `${dir}/project.yaml`;
  if (!pathMatcher(config.value.projects)(file)) {
    return refuse(
      `${file} would not be found: projects of the configuration has only ${config.value.projects.join(', ')}.`,
    );
  }
  if (!source) return writeNew(scope.root, fromTemplate(scope, dir, wanted));
  if (wanted.workspaces.length > 0)
    return refuse('A copy has the stacks of the project it comes from: leave out --workspace.');
  const copied = await copyFolder(scope, source.dir, dir);
  return writeNew(scope.root, copied.value ? withScalar(copied.value, file, ['name', name]) : copied);
}

function fromTemplate(
  { repository }: NewScope,
  dir: string,
  { name, workspaces }: NewProject,
): Outcome<readonly ScaffoldFile[]> {
  const known = repository.workspaces.map((each) => each.name);
  const missing = workspaces.find((each) => !known.includes(each));
  if (missing !== undefined)
    return refuse(`There is no workspace "${missing}". There are: ${namesText(known)}.`);
  // a stack in the folder base would be the layer of the others
  const workspace = (workspaces.length > 0 ? workspaces : known).filter((each) => each !== 'base');
  if (workspace.length === 0)
    return refuse('There is no workspace to render it for. First: moorline new workspace dev');
  const files = expandTemplate(readTemplate('init/service/apps/__project__'), dir, {
    project: name,
    workspace,
  });
  return { value: files, diagnostics: [] };
}
