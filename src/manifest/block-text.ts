/**
 * What a literal block cannot hold: control characters but tab and line feed, what YAML 1.1 takes for a
 * line break (U+0085, U+2028, U+2029), byte order marks, U+FFFE, U+FFFF and lone surrogates.
 */
const UNSAFE = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** A line of nothing but blanks, which readers count as indentation or content as they like. */
const BLANK_LINE = /\n[ \t]+(?:\n|$)/;

/**
 * The text as a literal block, or undefined when that is not provably the same text to every reader. A
 * first line that starts with a blank would decide the indentation, so it is refused; so is a text that
 * ends in two line feeds, which needs the `+` that is easily lost in an editor.
 */
export function blockText(text: string, indent: string): string | undefined {
  if (text.charCodeAt(0) <= 0x20 || text.endsWith('\n\n')) return undefined;
  if (UNSAFE.test(text) || BLANK_LINE.test(text)) return undefined;
  const clip = text.endsWith('\n');
  const body = clip ? text.slice(0, -1) : text;
  return `${clip ? '|' : '|-'}\n${indent}${body.replaceAll(/\n(?!\n)/g, `\n${indent}`)}`;
}
