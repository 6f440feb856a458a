/** A Secret of the unit's namespace, and the key of it that is meant. */
export interface SecretReference {
  readonly name: string;
  /** Empty text when the whole Secret is meant. */
  readonly key: string;
}

const PREFIX = 'secret://';
const REFERENCE = /^secret:\/\/([^/\s]+)(?:\/([-._a-zA-Z0-9]+))?$/;

/** How a reference to one key is written, for messages. */
export const SECRET_FORM = 'secret://NAME/KEY';

/** True for a text that means to be a reference, well-formed or not. */
export function looksLikeReference(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** Reads `secret://NAME/KEY` or `secret://NAME`; undefined for any other text, also with a second `/`. */
export function parseSecretReference(text: string): SecretReference | undefined {
  const found = REFERENCE.exec(text);
  return found ? { name: found[1] ?? '', key: found[2] ?? '' } : undefined;
}

/** Takes `${secret://NAME/KEY}` out of its braces; Kusion accepts both forms for the content of files and directories. */
export function withoutBraces(text: string): string {
  return text.startsWith('${') && text.endsWith('}') ? text.slice(2, -1) : text;
}
