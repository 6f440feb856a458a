import { diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import type { SourceText } from '../../diagnostics/span.ts';

const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');

/** Bytes of a file as text: UTF-8 without NUL, a leading byte order mark dropped. */
export function decodeSource(path: string, bytes: Uint8Array): Outcome<SourceText> {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refuse({ path, text: '' }, 0, 'The file is UTF-16. Save it as UTF-8.');
  }
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    const shown = lenient.decode(bytes);
    return refuse(
      { path, text: shown },
      firstReplaced(bytes, shown),
      'These bytes are not UTF-8. Save the file as UTF-8.',
    );
  }
  const nul = text.indexOf('\0');
  if (nul < 0) return { value: { path, text }, diagnostics: [] };
  return refuse({ path, text }, nul, 'The file holds a NUL character, so it is not a text file.');
}

/** Where the text has U+FFFD and the bytes have something else. */
function firstReplaced(bytes: Uint8Array, text: string): number {
  const written = new TextEncoder().encode('\ufffd');
  let byte = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let from = 0;
  for (const { index } of text.matchAll(/\ufffd/g)) {
    byte += new TextEncoder().encode(text.slice(from, index)).length;
    if (written.some((each, i) => bytes[byte + i] !== each)) return index;
    byte += written.length;
    from = index + 1;
  }
  return 0;
}

function refuse(source: SourceText, start: number, detail: string): Outcome<SourceText> {
  const end = Math.min(start + 1, source.text.length);
  return { diagnostics: [diagnostic('FILE_NOT_UTF8', detail, { source, start, end })] };
}
