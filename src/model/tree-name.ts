const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
/** Lone halves of a pair, which no valid UTF-8 gives. */
const LONE = /\p{Surrogate}/u;
const SHIFT = 0xdc00;

/**
 * The name of a tree entry as text. Git takes any bytes; in a name that is no UTF-8 each byte above ASCII
 * becomes U+DC80 to U+DCFF, so that two names are never the same text and `treeNameBytes` gives the bytes back.
 */
export function treeName(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : SHIFT + byte)).join('');
  }
}

/** The bytes that `treeName` was given. */
export function treeNameBytes(name: string): Uint8Array {
  if (isUtf8Name(name)) return encoder.encode(name);
  return Uint8Array.from(name, (character) => character.charCodeAt(0) % SHIFT);
}

/** True for a name that is UTF-8. */
export function isUtf8Name(name: string): boolean {
  return !LONE.test(name);
}
