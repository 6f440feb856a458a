import type { DriftedResource, DriftField, HealedDrift, WorkspaceDrift } from '../drift/verdict.ts';
import {
  shownBlame,
  shownFacts,
  shownLags,
  shownName,
  shownNotes,
  shownPath,
  shownValue,
  STATE_WORDS,
} from './drift-words.ts';
import { markdownCell, markdownCode } from './markdown-code.ts';

/** Comments of GitHub hold 65,536 characters; whole blocks are left out before that, and counted. */
const MOST_BYTES = 60_000;
/** Room for the line that says what was left out. */
const NOTE_BYTES = 200;

/**
 * The verdicts for a pull request or a job summary: what was compared, lines of what is behind, and a table of what is
 * not in sync. What does not fit is left out by whole rows, those of the lowest severity first, and the end says so.
 */
export function driftMarkdown(workspaces: readonly WorkspaceDrift[]): string {
  let room = MOST_BYTES - NOTE_BYTES;
  const fits = (text: string): boolean => {
    const size = new TextEncoder().encode(text).length;
    if (size > room) return false;
    room -= size;
    return true;
  };
  const all = workspaces.map(sectionOf);
  const sections = all.filter(({ heading }) => fits(`${heading}\n${HEAD}\n\n`));
  const kept = new Set<Block>();
  for (const rank of RANKS) {
    for (const { blocks } of sections) {
      for (const block of blocks) if (block.rank === rank && fits(block.text)) kept.add(block);
    }
  }
  const shown = sections.map((section) => sectionText(section, kept)).join('\n');
  return shown + noteOf(all, { sections, kept });
}

/** What is kept first when there is no room for everything. */
const RANKS = ['high', 'lag', 'medium', 'low', 'healed'] as const;

/** Lines that stand or fall together. */
interface Block {
  readonly rank: (typeof RANKS)[number];
  readonly text: string;
}

interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

const HEAD = '| object | field | Git | cluster | who |\n| --- | --- | --- | --- | --- |\n';

function sectionOf(found: WorkspaceDrift): Section {
  const { workspace, summary, resources, history } = found;
  const title = `### Drift${workspace === null ? '' : ` of ${markdownCode(workspace)}`}\n\n`;
  const facts = shownFacts(found).slice(1);
  const line = facts.map(([name, value]) => `${name} ${markdownCode(value)}`).join(', ');
  const states = Object.entries(summary).filter(([state, count]) => count > 0 || state === 'drifted');
  const counts = `${states.map(([state, count]) => `${count} ${state}`).join(', ')}\n`;
  return {
    heading: `${title}${line === '' ? '' : `${line}\n\n`}${counts}`,
    blocks: [
      ...shownLags(found).map((lag): Block => ({ rank: 'lag', text: `- behind: ${markdownCode(lag)}\n` })),
      ...resources.flatMap(rowsOf),
      ...(history?.healed ?? []).map((each): Block => ({ rank: 'healed', text: healedLine(each) })),
    ],
  };
}

function sectionText({ heading, blocks }: Section, kept: ReadonlySet<Block>): string {
  const textOf = (isWanted: (rank: Block['rank']) => boolean) =>
    blocks
      .filter((block) => kept.has(block) && isWanted(block.rank))
      .map(({ text }) => text)
      .join('');
  const lags = textOf((rank) => rank === 'lag');
  const rows = textOf((rank) => rank !== 'lag' && rank !== 'healed');
  const healed = textOf((rank) => rank === 'healed');
  return [heading, lags, rows === '' ? '' : HEAD + rows, healed].filter((part) => part !== '').join('\n');
}

/** `… and 12 more (3 high, 2 workspaces)`; empty text when everything is shown. */
function noteOf(
  all: readonly Section[],
  shown: { readonly sections: readonly Section[]; readonly kept: ReadonlySet<Block> },
): string {
  const left = all.flatMap(({ blocks }) => blocks).filter((block) => !shown.kept.has(block));
  const workspaces = all.length - shown.sections.length;
  if (left.length + workspaces === 0) return '';
  const counts = [
    [left.filter(({ rank }) => rank === 'high').length, 'high'],
    [left.filter(({ rank }) => rank === 'lag').length, 'behind'],
    [left.filter(({ rank }) => rank === 'healed').length, 'healed'],
    [workspaces, 'workspaces'],
  ] as const;
  const which = counts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(', ');
  return `\n… and ${left.length} more${which === '' ? '' : ` (${which})`}\n`;
}

function rowsOf(resource: DriftedResource): readonly Block[] {
  const { state, fields, reason } = resource;
  if (state === 'synced' || state === 'skipped') return [];
  const name = markdownCell(shownName(resource));
  const why = reason === undefined ? '' : `: ${markdownCell(reason)}`;
  if (state !== 'drifted') {
    const notes = fields.flatMap(shownNotes).map(markdownCell).join(', ');
    const text = row([name, `${STATE_WORDS[state]}${why}`, '', '', notes]);
    return [{ rank: fields[0]?.severity ?? 'medium', text }];
  }
  return fields.map((field) => ({ rank: field.severity, text: fieldRow(name, field) }));
}

function fieldRow(name: string, field: DriftField): string {
  const values = [field.desired, field.live].map((value) =>
    value === null ? '' : markdownCell(shownValue(value)),
  );
  const who = [shownBlame(field), ...shownNotes(field)].filter((each) => each !== '').map(markdownCell);
  return row([name, markdownCell(shownPath(field.path)), ...values, who.join(', ')]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function healedLine(healed: HealedDrift): string {
  const { path, firstSeen } = healed;
  const what = [shownName(healed), shownPath(path) || 'whole object'].map(markdownCode).join(' ');
  return `- healed: ${what}, first seen ${markdownCode(firstSeen)}\n`;
}
