import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEMPORARY } from './leftovers.ts';

/** A folder of our own in the temporary folder. */
export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/**
 * Makes a folder that is removed by its owner, or when the process ends before: a second signal ends a run at
 * once. Only a process that is killed leaves one behind.
 */
export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(realpathSync.native(tmpdir()), TEMPORARY));
  const clear = (): void => {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', clear);
  return {
    path,
    remove: () => {
      process.off('exit', clear);
      clear();
    },
  };
}
