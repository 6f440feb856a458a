import { MESSAGES, type ManifestProblem } from './problem.ts';

/**
 * Control characters, which no YAML reader takes; what only YAML 1.1 readers, such as Kubernetes' own,
 * take for a line break (a lone CR, U+0085, U+2028, U+2029); a byte order mark that is not the first
 * character; lone surrogates.
 */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)|(?<!^)\ufeff|\p{Surrogate}/u;

/** The first character of a YAML text that readers disagree about or refuse. */
export function forbiddenCharacter(text: string): ManifestProblem | undefined {
  const found = FORBIDDEN.exec(text);
  if (!found) return undefined;
  const [character] = found;
  const code = character.charCodeAt(0);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const message =
    code >= 0xd800 && code <= 0xdfff
      ? MESSAGES.loneSurrogate
      : `The character ${name} does not belong in YAML text: readers refuse it or take it for a line break. ` +
        'Remove it, or write it as an escape between double quotes.';
  return { kind: 'syntax', message, start: found.index, end: found.index + character.length };
}
