import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import type { FileContent } from '../../model/ports.ts';

/** What stands at a path instead of a file that can be read. */
export type Refusal = Exclude<FileContent, { readonly kind: 'bytes' | 'too-large' }>;

/** An open regular file and its size in bytes. The receiver closes `fd`. */
export interface OpenFile {
  readonly kind: 'open';
  readonly fd: number;
  readonly size: number;
}

// Windows has neither flag, and no FIFO that could block.
const NO_FOLLOW = constants.O_NOFOLLOW as number | undefined;
const NON_BLOCK = (constants.O_NONBLOCK as number | undefined) ?? 0;
const FLAGS = constants.O_RDONLY | (NO_FOLLOW ?? 0) | NON_BLOCK;

/**
 * Opens a regular file for reading. The check is made on the descriptor, so what is read is what was
 * checked; a symbolic link as the last part is not followed, a FIFO or socket does not block.
 */
export function openRegular(path: string): OpenFile | Refusal {
  if (NO_FOLLOW === undefined) {
    const refusal = refuseByName(path);
    if (refusal) return refusal;
  }
  let fd: number;
  try {
    fd = openSync(path, FLAGS);
  } catch (error) {
    return refusalOf(error);
  }
  const found = fstatSync(fd);
  if (found.isFile()) return { kind: 'open', fd, size: found.size };
  closeSync(fd);
  return { kind: 'not-regular' };
}

/** The bytes of a regular file; one above `limit` bytes is reported, not read. */
export function readRegular(path: string, limit: number): FileContent {
  const file = openRegular(path);
  if (file.kind !== 'open') return file;
  try {
    if (file.size > limit) return { kind: 'too-large', size: file.size, limit };
    return { kind: 'bytes', bytes: readAll(file) };
  } catch (error) {
    return refusalOf(error);
  } finally {
    closeSync(file.fd);
  }
}

/** Reads as many bytes as the file had when it was opened, fewer when it became shorter. */
function readAll(file: OpenFile): Uint8Array {
  const bytes = Buffer.allocUnsafe(file.size);
  let length = 0;
  while (length < file.size) {
    const got = readSync(file.fd, bytes, length, file.size - length, null);
    if (got === 0) break;
    length += got;
  }
  return length === file.size ? bytes : bytes.subarray(0, length);
}

function refuseByName(path: string): Refusal | undefined {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return { kind: 'symlink' };
    return found.isFile() ? undefined : { kind: 'not-regular' };
  } catch (error) {
    return refusalOf(error);
  }
}

/** What a failed call of the file system says about the path. */
export function refusalOf(error: unknown): Refusal {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return { kind: 'missing' };
    // FreeBSD and NetBSD have their own code for a link that is not followed.
    case 'ELOOP':
    case 'EMLINK':
    case 'EFTYPE':
      return { kind: 'symlink' };
    case 'EISDIR':
    case 'ENXIO':
    case 'ENODEV':
      return { kind: 'not-regular' };
    default:
      return { kind: 'unreadable', reason: `The system reports ${code}.` };
  }
}
