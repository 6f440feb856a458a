import { isFolder } from '../adapters/files/is-folder.ts';
import { readRegular } from '../adapters/files/regular-file.ts';
import { workTreeReader } from '../adapters/files/work-tree-reader.ts';
import { decodeSource } from '../compile/source/decode.ts';
import type { SourceText } from '../diagnostics/span.ts';
import type { TreeReader } from '../model/ports.ts';

/** Reads the files of a folder that need not be a repository; undefined when there is no such folder. */
export function openFolder(dir: string): TreeReader | undefined {
  return isFolder(dir) ? workTreeReader(dir) : undefined;
}

/**
 * The text of one file outside of any repository, called `name` in messages; a text says why there is
 * none. More than `limit` bytes are not read.
 */
export function openText(file: string, name: string, limit: number): SourceText | string {
  const content = readRegular(file, limit);
  if (content.kind !== 'bytes') return `${name} cannot be read: it is ${content.kind}.`;
  const { value, diagnostics } = decodeSource(name, content.bytes);
  return value ?? `${name} cannot be read: ${diagnostics[0]?.detail ?? ''}`;
}
