import { tmpdir } from 'node:os';
import { AdapterError } from '../../model/ports.ts';
import { runGit } from './git.ts';

/** Version of the Node that runs the program, without `v`. */
export function nodeVersion(): string {
  return process.versions.node;
}

/**
 * Version of the git that is found, as numbers with dots.
 * @throws AdapterError GIT_UNAVAILABLE when there is none or its answer holds no version
 */
export async function gitVersion(): Promise<string> {
  const { stdout } = await runGit({ verb: 'version', options: [], cwd: tmpdir() });
  const found = /[0-9]+(?:\.[0-9]+)+/.exec(stdout.toString())?.[0];
  if (found === undefined) throw new AdapterError('GIT_UNAVAILABLE', 'Git does not say its version.');
  return found;
}
