import { createHash } from 'node:crypto';

/** SHA-256 as 64 lower-case hex digits; a text is hashed as UTF-8, a lone surrogate as U+FFFD. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The same in base64, as a content security policy names it. */
export function sha256Base64(data: string): string {
  return createHash('sha256').update(data).digest('base64');
}
