import { InternalError } from '../diagnostics/internal-error.ts';
import { oneLine } from './clean-text.ts';

/** One line of a block of trailers. */
export type Trailer = readonly [key: string, value: string];

const KEY = /^[A-Za-z0-9][-A-Za-z0-9]*$/;
const LINE = /^([A-Za-z0-9][-A-Za-z0-9]*): (.*)$/;
// eslint-disable-next-line no-control-regex -- a value with control characters is none of ours
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** Characters at the end of a message that may belong to its last block; a longer block is none. */
const LONGEST_BLOCK = 0x40000;

/**
 * A block of trailers, each on one line of its own that ends with a line feed. Values are cleaned, so that
 * none can add a line; a trailer whose value is empty is left out.
 */
export function formatTrailers(list: readonly Trailer[]): string {
  let text = '';
  for (const [key, value] of list) {
    if (!KEY.test(key)) throw new InternalError(`${JSON.stringify(key)} is no key of a trailer`);
    const line = oneLine(value);
    if (line !== '') text += `${key}: ${line}\n`;
  }
  return text;
}

/**
 * The trailers of a message: values by key as written, in the order of the lines. Only the last paragraph
 * counts, only when a blank line divides it from what comes before, and only when every line of it is
 * `Key: value`; else there are none. A message with NUL has none, since Git shows it up to there only.
 * Never throws; of a long message only the end is taken apart.
 */
export function lastBlock(message: string): ReadonlyMap<string, readonly string[]> {
  const trailers = new Map<string, string[]>();
  for (const line of lastParagraph(message)) {
    const [, key, text = ''] = LINE.exec(line) ?? [];
    const value = text.trim();
    if (key === undefined || value === '' || CONTROL.test(value)) return new Map();
    const values = trailers.get(key);
    if (values) values.push(value);
    else trailers.set(key, [value]);
  }
  return trailers;
}

function lastParagraph(message: string): readonly string[] {
  if (message.includes('\0')) return [];
  const lines = message
    .slice(-LONGEST_BLOCK)
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const last = lines.findLastIndex(isNotBlank);
  const blank = lines.findLastIndex((line, at) => at < last && !isNotBlank(line));
  return blank < 0 ? [] : lines.slice(blank + 1, last + 1);
}

function isNotBlank(line: string): boolean {
  return /[^ \t]/.test(line);
}
