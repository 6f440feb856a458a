import { capCharacters, cleanText } from './clean-text.ts';

/** The message of a source commit, cleaned: its first line with text, and the lines after that. */
export interface SourceMessage {
  readonly subject: string;
  readonly body: readonly string[];
}

/** Bytes of a source's text that its rendered branch repeats at most. */
export const LONGEST_SOURCE_TEXT = 4096;

/** Characters of a message that are looked at; only what wants to be costly is longer. */
const LONGEST_MESSAGE = 0x40000;

/** The lines of a message, cleaned. Of a very long one only the beginning, which ends with a visible `…`. */
export function messageLines(message: string): readonly string[] {
  return cleanText(capCharacters(message, LONGEST_MESSAGE)).split('\n');
}

/** Takes a message apart as Git shows it; blank lines before the subject do not count. */
export function splitMessage(message: string): SourceMessage {
  const lines = messageLines(message);
  const first = lines.findIndex(hasText);
  if (first < 0) return { subject: '', body: [] };
  return { subject: (lines[first] ?? '').trim(), body: lines.slice(first + 1) };
}

/** The lines as one text without blank lines around it. */
export function joinBody(lines: readonly string[]): string {
  return lines.slice(Math.max(lines.findIndex(hasText), 0), lines.findLastIndex(hasText) + 1).join('\n');
}

function hasText(line: string): boolean {
  return line.trim() !== '';
}
