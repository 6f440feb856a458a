import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit } from '../../src/model/git.ts';
import { commitContent } from '../../src/publish/commit-content.ts';
import { renderedMessage } from '../../src/publish/commit-message.ts';
import { parseCommit } from '../../src/adapters/git/parse-commit.ts';
import { branchDigest, parseRecord, recordContent } from '../../src/publish/record.ts';
import { lastBlock } from '../../src/publish/trailers.ts';
import { gitHash } from '../../src/util/git-hash.ts';
import { gitRepo, runGit, type GitRepo } from '../tools/git-repo.ts';
import { ADA, hostileCommit, sourceCommit, TREE } from '../tools/hostile-source.ts';

/** Stores the text of a commit, which Git checks, and gives its id. */
function store(repo: GitRepo, content: string): string {
  const id = runGit(repo.dir, ['hash-object', '-t', 'commit', '-w', '--stdin'], content);
  expect(id).toBe(gitHash('sha1', 'commit', content));
  repo.git('update-ref', `refs/heads/stored-${id}`, id);
  return id;
}

/** The bytes of an object that Git stored, proven by their hash. */
function contentOf(repo: GitRepo, id: string): Uint8Array {
  const text = runGit(repo.dir, ['cat-file', 'commit', id]);
  for (const end of ['\n', ''])
    if (gitHash('sha1', 'commit', text + end) === id) return Buffer.from(text + end);
  throw new Error(`${id} is no UTF-8`);
}

/** What git log says of a commit, in the form of parseCommit. */
function logged(repo: GitRepo, id: string): Commit {
  const format = ['%T', '%P', '%an', '%ae', '%at', '%ad', '%cn', '%ce', '%ct', '%cd', '%B'].join('%x01');
  const text = repo.git('log', '-1', '--date=format:%z', `--format=${format}`, id);
  const [tree = '', parents = '', ...rest] = text.split('\u0001');
  const [
    name = '',
    email = '',
    seconds,
    offset = '',
    name2 = '',
    email2 = '',
    seconds2,
    offset2 = '',
    message = '',
  ] = rest;
  return {
    id,
    tree,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    author: { name, email, seconds: Number(seconds), offset },
    committer: { name: name2, email: email2, seconds: Number(seconds2), offset: offset2 },
    message,
  };
}

const hostileMessage = (source: Commit, paths: readonly string[] = []): string =>
  renderedMessage({
    source,
    repoURL: 'https://h/o/r',
    previous: source.id,
    rewoundFrom: undefined,
    workspaces: ['prod', 'dev'],
    changes: { units: 1, added: 0, changed: 1, removed: 0 },
    adopted: paths.map((path) => ({ action: 'removed', path })),
    tree: TREE,
    version: '1.4.2',
  });

function gitTrailers(repo: GitRepo, message: string): string {
  return runGit(repo.dir, ['interpret-trailers', '--parse'], message);
}

function ourTrailers(message: string): string {
  return [...lastBlock(message)]
    .flatMap(([key, values]) => values.map((value) => `${key}: ${value}`))
    .join('\n');
}

