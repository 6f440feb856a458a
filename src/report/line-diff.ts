import { printable } from './printable.ts';

/** Lines around a change, as `diff -u` shows them. */
const CONTEXT = 3;

/**
 * The difference of two texts of one file in unified form, as one hunk; empty text when there is none.
 * For small files: time and memory grow with the product of the changed lines.
 */
export function lineDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const [old, now] = [before, after].map((text) => text.split(/(?<=\n)/)) as [string[], string[]];
  let top = 0;
  while (top < old.length && top < now.length && old[top] === now[top]) top++;
  let tail = 0;
  const most = Math.min(old.length, now.length) - top;
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const start = Math.max(0, top - CONTEXT);
  const below = Math.min(CONTEXT, tail);
  const lines = [
    ...old.slice(start, top).map((line) => ` ${line}`),
    ...changed(old.slice(top, old.length - tail), now.slice(top, now.length - tail)),
    ...old.slice(old.length - tail, old.length - tail + below).map((line) => ` ${line}`),
  ];
  const count = (sign: string) =>
    lines.filter((line) => line.startsWith(' ') || line.startsWith(sign)).length;
  const range = (sign: string) =>
    `${sign}${String(count(sign) === 0 ? start : start + 1)},${String(count(sign))}`;
  const head = `--- a/${path}\n+++ b/${path}\n@@ ${range('-')} ${range('+')} @@\n`;
  return head + lines.map(shown).join('');
}

/** A longest common subsequence of the lines stays, the rest is removed and added. */
function changed(old: readonly string[], now: readonly string[]): readonly string[] {
  const common = commonLengths(old, now);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      lines.push(` ${old[i++] ?? ''}`);
      j++;
    } else if (lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1)) lines.push(`-${old[i++] ?? ''}`);
    else lines.push(`+${now[j++] ?? ''}`);
  }
  return [...lines, ...old.slice(i).map((line) => `-${line}`), ...now.slice(j).map((line) => `+${line}`)];
}

type Lengths = readonly (readonly number[])[];

/** Length of the longest common subsequence from line i of the one and line j of the other on. */
function commonLengths(old: readonly string[], now: readonly string[]): Lengths {
  const rows: number[][] = [];
  for (let i = old.length - 1; i >= 0; i--) {
    const row: number[] = [];
    for (let j = now.length - 1; j >= 0; j--) {
      const isSame = old[i] === now[j];
      row[j] = isSame
        ? lengthAt(rows, i + 1, j + 1) + 1
        : Math.max(lengthAt(rows, i + 1, j), row[j + 1] ?? 0);
    }
    rows[i] = row;
  }
  return rows;
}

function lengthAt(lengths: Lengths, i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

function shown(line: string): string {
  const text = line.replace(/\r?\n$/, '');
  return `${printable(text)}\n${line.endsWith('\n') ? '' : '\\ No newline at end of file\n'}`;
}
