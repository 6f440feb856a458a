import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git, gitBeside } from '../rig/git.ts';
import type { Stage } from '../stage.ts';

/** A person who works on a rendered branch with plain git. */
export interface Human {
  readonly folder: string;
  /** Pushes a change on top of what was there when the person came; gives the commit if it was taken. */
  readonly push: (files: Readonly<Record<string, string>>, message?: string) => Promise<string | undefined>;
}

/** Clones a branch for a person. */
export function human(stage: Stage, branch: string): Human {
  const folder = join(stage.folder, `person-${String(performance.now())}`);
  git(stage.folder, ['clone', '--quiet', '--branch', branch, stage.remote, folder]);
  return {
    folder,
    push: async (files, message = 'fix: by hand') => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      git(folder, ['add', '--all']);
      git(folder, ['commit', '--quiet', '--allow-empty', `--message=${message}`]);
      const { status } = await gitBeside(folder, ['push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`]);
      return status === 0 ? git(folder, ['rev-parse', 'HEAD']) : undefined;
    },
  };
}
