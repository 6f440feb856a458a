import { linesOf, positionOf, type Span } from '../diagnostics/span.ts';
import { printable } from './printable.ts';
import { redactLine } from './redact.ts';
import type { Style } from './style.ts';

/** A marked place: `primary` is underlined with ^ and others with -. */
export interface FramePart {
  readonly span: Span;
  readonly label: string;
  readonly primary: boolean;
}

const BEFORE = 2;
const WIDTH = 120;

/** Shows each place in its source, the first with two lines before it, others after a `:::` line. */
export function codeFrame(parts: readonly FramePart[], style: Style): string {
  const gutter = Math.max(
    ...parts.map(({ span }) => String(positionOf(span.source, span.start).line).length),
  );
  return parts.map((part, i) => framePart(part, { gutter, style, first: i === 0 })).join('');
}

function framePart(
  { span, label, primary }: FramePart,
  { gutter, style, first }: { gutter: number; style: Style; first: boolean },
): string {
  const { line, column } = positionOf(span.source, span.start);
  const pad = ' '.repeat(gutter);
  const bar = style.faint(`${pad} |`);
  const arrow = first ? `${pad}${style.faint('-->')}` : `${pad}${style.faint(':::')}`;
  let text = `${arrow} ${printable(span.source.path)}:${String(line)}:${String(column)}\n`;
  if (span.source.text === '') return text;
  text += `${bar}\n`;
  for (let at = Math.max(1, first ? line - BEFORE : line); at <= line; at++) {
    const shown = printable(shownLine(span, at)).slice(0, WIDTH).trimEnd();
    const number = style.faint(`${String(at).padStart(gutter)} |`);
    text += shown === '' ? `${number}\n` : `${number} ${shown}\n`;
  }
  const indent = blank(printable(lineText(span, line).slice(0, column - 1)));
  if (indent.length >= WIDTH) return text;
  const marks = (primary ? '^' : '-').repeat(Math.min(markLength(span, line), WIDTH - indent.length));
  const coloured = primary ? style.error(marks) : style.info(marks);
  return `${text}${bar} ${indent}${coloured}${label === '' ? '' : ` ${label}`}\n`;
}

/** A line without the secret values in it. */
function shownLine({ source }: Span, line: number): string {
  const start = linesOf(source)[line - 1] ?? 0;
  return redactLine({ source, start, end: start + lineText({ source }, line).length });
}

function lineText({ source }: Pick<Span, 'source'>, line: number): string {
  const starts = linesOf(source);
  return source.text.slice(starts[line - 1] ?? 0, starts[line] ?? source.text.length).replace(/[\r\n]+$/, '');
}

/** At least one mark; a value of several lines is marked to the end of its first. */
function markLength(span: Span, line: number): number {
  const endOfLine = (linesOf(span.source)[line - 1] ?? 0) + lineText(span, line).length;
  const shown = printable(span.source.text.slice(span.start, Math.min(span.end, endOfLine)));
  return Math.max(1, blank(shown).length);
}

/** Characters that take two columns: East Asian and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/gu;

/** Blanks that take as many columns as the text; tabs stay, marks on letters take none. */
function blank(text: string): string {
  return text.replace(/\p{M}/gu, '').replace(WIDE, '  ').replace(/[^\t]/gu, ' ');
}
