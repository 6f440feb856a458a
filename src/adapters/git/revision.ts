import { realpathSync } from 'node:fs';
import { isObjectId } from '../../model/object-id.ts';
import { AdapterError } from '../../model/ports.ts';
import { runGit, type GitAnswer } from './git.ts';

/** The place of a folder in its repository. */
export interface RepositoryPlace {
  /** The folder, with symbolic links resolved. */
  readonly folder: string;
  /** Posix path of the folder below the top, without a slash at the end; empty at the top. */
  readonly prefix: string;
  /** Absolute path of the object folder. */
  readonly objects: string;
}

/**
 * Finds the repository of a folder.
 * @throws AdapterError GIT_UNAVAILABLE when there is none that git accepts
 */
export async function locate(root: string): Promise<RepositoryPlace> {
  let folder: string;
  try {
    folder = realpathSync.native(root);
  } catch (error) {
    throw new AdapterError('GIT_UNAVAILABLE', `The folder ${root} cannot be opened.`, { cause: error });
  }
  const [prefix, objects] = await Promise.all([
    revParse(folder, ['--show-prefix']),
    revParse(folder, ['--path-format=absolute', '--git-path', 'objects']),
  ]);
  const refused = [prefix, objects].find((answer) => answer.status !== 0);
  if (refused) throw new AdapterError('GIT_UNAVAILABLE', `Git refuses this folder: ${firstLine(refused)}`);
  return { folder, prefix: outputOf(prefix).replace(/\/$/, ''), objects: outputOf(objects) };
}

/**
 * The full id of the commit that a user's text names. The text never becomes an option, and nothing but
 * the id is used afterwards.
 * @param folder a folder inside the repository
 * @throws AdapterError REVISION_UNKNOWN when it names no commit or more than one, OBJECTS_MISSING when
 * the commit has to be fetched first
 */
export async function resolveCommit(folder: string, revision: string): Promise<string> {
  if (revision.startsWith('-') || revision.includes('\0')) throw unknown(revision, '');
  const answer = await revParse(folder, ['--verify'], `${revision}^{commit}`);
  const id = outputOf(answer);
  if (answer.status !== 0 || !isObjectId(id)) throw await explainUnknown({ folder, revision, answer });
  if (isAmbiguous(revision, answer)) {
    const advice = ' It is both a branch and a tag: write refs/heads/… or refs/tags/….';
    throw unknown(revision, advice);
  }
  // `HEAD:path` and `:/text` take the rest as their own, so the id need not be a commit's.
  if (!revision.includes(':')) return id;
  const again = await revParse(folder, ['--verify'], `${id}^{commit}`);
  if (outputOf(again) !== id) throw unknown(revision, '');
  return id;
}

async function revParse(cwd: string, options: readonly string[], operand?: string): Promise<GitAnswer> {
  const operands = operand === undefined ? [] : [operand];
  return runGit({ verb: 'rev-parse', options, operands, cwd });
}

/** HEAD, a full name and a full id mean one thing even when git warns about a namesake. */
function isAmbiguous(revision: string, answer: GitAnswer): boolean {
  if (/^(?:HEAD\b|refs\/)/.test(revision) || isObjectId(revision)) return false;
  return answer.stderr.includes('is ambiguous');
}

interface Failure {
  readonly folder: string;
  readonly revision: string;
  readonly answer: GitAnswer;
}

async function explainUnknown({ folder, revision, answer }: Failure): Promise<AdapterError> {
  if (/not a git repository|dubious ownership|unsafe repository|bare repository/.test(answer.stderr)) {
    return new AdapterError('GIT_UNAVAILABLE', `Git refuses this folder: ${firstLine(answer)}`);
  }
  if (/promisor remote|lazy fetch/.test(answer.stderr)) {
    const advice = 'is not in this partial clone. Fetch it first: git fetch origin COMMIT.';
    return new AdapterError('OBJECTS_MISSING', `The commit "${revision}" ${advice}`);
  }
  const shallow = outputOf(await revParse(folder, ['--is-shallow-repository'])) === 'true';
  const advice = ' This clone is shallow: git fetch --deepen=50 brings more of the history.';
  return unknown(revision, shallow ? advice : '');
}

function unknown(revision: string, advice: string): AdapterError {
  return new AdapterError('REVISION_UNKNOWN', `"${revision}" names no commit of this repository.${advice}`);
}

const outputOf = (answer: GitAnswer): string => answer.stdout.toString().replace(/\r?\n$/, '');

const firstLine = (answer: GitAnswer): string => answer.stderr.split('\n')[0] ?? '';
