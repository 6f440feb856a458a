import { isMap, isPair, isScalar, parseDocument, visit, type Pair } from 'yaml';
import { lastEnd, rangeOf } from './yaml-range.ts';

/**
 * Turns the members of block maps whose keys stand at the given offsets into comments. A member of
 * another form stays as it is.
 */
export function commentOut(text: string, keys: readonly number[]): string {
  const found = pairsOf(text).filter(({ start }) => keys.includes(start));
  return found.toReversed().reduce((edited, { start, end }) => {
    const line = lineStart(edited, start);
    const below = edited.slice(line, end).replace(/\r?\n$/, '');
    const indent = ' '.repeat(start - line);
    const lines = below
      .split('\n')
      .map((each) => (each.startsWith(indent) ? `${indent}# ${each.slice(indent.length)}` : `# ${each}`));
    return edited.slice(0, line) + lines.join('\n') + edited.slice(line + below.length);
  }, text);
}

/** Puts a comment on a line of its own above a member of a block map; the same text when it has no such place. */
export function commentAbove(text: string, path: readonly string[], comment: string): string {
  const pair = pairsOf(text).find((each) => each.path.join('\0') === path.join('\0'));
  if (!pair) return text;
  const line = lineStart(text, pair.start);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text.slice(0, line)}${' '.repeat(pair.start - line)}# ${comment}${lineBreak}${text.slice(line)}`;
}

interface PlacedPair {
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Members of block maps whose key is the first of its line, in the order of the text. */
function pairsOf(text: string): readonly PlacedPair[] {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (document.errors.length > 0) return [];
  const found: PlacedPair[] = [];
  visit(document, {
    Pair: (_, pair: Pair, ancestors) => {
      const parent = ancestors.at(-1);
      const start = rangeOf(pair.key)?.[0];
      if (!isMap(parent) || parent.flow === true || start === undefined) return;
      if (text.slice(lineStart(text, start), start).trim() !== '') return;
      const path = [...ancestors.filter((each) => isPair(each)), pair].map(({ key }) =>
        String(isScalar(key) ? key.value : key),
      );
      found.push({ path, start, end: Math.max(lastEnd(pair.key), lastEnd(pair.value)) });
    },
  });
  return found;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
