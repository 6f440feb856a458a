import { createHash } from 'node:crypto';

/** MD5 (RFC 1321) as 32 lower-case hex digits of the UTF-8 bytes of a text; it protects nothing. */
export function md5Hex(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
