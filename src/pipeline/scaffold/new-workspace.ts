import type { PlannedFile } from '../../model/scaffold.ts';
import { readTemplate } from '../../adapters/files/template-reader.ts';
import { pathMatcher } from '../../compile/discover/path-matcher.ts';
import type { Outcome } from '../../diagnostics/diagnostic.ts';
import { expandTemplate } from './expand-template.ts';
import { below, commonParent, namesText, refuse, writeNew, type NewScope } from './new-files.ts';

/** A workspace to add; `name` is a DNS label. */
export interface NewWorkspace {
  readonly name: string;
  /** Workspace to copy. */
  readonly from: string | undefined;
}

/** Folder of the first workspace of a repository. */
const FIRST_FOLDER = 'workspaces';

/** Adds a workspace beside the others. */
export function newWorkspace(
  { root, repository }: NewScope,
  { name, from }: NewWorkspace,
): Outcome<readonly PlannedFile[]> {
  const { workspaces, config } = repository;
  const names = workspaces.map((workspace) => workspace.name);
  if (names.includes(name)) return refuse(`There is a workspace "${name}" already.`);
  const source = workspaces.find((workspace) => workspace.name === from);
  if (from !== undefined && !source)
    return refuse(`There is no workspace "${from}" to copy. There are: ${namesText(names)}.`);
  const dir = commonParent(workspaces.map((workspace) => workspace.source.path)) ?? FIRST_FOLDER;
  const path = below(dir, `${name}.yaml`);
  if (!pathMatcher(config.value.workspaces)(path)) {
    return refuse(
      `${path} would not be found: workspaces of the configuration has only ${config.value.workspaces.join(', ')}.`,
    );
  }
  const files = source
    ? [{ path, content: source.source.text }]
    : expandTemplate(readTemplate('init/common/workspaces'), dir, { workspace: [name] });
  return writeNew(root, { value: files, diagnostics: [] });
}
