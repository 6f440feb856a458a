import type { DriftedResource, WorkspaceDrift } from '../drift/verdict.ts';
import { shownBlame, shownName, shownPath, shownValue, STATE_WORDS } from './drift-words.ts';

/** Comments of GitHub hold 65,536 characters; whole rows are left out before that, and counted. */
const MOST_BYTES = 60_000;

/** The verdicts for a pull request or a job summary: a line of counts, and a table of what is not in sync. */
export function driftMarkdown(workspaces: readonly WorkspaceDrift[]): string {
  let room = MOST_BYTES;
  return workspaces
    .map(({ workspace, summary, resources }) => {
      const title = `### Drift${workspace === null ? '' : ` of ${code(workspace)}`}\n\n`;
      const counts = Object.entries(summary).filter(([state, count]) => count > 0 || state === 'drifted');
      const line = `${counts.map(([state, count]) => `${count} ${state}`).join(', ')}\n`;
      const rows = resources.flatMap(rowsOf);
      const kept = rows.filter((each) => (room -= new TextEncoder().encode(each).length) >= 0);
      const left = rows.length - kept.length;
      const table = kept.length === 0 ? '' : `\n${HEAD}${kept.join('')}`;
      return `${title}${line}${table}${left > 0 ? `\n… and ${left} more\n` : ''}`;
    })
    .join('\n');
}

const HEAD = '| object | field | Git | cluster | who |\n| --- | --- | --- | --- | --- |\n';

function rowsOf(resource: DriftedResource): readonly string[] {
  const { state, fields, reason } = resource;
  if (state === 'synced' || state === 'skipped') return [];
  const name = code(shownName(resource));
  const why = reason === undefined ? '' : `: ${code(reason)}`;
  if (state !== 'drifted') return [row([name, `${STATE_WORDS[state]}${why}`, '', '', ''])];
  return fields.map((field) => {
    const values = [field.desired, field.live].map((value) =>
      value === null ? '' : code(shownValue(value)),
    );
    return row([name, code(shownPath(field.path)), ...values, code(shownBlame(field))]);
  });
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Text that can start no markup: a code span with a longer run of backticks than it holds, and no bare pipe. */
function code(text: string): string {
  if (text === '') return '';
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`;
}
