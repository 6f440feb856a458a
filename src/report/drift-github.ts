import type { DriftedResource, DriftField, WorkspaceDrift } from '../drift/verdict.ts';
import {
  shownBlame,
  shownChange,
  shownLags,
  shownName,
  shownNotes,
  shownPath,
  STATE_WORDS,
} from './drift-words.ts';
import { printable } from './printable.ts';
import { workflowCommand } from './workflow-command.ts';

/** GitHub shows 10 annotations of a kind and step; the last line of ours counts the rest. */
const SHOWN = 9;
const RANKS = ['high', 'medium', 'low'] as const;

/**
 * The drift as GitHub workflow commands: warnings, the highest severity first, at the place in the source where one
 * is known, else at the file of the rendered branch; and a notice for what is behind. Every text is escaped, so that
 * nothing of a cluster can start or stop a command.
 */
export function driftGithub(workspaces: readonly WorkspaceDrift[]): string {
  const found = workspaces.flatMap(({ resources }) =>
    resources.flatMap((resource) => resource.fields.map((field) => ({ resource, field }))),
  );
  const ordered = RANKS.flatMap((rank) => found.filter(({ field }) => field.severity === rank));
  const lines = ordered.slice(0, SHOWN).map(({ resource, field }) => annotation(resource, field));
  const left = ordered.length - SHOWN;
  if (left > 0) lines.push(workflowCommand('warning', {}, `${more(left)} drifted`));
  return lines.join('') + lagLines(workspaces).join('');
}

function more(count: number): string {
  return `and ${String(count)} more; run moorline drift to see them all:`;
}

function annotation(resource: DriftedResource, field: DriftField): string {
  const { manifest, state } = resource;
  const { source, path } = field;
  const place = source
    ? { file: printable(source.file), line: String(source.line), col: String(source.column) }
    : manifest === undefined
      ? {}
      : { file: printable(manifest), line: '1' };
  const what = path === '' ? STATE_WORDS[state] : `${shownPath(path)}: ${shownChange(field)}`;
  const notes = [shownBlame(field), ...shownNotes(field)].filter((each) => each !== '');
  const title = `drift: ${shownName(resource)}`;
  return workflowCommand('warning', { ...place, title }, [what, ...notes].join('\n'));
}

function lagLines(workspaces: readonly WorkspaceDrift[]): readonly string[] {
  const lags = workspaces.flatMap(shownLags);
  const lines = lags.slice(0, SHOWN).map((lag) => workflowCommand('notice', { title: 'behind' }, lag));
  const left = lags.length - SHOWN;
  return left > 0 ? [...lines, workflowCommand('notice', {}, `${more(left)} behind`)] : lines;
}
