/** The text of one file; `path` is posix and relative to the repository root. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** A piece of a file: offsets in UTF-16 units from 0, `end` exclusive. */
export interface Span {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** A place as people count: line and column from 1, column and offset in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** The first character of a file: where an error about the file as a whole points. */
export function startOf(source: SourceText): Span {
  return { source, start: 0, end: 0 };
}

const lineStarts = new WeakMap<SourceText, readonly number[]>();

/** Offsets at which the lines of a file start; LF, CRLF and CR end a line. Computed once a file. */
export function linesOf(source: SourceText): readonly number[] {
  const known = lineStarts.get(source);
  if (known) return known;
  const starts = [0];
  for (const end of source.text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  lineStarts.set(source, starts);
  return starts;
}

/** Line and column of an offset; an offset past the end counts as the end. */
export function positionOf(source: SourceText, offset: number): Position {
  const at = Math.min(Math.max(offset, 0), source.text.length);
  const starts = linesOf(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1, offset: at };
}
