import { createHash } from 'node:crypto';

/** The id Git gives an object: the hash of `<type> SP <size> NUL <content>`, in lower-case hex. */
export function gitHash(
  format: 'sha1' | 'sha256',
  type: 'blob' | 'tree' | 'commit',
  content: Uint8Array | string,
): string {
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  return createHash(format)
    .update(`${type} ${String(size)}\0`)
    .update(content)
    .digest('hex');
}
