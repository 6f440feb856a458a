import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Located, Project, Stack, Unit, Workspace } from '../../model/unit.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { branchProblem, checkLayout, folderProblem, type LayoutTemplate } from './layout.ts';

/** Everything a repository holds, loaded and checked by itself. */
export interface MatrixInput {
  readonly projects: readonly Project[];
  readonly workspaces: readonly Workspace[];
  /** Names of all workspace files, also of those that did not load. */
  readonly workspaceNames: readonly string[];
  readonly branch: LayoutTemplate;
  readonly path: LayoutTemplate;
  /** Stacks that exist besides, as `project/stack`. */
  readonly stacksElsewhere: ReadonlySet<string>;
}

/** Every stack for each of its workspaces, ordered by workspace, project and stack. */
export function buildMatrix(input: MatrixInput): {
  units: readonly Unit[];
  diagnostics: readonly Diagnostic[];
} {
  const found: Diagnostic[] = [...duplicateProjects(input.projects), ...input.projects.flatMap(checkProject)];
  const workspaces = new Map(input.workspaces.map((workspace) => [workspace.name, workspace]));
  const units: Unit[] = [];
  for (const project of input.projects) {
    for (const stack of project.stacks) {
      for (const name of distinct(stack.workspaces, found)) {
        const workspace = workspaces.get(name.value);
        if (workspace) units.push(toUnit(project, stack, { workspace, input }));
        else if (!input.workspaceNames.includes(name.value))
          found.push(missingWorkspace(name, stack, input.workspaceNames));
      }
    }
  }
  found.push(...checkDependencies(input.projects, input.stacksElsewhere));
  units.sort(compareUnits);
  for (const unit of units) found.push(...checkPlace(unit, input));
  found.push(...checkLayout(units, { branch: input.branch.at, path: input.path.at }));
  return { units, diagnostics: found };
}

/** Output order of units. */
function compareUnits(a: Unit, b: Unit): number {
  return (
    byteOrder(a.workspace.name, b.workspace.name) ||
    byteOrder(a.project.name, b.project.name) ||
    byteOrder(a.stack.name, b.stack.name)
  );
}

function toUnit(
  project: Project,
  stack: Stack,
  { workspace, input }: { workspace: Workspace; input: MatrixInput },
): Unit {
  const names = { workspace: workspace.name, project: project.name, stack: stack.name };
  return {
    project,
    stack,
    workspace,
    namespace: stack.namespace ??
      stack.extensions.namespace ??
      project.extensions.namespace ?? { ...project.nameSpan, value: project.name },
    branch: input.branch.fill(names),
    path: input.path.fill(names),
  };
}

function distinct(names: readonly Located<string>[], found: Diagnostic[]): readonly Located<string>[] {
  const seen = new Map<string, Located<string>>();
  for (const name of names) {
    const first = seen.get(name.value);
    if (first) {
      const parts = { related: [{ message: 'first named here', span: first }] };
      found.push(
        diagnostic('WORKSPACE_DUPLICATE', `The workspace "${name.value}" is named twice.`, name, parts),
      );
    } else seen.set(name.value, name);
  }
  return [...seen.values()];
}

/** Every dependency has to be a stack of the repository; rendering itself does not depend on the order. */
function checkDependencies(
  projects: readonly Project[],
  elsewhere: ReadonlySet<string>,
): readonly Diagnostic[] {
  const stacks = projects.flatMap(({ stacks: own }) => own);
  const names = new Set([...stacks.map(({ project, name }) => `${project}/${name}`), ...elsewhere]);
  return stacks.flatMap(({ dependsOn }) =>
    dependsOn.flatMap((each) => {
      if (names.has(each.value)) return [];
      const nearest = suggest(each.value, names);
      const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
      return [diagnostic('REFERENCE_INVALID', `There is no stack "${each.value}".${hint}`, each)];
    }),
  );
}

function missingWorkspace(name: Located<string>, stack: Stack, names: readonly string[]): Diagnostic {
  const nearest = suggest(name.value, names);
  const isDefault = name.start === stack.nameSpan.start;
  const why = isDefault
    ? 'The stack names no workspace, so it is rendered for the one with its own name. '
    : '';
  const hint =
    nearest === undefined ? `There are: ${names.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`;
  return diagnostic('WORKSPACE_MISSING', `${why}There is no workspace "${name.value}". ${hint}`, name);
}

function duplicateProjects(projects: readonly Project[]): readonly Diagnostic[] {
  return duplicates(projects, ({ name, first, second }) =>
    diagnostic(
      'PROJECT_DUPLICATE',
      `Another project is called "${name}" too. Object names would collide.`,
      second,
      {
        related: [{ message: 'first used here', span: first }],
      },
    ),
  );
}

function checkProject(project: Project): readonly Diagnostic[] {
  const found = duplicates(project.stacks, ({ name, first, second }) =>
    diagnostic('STACK_DUPLICATE', `Another stack of "${project.name}" is called "${name}" too.`, second, {
      related: [{ message: 'first used here', span: first }],
    }),
  );
  return found;
}

function duplicates(
  named: readonly { readonly name: string; readonly nameSpan: Span }[],
  toDiagnostic: (found: { name: string; first: Span; second: Span }) => Diagnostic,
): readonly Diagnostic[] {
  const seen = new Map<string, Span>();
  return named.flatMap(({ name, nameSpan }) => {
    const first = seen.get(name);
    if (first) return [toDiagnostic({ name, first, second: nameSpan })];
    seen.set(name, nameSpan);
    return [];
  });
}

function checkPlace(unit: Unit, input: MatrixInput): readonly Diagnostic[] {
  const branch = branchProblem(unit.branch);
  const folder = folderProblem(unit.path);
  // without a template of the user's, only a name can be wrong
  const name = folderProblem(unit.stack.name) === undefined ? unit.project.nameSpan : unit.stack.nameSpan;
  return [
    ...(branch === undefined
      ? []
      : [
          diagnostic(
            'REF_INVALID',
            `"${unit.branch}" is not a branch name that Moorline writes: ${branch}.`,
            input.branch.at ?? name,
          ),
        ]),
    ...(folder === undefined
      ? []
      : [
          diagnostic(
            'TEMPLATE_INVALID',
            `The folder "${unit.path}" cannot be used: ${folder}.`,
            input.path.at ?? name,
          ),
        ]),
  ];
}
