import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { GitObject, ObjectFormat } from '../../model/git.ts';

/** Numbers of the object types in a pack (gitformat-pack). */
const TYPES: Readonly<Record<GitObject['type'], number>> = { commit: 1, tree: 2, blob: 3 };

/**
 * A pack of whole objects, version 2, as gitformat-pack describes it. The same objects in the same
 * order give the same bytes with the same zlib.
 */
export function packOf(objects: readonly GitObject[], format: ObjectFormat): Buffer {
  const head = Buffer.alloc(12);
  head.write('PACK');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(objects.length, 8);
  const parts: Buffer[] = [head];
  for (const { type, content } of objects)
    parts.push(entryHead(TYPES[type], content.byteLength), deflateSync(content, { level: 1 }));
  const body = Buffer.concat(parts);
  return Buffer.concat([body, createHash(format).update(body).digest()]);
}

/** Type and size: four bits of the size beside the type, then seven a byte, low bits first. */
function entryHead(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.floor(size / 16);
  bytes.push((type << 4) | (size % 16) | (rest > 0 ? 0x80 : 0));
  while (rest > 0) {
    const next = Math.floor(rest / 128);
    bytes.push((rest % 128) | (next > 0 ? 0x80 : 0));
    rest = next;
  }
  return Buffer.from(bytes);
}
