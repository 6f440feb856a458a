import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { positionOf } from '../../../diagnostics/span.ts';
import { okay, skipped, type Row } from '../check.ts';
import type { DoctorFacts, FileFacts } from '../facts.ts';
import { cloneChecks } from './clone-checks.ts';

/** The files of the work tree, and the clone that they lie in. */
export function repositoryChecks({ files, clone, tools }: DoctorFacts): readonly Row[] {
  const rows = files ? [configRow(files), unitsRow(files), branchesRow(files)] : [];
  if ('problem' in tools.git)
    return [...rows, skipped('clone', 'the clone was not looked at, because git is missing')];
  return [...rows, ...(clone ? cloneChecks(clone) : [])];
}

/** Codes that the row about branches tells. */
const OF_BRANCHES = new Set(['REF_CONFLICT', 'REF_INVALID', 'REVIEW_MIXED', 'TEMPLATE_INVALID']);

function errorsOf({ repository, configPath }: FileFacts) {
  const errors = repository.diagnostics.filter(({ severity }) => severity === 'error');
  const isOfConfig = ({ span }: Diagnostic): boolean => span?.source.path === configPath;
  const isOfBranches = ({ code }: Diagnostic): boolean => OF_BRANCHES.has(code);
  return {
    config: errors.filter((each) => isOfConfig(each) && !isOfBranches(each)),
    branches: errors.filter(isOfBranches),
    rest: errors.filter((each) => !isOfConfig(each) && !isOfBranches(each)),
  };
}

function configRow(files: FileFacts): Row {
  const { configPath, isNamed, repository } = files;
  const id = 'configuration';
  const errors = errorsOf(files).config;
  if (errors.length > 0)
    return {
      id,
      state: 'fail',
      summary: `${configPath}: ${counted(errors)}`,
      fix: 'moorline check',
    };
  if (repository.config.source)
    return okay(id, `${configPath} is valid${isNamed ? '; --config names it' : ''}`);
  return okay(id, 'there is no moorline.yaml, so every setting has its default');
}

function unitsRow(files: FileFacts): Row {
  const { projects, workspaces, units } = files.repository;
  const id = 'units';
  const stacks = projects.reduce((sum, project) => sum + project.stacks.length, 0);
  const counts = [
    plural(projects.length, 'project'),
    plural(stacks, 'stack'),
    plural(workspaces.length, 'workspace'),
    plural(units.length, 'unit'),
  ].join(', ');
  const errors = errorsOf(files).rest;
  if (errors.length === 0) return okay(id, counts);
  const isEmpty = errors.every(({ code }) => code === 'PROJECT_MISSING');
  return {
    id,
    state: 'fail',
    summary: `${counts}; ${counted(errors)}`,
    fix: isEmpty ? 'moorline init' : 'moorline check',
  };
}

function branchesRow(files: FileFacts): Row {
  const id = 'branches';
  const { branches, branchProblems, repository } = files;
  const template = repository.config.value.publish.branch;
  const problems = [...new Set([...errorsOf(files).branches.map(({ detail }) => detail), ...branchProblems])];
  const [first] = problems;
  if (first !== undefined) {
    const more = problems.length > 1 ? ` (and ${String(problems.length - 1)} more)` : '';
    const fix = 'change publish.branch in moorline.yaml, then: moorline check';
    return { id, state: 'fail', summary: `${first}${more}`, fix };
  }
  const names = branches.slice(0, SHOWN).map(({ branch }) => branch);
  const more = branches.length > SHOWN ? `, and ${String(branches.length - SHOWN)} more` : '';
  const list = names.length > 0 ? `: ${names.join(', ')}${more}` : '';
  return okay(id, `rendered branches by ${template}${list}`);
}

/** Most branches that are named in one row. */
const SHOWN = 6;

/** `2 errors, the first at apps/shop/project.yaml:1:1 FIELD_UNKNOWN`. */
function counted(errors: readonly Diagnostic[]): string {
  const [first] = errors;
  const count = plural(errors.length, 'error');
  if (!first?.span) return first ? `${count}, the first ${first.code}` : count;
  const { source, start } = first.span;
  const { line, column } = positionOf(source, start);
  return `${count}, the first at ${source.path}:${line}:${column} ${first.code}`;
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