describe('real git', () => {
  it('accepts our commits and reads the same trailers, whatever the source commit holds', () => {
    const repo = gitRepo();
    repo.git('hash-object', '-t', 'tree', '-w', '/dev/null');
    fc.assert(
      fc.property(hostileCommit, fc.array(fc.string(), { maxLength: 2 }), (source, paths) => {
        const message = hostileMessage(source, paths);
        const { author, committer } = source;
        const id = store(repo, commitContent({ tree: TREE, parents: [], author, committer, message }));
        expect(parseCommit(id, contentOf(repo, id))?.message).toBe(message);
        expect(gitTrailers(repo, message)).toBe(ourTrailers(message));
        expect(repo.git('log', '-1', '--format=%(trailers:only)', id).trimEnd()).toBe(ourTrailers(message));
      }),
      { numRuns: 40 },
    );
    expect(repo.git('fsck', '--strict')).toBe('');
  });

  it.each(['---', '--- a/x', '# ------------------------ >8 ------------------------'])(
    'does not take the message to end at %j',
    (end) => {
      const forged = `s\n\ntext\n\nSource-Commit: forged\n\n${end}\ntext`;
      const message = hostileMessage(sourceCommit(forged));
      expect(ourTrailers(message)).not.toContain('forged');
      expect(gitTrailers(gitRepo(), message)).toBe(ourTrailers(message));
    },
  );

  it('accepts our records', () => {
    const repo = gitRepo();
    repo.git('hash-object', '-t', 'tree', '-w', '/dev/null');
    const tip = repo.commit();
    const sharedInputs = [{ project: 'shop', path: 'shared/größe x' }];
    const source = sourceCommit('s', { committer: { ...ADA, seconds: -1 } });
    const id = store(
      repo,
      recordContent({
        source,
        rendered: tip,
        emptyTree: TREE,
        branch: 'b',
        units: 1,
        branches: ['b'],
        sharedInputs,
      }),
    );
    const commit = parseCommit(id, contentOf(repo, id));
    expect(repo.git('fsck', '--strict')).toBe('');
    expect(gitTrailers(repo, commit?.message ?? '')).toBe(ourTrailers(commit?.message ?? ''));
    expect(parseRecord(commit?.message ?? '')).toEqual({
      source: source.id,
      rendered: tip,
      layout: { units: 1, branches: branchDigest(['b']), sharedInputs },
    });
  });

  it.each([
    ['a root commit', (repo: GitRepo) => repo.git('rev-parse', 'HEAD')],
    [
      'a merge',
      (repo: GitRepo) => {
        repo.git('checkout', '--quiet', '-b', 'side');
        repo.commit({ 'b.txt': 'b' });
        repo.git('checkout', '--quiet', 'main');
        repo.commit({ 'c.txt': 'c' });
        repo.git('merge', '--quiet', '--message=Merge\n\nTwo lines\nof text', 'side');
        return repo.git('rev-parse', 'HEAD');
      },
    ],
    [
      'an empty message',
      (repo: GitRepo) => {
        repo.git('commit', '--quiet', '--allow-empty', '--allow-empty-message', '--message=');
        return repo.git('rev-parse', 'HEAD');
      },
    ],
    [
      'names, offsets and dates of their own',
      (repo: GitRepo) => {
        repo.git(
          'commit',
          '--quiet',
          '--allow-empty',
          '--message=s',
          '--author=Jürgen Größe <>',
          '--date=12345 -0330',
        );
        return repo.git('rev-parse', 'HEAD');
      },
    ],
    [
      'what looks like a merged tag and a signature',
      (repo: GitRepo) => {
        const [tree = ''] = repo.git('log', '-1', '--format=%T').split('\n');
        const content = [
          `tree ${tree}`,
          'author  <ada@example.com> 5 +0100',
          'committer Ada <ada@example.com> 100000 -0800',
          `mergetag object ${repo.git('rev-parse', 'HEAD')}`,
          ' type commit',
          ' tag v1',
          ' tagger Eve <eve@example.com> 1 +0000',
          ' ',
          ' Release',
          'gpgsig -----BEGIN PGP SIGNATURE-----',
          ' ',
          ' author Eve <eve@example.com> 1 +0000',
          ' -----END PGP SIGNATURE-----',
          '',
          'signed',
          '',
        ];
        return store(repo, content.join('\n'));
      },
    ],
  ])('agrees with us about %s', (_, make) => {
    const repo = gitRepo({ 'a.txt': 'a' });
    const id = make(repo);
    const commit = parseCommit(id, contentOf(repo, id));
    const wanted = logged(repo, id);
    // %B ends with a line feed of its own, and log adds one.
    expect({ ...commit, message: commit?.message.trimEnd() }).toEqual({
      ...wanted,
      message: wanted.message.trimEnd(),
    });
  });

  it('agrees with us about bytes that are no UTF-8', () => {
    const repo = gitRepo({ 'a.txt': 'a' });
    const bytes = Buffer.from(
      `tree ${repo.git('log', '-1', '--format=%T')}\nauthor J\xfcrgen <j@b> 1 +0000\ncommitter C <c@d> 2 +0000\n\nGr\xf6\xdfe\n`,
      'latin1',
    );
    writeFileSync(join(repo.dir, 'commit'), bytes);
    const id = repo.git('hash-object', '-t', 'commit', '-w', 'commit');
    expect(id).toBe(gitHash('sha1', 'commit', bytes));
    expect(parseCommit(id, bytes)).toMatchObject({
      author: { name: 'J\ufffdrgen', seconds: 1 },
      message: 'Gr\ufffd\ufffde\n',
    });
    expect(repo.git('cat-file', 'commit', id)).toContain('author J\ufffdrgen <j@b> 1 +0000');
  });
});
