/** All control characters but line feed and tab, the line separators of Unicode, and what changes direction. */
const REFUSED =
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is removed
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

const CUT = '…';
const encoder = new TextEncoder();

/**
 * Foreign text without characters that a terminal, a Git host or a parser of lines could take for more than
 * text: no NUL, no line end but LF, no direction overrides. It is well-formed Unicode; a half surrogate pair
 * becomes U+FFFD, as UTF-8 would have it.
 */
export function cleanText(text: string): string {
  return text.replace(REFUSED, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Clean text on one line, without blanks around it. */
export function oneLine(text: string): string {
  return cleanText(text)
    .replace(/[\n\t]/g, ' ')
    .trim();
}

/** At most `most` characters (code points); what is cut off is replaced by `…`. */
export function capCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (let count = 0; count < most && end < text.length; count++) end += widthAt(text, end);
  return end < text.length ? text.slice(0, end) + CUT : text;
}

/** At most `most` bytes of UTF-8, a final `…` included that stands for what is cut off; characters stay whole. */
export function capBytes(text: string, most: number): string {
  // Each UTF-16 unit takes at least one byte, so that a long text need not be encoded as a whole.
  const start = text.slice(0, most + 1);
  if (start.length === text.length && encoder.encode(text).length <= most) return text;
  const room = most - encoder.encode(CUT).length;
  const { read } = encoder.encodeInto(start, new Uint8Array(Math.max(room, 0)));
  return start.slice(0, read) + CUT;
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
