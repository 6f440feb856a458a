import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { replaceFile } from './replace-file.ts';
import { attempt } from './write-guard.ts';

/** A file that somebody named, what it held when it was read, and what it shall hold. */
export interface FileSave {
  readonly absolute: string;
  /** Undefined when there was none. */
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
}

/**
 * Makes or replaces a file in one step: whoever reads it sees all of it or nothing of this write. Whoever else
 * changed or made it since it was read wins.
 * @throws AdapterError OUTPUT_UNWRITABLE; the file is as it was then
 */
export function saveFile({ absolute, before, after }: FileSave): void {
  const [folder, path] = [dirname(absolute), basename(absolute)];
  if (before) replaceFile(folder, { path, before, after });
  else createFile(join(folder, path), path, after);
}

/** A second name for a whole file appears at once, and never in place of a file that is there. */
function createFile(target: string, shown: string, content: Uint8Array): void {
  const draft = `${target}.${String(process.pid)}.tmp`;
  try {
    attempt(shown, () => {
      writeFileSync(draft, content, { flag: 'wx', flush: true });
      linkSync(draft, target);
    });
  } finally {
    rmSync(draft, { force: true });
  }
}
