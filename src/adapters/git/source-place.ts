import { realpathSync } from 'node:fs';
import type { ObjectFormat } from '../../model/git.ts';
import { AdapterError } from '../../model/ports.ts';
import { runGit } from './git.ts';
import type { RepositoryPlace } from './revision.ts';

/** The user's repository as the source of a publish: where things are, and nothing of what they hold. */
export interface SourcePlace extends RepositoryPlace {
  readonly format: ObjectFormat;
  /** Absolute path of the folder that all work trees share. */
  readonly commonDir: string;
  /** Absolute path of the list of commits whose parents a shallow clone lacks; the file may be missing. */
  readonly shallowFile: string;
}

/**
 * Finds the repository of a folder with one process.
 * @throws AdapterError GIT_UNAVAILABLE when there is none that git accepts
 */
export async function findSource(root: string): Promise<SourcePlace> {
  let folder: string;
  try {
    folder = realpathSync.native(root);
  } catch (error) {
    throw new AdapterError('GIT_UNAVAILABLE', `The folder ${root} cannot be opened.`, { cause: error });
  }
  const options = [
    '--path-format=absolute',
    '--show-object-format',
    '--git-common-dir',
    '--git-path',
    'objects',
    '--git-path',
    'shallow',
    '--show-prefix',
  ];
  const answer = await runGit({ verb: 'rev-parse', options, cwd: folder });
  if (answer.status !== 0) {
    const reason = answer.stderr.split('\n')[0] ?? '';
    throw new AdapterError('GIT_UNAVAILABLE', `Git refuses this folder: ${reason}`);
  }
  const lines = answer.stdout
    .toString()
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  const [format, commonDir = '', objects = '', shallowFile = '', prefix = ''] = lines;
  if (lines.length > 5 || (format !== 'sha1' && format !== 'sha256'))
    throw new AdapterError('GIT_UNAVAILABLE', 'The path of the repository holds a line break.');
  return { folder, format, commonDir, objects, shallowFile, prefix: prefix.replace(/\/$/, '') };
}

/** The top of the work tree, from which git takes relative paths of remotes. */
export function topOf({ folder, prefix }: RepositoryPlace): string {
  return prefix === '' ? folder : folder.slice(0, folder.length - prefix.length - 1);
}
