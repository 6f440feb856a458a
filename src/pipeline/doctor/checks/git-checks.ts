import type { GitSetting } from '../../../adapters/git/source-settings.ts';
import { ignoredPrograms } from '../../../adapters/git/source-settings.ts';
import { okay, type Row } from '../check.ts';
import type { DoctorFacts, ToolFacts } from '../facts.ts';
import { isAtLeast } from '../is-at-least.ts';

const NODE = '20.19';
const GIT = '2.31';

/** Programs and settings that commands are run with. */
export function gitChecks({ tools, clone }: DoctorFacts): readonly Row[] {
  return [
    nodeRow(tools.node),
    gitRow(tools.git),
    variablesRow(tools.variables),
    ...(clone && 'value' in clone ? programRows(clone.value.settings) : []),
  ];
}

function nodeRow(version: string): Row {
  const summary = `node ${version} (needs ${NODE})`;
  if (isAtLeast(version, NODE)) return okay('node', summary);
  return { id: 'node', state: 'fail', summary, fix: `install Node ${NODE} or newer` };
}

function gitRow(git: ToolFacts['git']): Row {
  const fix = `install git ${GIT} or newer and put it on PATH`;
  if ('problem' in git) return { id: 'git', state: 'fail', summary: git.problem, fix };
  const summary = `git ${git.value} (needs ${GIT})`;
  return isAtLeast(git.value, GIT) ? okay('git', summary) : { id: 'git', state: 'fail', summary, fix };
}

/** Variables that change nothing of what publish does, so that leaving them out needs no word. */
const HARMLESS =
  /^GIT_(?:ALLOW_PROTOCOL|EDITOR|OPTIONAL_LOCKS|PAGER|PS1_\w+|SEQUENCE_EDITOR|TERMINAL_PROMPT)$/;

function variablesRow({ passed, dropped }: ToolFacts['variables']): Row {
  const id = 'git-variables';
  const missed = dropped.filter((name) => !HARMLESS.test(name));
  const parts = [
    ...(passed.length > 0 ? [`passed to git: ${passed.join(', ')}`] : []),
    ...(dropped.length > 0 ? [`not passed: ${dropped.join(', ')}`] : []),
  ];
  const summary = parts.length > 0 ? `GIT_ variables ${parts.join('; ')}` : 'no GIT_ variables are set';
  if (missed.length === 0) return okay(id, summary);
  return { id, state: 'warn', summary, fix: `unset ${missed.join(' ')}` };
}

/** Programs that nothing of publish needs: leaving them out is what is wanted. */
const UNNEEDED = /^core\.(?:hookspath|fsmonitor)$/;

function programRows(settings: readonly GitSetting[]): readonly Row[] {
  const keys = [...new Set(ignoredPrograms(settings))];
  const missed = keys.filter((key) => !UNNEEDED.test(key));
  const unneeded = keys.filter((key) => UNNEEDED.test(key));
  if (missed.length === 0) {
    const summary =
      unneeded.length === 0
        ? "the repository's settings name no program"
        : `not run, and not needed: ${unneeded.join(', ')} of the repository's settings`;
    return [okay('git-programs', summary)];
  }
  return missed.map((key) => ({
    id: `git-programs:${key}`,
    state: 'warn',
    summary: `${key} of the repository's settings is not used: what a repository names is never run`,
    fix:
      key === 'core.sshcommand'
        ? 'export GIT_SSH_COMMAND="$(git config core.sshCommand)"'
        : `git config --global ${quoted(key)} "$(git config ${quoted(key)})"`,
  }));
}

/** A key as one word of a shell. */
function quoted(key: string): string {
  return /^[\w.-]+$/.test(key) ? key : `'${key.replaceAll("'", "'\\''")}'`;
}
