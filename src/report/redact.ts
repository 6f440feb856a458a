import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { hiddenParts, isHidden } from './hidden-parts.ts';

/** Stands where a secret value would. */
export const SECRET = '(secret)';

/** A diagnostic as it may be shown: without the words of a secret value, and without fixes that repeat one. */
export function redact(found: Diagnostic): Diagnostic {
  const places = [...(found.span ? [found.span] : []), ...found.fixes.map(({ span }) => span)].filter(
    isHidden,
  );
  if (places.length === 0) return found;
  const detail = places.reduce((text, place) => without(text, place), found.detail);
  return { ...found, detail, fixes: found.fixes.filter(({ span }) => !isHidden(span)) };
}

function without(text: string, { source, start, end }: Span): string {
  const written = source.text.slice(start, end).trim();
  const value = written.replace(/^(["'])(.*)\1$/s, '$2');
  const words = [...new Set([written, value])].filter((each) => each !== '').map(escaped);
  if (words.length === 0) return text;
  return text.replaceAll(new RegExp(`(?<!\\w)(?:${words.join('|')})(?!\\w)`, 'g'), SECRET);
}

/** A text as a regular expression that matches it. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** A piece of one line of a source as it may be shown. */
export function redactLine({ source, start, end }: Span): string {
  let text = '';
  let at = start;
  for (const part of hiddenParts(source)) {
    if (part.end <= start || part.start >= end) continue;
    text += source.text.slice(at, Math.max(at, part.start)) + SECRET;
    at = Math.max(at, Math.min(end, part.end));
  }
  return text + source.text.slice(at, end);
}
