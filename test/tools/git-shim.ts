import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from './temp-folder.ts';

/** A git on PATH that writes down how it is called, and can do something else once. */
export interface GitShim {
  /** Value for PATH. */
  readonly path: string;
  /** Every call so far, as its arguments. */
  readonly calls: () => readonly (readonly string[])[];
}

/** The git that everybody else uses. */
const REAL = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();

/**
 * Puts a git before the real one. The first call with `verb` runs `script` in a shell first, in which
 * `$REAL` is the real git and `$GIT` the same without the variables of the call; unless it exits, the call goes on.
 */
export function gitShim(verb = '', script = ''): GitShim {
  const folder = tempFolder();
  const [log, done, program] = [join(folder, 'log'), join(folder, 'done'), join(folder, 'git')];
  const shell = `#!/bin/sh
REAL='${REAL}'
GIT='env -i PATH=/usr/bin:/bin ${REAL}'
{ printf '%s\\037' "$@"; printf '\\036'; } >> '${log}'
for word in "$@"; do
  if [ "$word" = '${verb}' ] && [ ! -e '${done}' ]; then
    : > '${done}'
    ${script === '' ? ':' : script}
  fi
done
exec "$REAL" "$@"
`;
  writeFileSync(program, shell);
  chmodSync(program, 0o755);
  return {
    path: `${folder}:${process.env['PATH'] ?? ''}`,
    calls: () => {
      const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
      const calls = text.split('\u001e').slice(0, -1);
      return calls.map((call) => call.split('\u001f').slice(0, -1));
    },
  };
}
