import { printable } from './printable.ts';

/** Longest text of a code span; only a text that nobody reads to its end is longer. */
const LONGEST = 400;

/**
 * A text as a code span: it is on one line, and its fence is longer than any run of backticks in it. Empty text stays
 * empty.
 */
export function markdownCode(text: string): string {
  if (text === '') return '';
  const shown = printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/**
 * The same for a cell of a table of GitHub, where a bare pipe ends the cell also inside a code span. After a backslash
 * an escaped pipe would be an escaped backslash and a bare pipe, so that one is shown as an escape.
 */
export function markdownCell(text: string): string {
  return markdownCode(text)
    .replace(/\\+\|/g, (run) => run.replace('|', '\\x7c'))
    .replace(/(?<!\\)\|/g, '\\|');
}
