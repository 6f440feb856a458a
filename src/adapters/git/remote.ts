import { AdapterError } from '../../model/ports.ts';
import type { ObjectId } from '../../model/git.ts';
import { failpoint } from './failpoint.ts';
import { runGit, type GitAnswer, type GitRequest } from './git.ts';
import type { GitStore } from './git-store.ts';
import { readPush, type PushAnswer, type RefUpdate } from './push-answer.ts';
import { remoteError } from './remote-error.ts';
import type { GitSetting } from './source-settings.ts';

/** What a remote has: every branch, the records of Moorline, and its default branch. */
export interface RemoteRefs {
  /** Full name → id. */
  readonly refs: ReadonlyMap<string, ObjectId>;
  /** Full name of the branch that HEAD names; undefined when it names none. */
  readonly head: string | undefined;
}

/** A repository that is reached with a URL which was checked. */
export interface Remote {
  readonly store: GitStore;
  /** Checked by `checkRemote`; may hold credentials. */
  readonly url: string;
  readonly settings: readonly GitSetting[];
  readonly signal: AbortSignal | undefined;
}

/** What the remote is called in the store. */
export const NAME = 'moorline';

/** The refs that matter, in one request. */
export async function listRemote(remote: Remote): Promise<RemoteRefs> {
  const answer = await callRemote(remote, {
    verb: 'ls-remote',
    options: ['--symref'],
    operands: [NAME, 'HEAD', 'refs/heads/*', 'refs/moorline/progress/*'],
  });
  if (answer.status !== 0) throw remoteError(answer.stderr);
  const refs = new Map<string, ObjectId>();
  let head: string | undefined;
  for (const line of answer.stdout.toString().split('\n')) {
    const [value = '', name = ''] = line.split('\t');
    if (value.startsWith('ref: ') && name === 'HEAD') head = value.slice('ref: '.length);
    else if (/^refs\/(?:heads|moorline\/progress)\//.test(name)) refs.set(name, value);
  }
  await failpoint('after-list');
  return { refs, head };
}

/** How much of the history and of the trees to bring. */
export interface FetchDepth {
  /** Commits on each way back, counted with the first; or all of them. */
  readonly history: number | 'all';
  /** `commits`: no trees or blobs; `trees`: no blobs; `all`: also blobs. */
  readonly content: 'commits' | 'trees' | 'all';
}

/**
 * Brings objects into the store by id. A remote that cannot leave out blobs sends more, which is no error.
 * @throws AdapterError REMOTE_UNREACHABLE when the remote does not have or give one of them
 */
export async function fetchObjects(
  remote: Remote,
  ids: readonly ObjectId[],
  { history, content }: FetchDepth,
): Promise<void> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return;
  const filter = { commits: ['--filter=tree:0'], trees: ['--filter=blob:none'], all: [] }[content];
  const depth = history === 'all' ? [] : [`--depth=${String(history)}`];
  const answer = await callRemote(remote, {
    verb: 'fetch',
    options: [
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-recurse-submodules',
      '--no-auto-maintenance',
      ...depth,
      ...filter,
      '--stdin',
    ],
    operands: [NAME],
    input: `${distinct.join('\n')}\n`,
  });
  if (answer.status !== 0) throw remoteError(answer.stderr);
  await failpoint('after-fetch');
}

/**
 * Moves refs of the remote, all or none; each only from the value that the caller saw.
 * Never throws for what the remote says: a connection that broke gives `unknown`.
 * @param mode `try` asks the remote for the right to push and sends nothing
 */
export async function pushRefs(
  remote: Remote,
  updates: readonly RefUpdate[],
  mode: 'push' | 'try' = 'push',
): Promise<PushAnswer> {
  await failpoint('before-push');
  const answer = await callRemote(remote, {
    verb: 'push',
    options: [
      ...(mode === 'try' ? ['--dry-run'] : []),
      '--porcelain',
      '--atomic',
      '--no-thin',
      '--no-verify',
      '--no-recurse-submodules',
      ...updates.map(({ ref, from }) => `--force-with-lease=${ref}:${from ?? ''}`),
    ],
    operands: [NAME, ...updates.map(({ ref, to }) => `${to}:${ref}`)],
  });
  await failpoint('after-push');
  return readPush(answer, updates);
}

/**
 * One git process that talks to a remote. The URL and the connection settings travel in the environment,
 * which no other user can read.
 */
export async function callRemote(remote: Remote, request: Omit<GitRequest, 'cwd'>): Promise<GitAnswer> {
  const { store, url, settings, signal } = remote;
  const pairs: readonly (readonly [string, string])[] = [
    [`remote.${NAME}.url`, url],
    // what insteadOf made of it once is final
    [`url.${url}.insteadOf`, url],
    ...settings.map(({ key, value }) => [key, value] as const),
  ];
  const variables = pairs.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${String(i)}`, key] as const,
    [`GIT_CONFIG_VALUE_${String(i)}`, value] as const,
  ]);
  const environment = {
    ...store.call.environment,
    ...request.environment,
    ...Object.fromEntries(variables),
    GIT_CONFIG_COUNT: String(pairs.length),
  };
  try {
    return await runGit({ ...request, cwd: store.call.cwd, environment, signal });
  } catch (error) {
    if (signal?.aborted === true) throw interruption(signal);
    throw error;
  }
}

/** The error that a signal was aborted with, which says whether time was up or somebody stopped the run. */
export function interruption(signal: AbortSignal): AdapterError {
  const { reason } = signal as { readonly reason: unknown };
  return reason instanceof AdapterError ? reason : new AdapterError('INTERRUPTED', 'The run was stopped.');
}
