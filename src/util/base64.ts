/** Base64 (RFC 4648, padded) of the UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function base64(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
