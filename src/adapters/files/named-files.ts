import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileContent, TreeReader } from '../../model/ports.ts';
import { readRegular, refusalOf } from './regular-file.ts';
import { workTreeReader } from './work-tree-reader.ts';

/** A file that somebody named on the command line, or that lies in a folder they named. */
export interface NamedFile {
  /** Posix: as it was named, with the path inside the folder. */
  readonly path: string;
  readonly content: FileContent;
}

/**
 * Reads a file, or of a folder every file below it that `isWanted` accepts, in byte order of the path. What is
 * named may be a symbolic link; inside a folder links are reported and not followed.
 * @param absolute the folder or file; @param shown how messages name it
 */
export async function namedFiles(
  { absolute, shown }: { readonly absolute: string; readonly shown: string },
  isWanted: (path: string) => boolean,
  limit: number,
): Promise<readonly NamedFile[]> {
  const found = stateOf(absolute);
  if (found !== 'folder') return [{ path: shown, content: found ?? readRegular(absolute, limit) }];
  const reader = workTreeReader(absolute);
  const entries = (await reader.list()).filter(({ path, kind }) => kind === 'other' || isWanted(path));
  const contents = await reader.read(
    entries.map(({ path }) => path),
    limit,
  );
  const folder = shown.replace(/[/\\]+$/, '');
  return entries.map(({ path }) => ({
    path: `${folder}/${path}`,
    content: contents.get(path) ?? { kind: 'missing' },
  }));
}

function stateOf(path: string): 'folder' | FileContent | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : undefined;
  } catch (error) {
    return refusalOf(error);
  }
}

/** Reads single files by the names that somebody gave them, seen from a folder or absolute. Lists nothing. */
export function namedFileReader(dir: string): TreeReader {
  return {
    revision: undefined,
    list: () => Promise.resolve([]),
    read: (paths, limit) =>
      Promise.resolve(new Map(paths.map((path) => [path, readRegular(resolve(dir, path), limit)]))),
  };
}
