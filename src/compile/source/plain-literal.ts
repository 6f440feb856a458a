import type { SourceText } from '../../diagnostics/span.ts';
import type { ScalarNode } from '../../model/node.ts';

/** Where a literal block begins: the offsets of its header, and the indentation of what holds it. */
export interface LiteralPlace {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
}

/**
 * Reads a literal block with the header `|` or `|-`. The node ends behind the line feed of its last
 * line, blank lines after it left out.
 * @returns undefined for any other header, odd blank lines, or text without a final line feed
 */
export function literalText(
  source: SourceText,
  { start, end, indent }: LiteralPlace,
): ScalarNode | undefined {
  const header = source.text.slice(start, end);
  if (header !== '|' && header !== '|-') return undefined;
  const block = blockLines(source.text, end + 1, indent);
  if (!block || block.lines.length === 0) return undefined;
  const value = block.lines.join('\n') + (header === '|' ? '\n' : '');
  return { kind: 'scalar', value, plain: false, source, start, end: block.end };
}

function blockLines(
  text: string,
  from: number,
  indent: number,
): { lines: string[]; end: number } | undefined {
  const lines: string[] = [];
  let width: number | undefined;
  let end = from;
  for (let at = from; at < text.length;) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) return undefined;
    const content = text.slice(at, newline);
    at = newline + 1;
    if (content === '' && width !== undefined) {
      lines.push('');
      continue;
    }
    const blanks = content.length - content.trimStart().length;
    width ??= blanks;
    if (blanks === content.length || width <= indent) return undefined;
    if (blanks < width) break;
    lines.push(content.slice(width));
    end = at;
  }
  while (lines.at(-1) === '') lines.pop();
  return { lines, end };
}
