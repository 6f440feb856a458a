/** Base64 (RFC 4648, padded) of the UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function base64(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

/** The UTF-8 text behind base64, white space left aside; empty for a text that is none. */
export function fromBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    return '';
  }
}
