import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, tryGit } from '../rig/git.ts';

/** One commit, with the trailers of its last message block. */
export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly trailers: ReadonlyMap<string, string>;
}

/** One line of a reflog. An id of zeros is nothing. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Everything that ever happened to a branch and its record. */
export interface BranchHistory {
  readonly branch: string;
  readonly tip: string | undefined;
  readonly moves: readonly Move[];
  readonly recordTip: string | undefined;
  readonly recordMoves: readonly Move[];
}

/** What a remote went through, read from its reflogs. */
export interface RemoteHistory {
  readonly commits: ReadonlyMap<string, Commit>;
  readonly branches: readonly BranchHistory[];
  /** Whether `older` is `newer` or reached from it. */
  readonly isAncestor: (older: string, newer: string) => boolean;
}

/** Where the record of a branch is. */
export const recordOf = (branch: string): string => `refs/moorline/progress/${branch}`;

/** Reads all commits that refs and reflogs reach. */
export function readHistory(remote: string, branches: readonly string[]): RemoteHistory {
  const commits = readCommits(remote);
  const ancestors = new Map<string, ReadonlySet<string>>();
  const isAncestor = (older: string, newer: string): boolean => {
    const known = ancestors.get(newer) ?? reach(commits, newer);
    ancestors.set(newer, known);
    return known.has(older);
  };
  return {
    commits,
    isAncestor,
    branches: branches.map((branch) => ({
      branch,
      tip: tipOf(remote, `refs/heads/${branch}`),
      moves: movesOf(remote, `refs/heads/${branch}`),
      recordTip: tipOf(remote, recordOf(branch)),
      recordMoves: movesOf(remote, recordOf(branch)),
    })),
  };
}

/** The commit that a ref names, if it exists. */
export function tipOf(remote: string, ref: string): string | undefined {
  const { status, stdout } = tryGit(remote, ['rev-parse', '--verify', '--quiet', ref]);
  return status === 0 ? stdout : undefined;
}

/** Read from the file, because git shows only where a ref went and not where it came from. */
function movesOf(remote: string, ref: string): readonly Move[] {
  const file = join(remote, 'logs', ref);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const [from = '', to = ''] = line.split(' ');
    return { from, to };
  });
}

function readCommits(remote: string): ReadonlyMap<string, Commit> {
  const format = '--format=%H%x00%T%x00%P%x00%B%x01';
  const text = git(remote, ['log', '--all', '--reflog', format]);
  const commits = text.split('\u0001').map((part) => part.trimStart().split('\0'));
  return new Map(
    commits
      .filter(([id]) => id)
      .map(([id = '', tree = '', parents = '', message = '']) => [
        id,
        { id, tree, parents: parents.split(' ').filter(Boolean), trailers: trailersOf(message) },
      ]),
  );
}

/** Keys and values of the last block of a message. */
export function trailersOf(message: string): ReadonlyMap<string, string> {
  const block = message.trimEnd().split(/\n\n+/).at(-1) ?? '';
  return new Map(
    block.split('\n').flatMap((line) => {
      const found = /^([A-Z][A-Za-z-]+): (.*)$/.exec(line);
      return found ? [[found[1] ?? '', found[2] ?? ''] as const] : [];
    }),
  );
}

function reach(commits: ReadonlyMap<string, Commit>, tip: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const todo = [tip];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    todo.push(...(commits.get(id)?.parents ?? []));
  }
  return reached;
}
