/** A line of a file that is neither blank nor a comment: its indentation and the offsets of its content. */
export interface PlainLine {
  readonly indent: number;
  readonly start: number;
  /** End of the line without its line feed. */
  readonly end: number;
}

const SPACE = 0x20;
const HASH = 0x23;

/** Lines of a text in order. Offsets are UTF-16 units from 0. */
export function plainLines(text: string): PlainLine[] {
  const lines: PlainLine[] = [];
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    let start = at;
    while (start < end && text.charCodeAt(start) === SPACE) start++;
    if (start < end && text.charCodeAt(start) !== HASH) lines.push({ indent: start - at, start, end });
    at = end + 1;
  }
  return lines;
}
