import type { PlannedFile, ScaffoldFile } from '../../model/scaffold.ts';
import { readTemplate } from '../../adapters/files/template-reader.ts';
import type { Outcome } from '../../diagnostics/diagnostic.ts';
import type { Project, Stack } from '../../model/unit.ts';
import { dirOf, isInside, joinInside } from '../../util/repo-path.ts';
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

/** A stack to add; `name` is a DNS label. */
export interface NewStack {
  readonly name: string;
  /** Stack of the project to copy. */
  readonly from: string | undefined;
  /** Needed only when there are several projects. */
  readonly project: string | undefined;
  /** Workspace it is rendered for, when that is not the one with its name. */
  readonly workspace: string | undefined;
}

/** Adds a stack to a project, beside its others. */
export async function newStack(scope: NewScope, wanted: NewStack): Promise<Outcome<readonly PlannedFile[]>> {
  const project = chooseProject(scope.repository.projects, wanted.project);
  if (typeof project === 'string') return refuse(project);
  const source = project.stacks.find((stack) => stack.name === wanted.from);
  const problem =
    nameProblem(wanted, project) ??
    sourceProblem(wanted, project, source) ??
    workspaceProblem(scope, wanted, source);
  if (problem !== undefined) return refuse(problem);
  const dir = below(
    source ? dirOf(source.dir) : (commonParent(project.stacks.map((stack) => stack.dir)) ?? project.dir),
    wanted.name,
  );
  if (!isInside(dir, project.dir)) {
    return refuse(
      `The project "${project.name}" has no room for another stack: the one it has fills its folder.`,
    );
  }
  const files = source ? await copyFolder(scope, source.dir, dir) : fromTemplate(scope, dir, wanted.name);
  return writeNew(scope.root, files.value ? named(files.value, { dir, wanted, project, source }) : files);
}

function chooseProject(projects: readonly Project[], name: string | undefined): Project | string {
  const [first, second] = projects;
  const names = namesText(projects.map((project) => project.name));
  if (name !== undefined) {
    return (
      projects.find((project) => project.name === name) ??
      `There is no project "${name}". There are: ${names}.`
    );
  }
  if (!first) return 'There is no project yet. First: moorline new project NAME';
  return second ? `Say which project gets the stack: --project with one of ${names}.` : first;
}

function nameProblem({ name }: NewStack, { name: project, stacks }: Project): string | undefined {
  if (name === 'base') return 'A stack cannot be called "base": that folder is the layer its project shares.';
  return stacks.some((stack) => stack.name === name)
    ? `The project "${project}" has a stack "${name}" already.`
    : undefined;
}

function sourceProblem(
  { from }: NewStack,
  { name, stacks }: Project,
  source: Stack | undefined,
): string | undefined {
  if (from === undefined) return undefined;
  if (!source)
    return `The project "${name}" has no stack "${from}" to copy. It has: ${namesText(stacks.map((stack) => stack.name))}.`;
  return source.dir === ''
    ? `The stack "${from}" fills the whole repository; it cannot be copied into itself.`
    : undefined;
}

function workspaceProblem(
  { repository }: NewScope,
  wanted: NewStack,
  source: Stack | undefined,
): string | undefined {
  const names = repository.workspaces.map(({ name }) => name);
  const missing = workspacesOf(wanted, source).find((workspace) => !names.includes(workspace));
  if (missing === undefined) return undefined;
  return `There is no workspace "${missing}". Name one with --workspace; there are: ${namesText(names)}.`;
}

/** The workspaces the new stack is rendered for. Without the key in its file that is its name. */
function workspacesOf({ name, workspace }: NewStack, source: Stack | undefined): readonly string[] {
  if (workspace !== undefined) return [workspace];
  // a workspace that the file does not name stands where the name of the stack does
  const named = source?.workspaces.filter(({ start }) => start !== source.nameSpan.start) ?? [];
  return named.length > 0 ? named.map(({ value }) => value) : [name];
}

/** Without a layer to build on, the stack gets an app of its own. */
function fromTemplate({ repository }: NewScope, dir: string, name: string): Outcome<readonly ScaffoldFile[]> {
  const base = joinInside(dir, '../base');
  const hasBase =
    base !== undefined && repository.entries.some(({ path }) => path === below(base, 'app.yaml'));
  const files = [...readTemplate('new/stack'), ...readTemplate(hasBase ? 'new/layer' : 'new/app')];
  return { value: expandTemplate(files, dir, { stack: name }), diagnostics: [] };
}

interface Naming {
  readonly dir: string;
  readonly wanted: NewStack;
  readonly project: Project;
  readonly source: Stack | undefined;
}

/** Sets what tells the stack from others. Beside another one in a workspace, its objects need a namespace of their own. */
function named(
  files: readonly ScaffoldFile[],
  { dir, wanted, project, source }: Naming,
): Outcome<readonly ScaffoldFile[]> {
  const workspaces = workspacesOf(wanted, source);
  const isAlone = project.stacks.every((stack) =>
    stack.workspaces.every(({ value }) => !workspaces.includes(value)),
  );
  const changes: (readonly [string, string])[] = [
    ['name', wanted.name],
    ...(wanted.workspace === undefined ? [] : [['workspace', wanted.workspace] as const]),
    ...(isAlone || source?.extensions.namespace
      ? []
      : [['namespace', `${project.name}-${wanted.name}`] as const]),
  ];
  let outcome: Outcome<readonly ScaffoldFile[]> = { value: files, diagnostics: [] };
  for (const change of changes) {
    if (outcome.value) outcome = withScalar(outcome.value, below(dir, 'stack.yaml'), change);
  }
  return outcome;
}
