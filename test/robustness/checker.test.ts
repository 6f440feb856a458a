import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../tools/temp-folder.ts';
import { checkHistory } from './check/check-history.ts';
import { checkRemote } from './check/check-remote.ts';
import { compareFingerprints, fingerprint } from './check/clone-fingerprint.ts';
import { readHistory, tipOf } from './check/remote-history.ts';
import type { RunRecord } from './check/run-record.ts';
import { fakeAnswer, fakePublish, fakeRecord } from './fake-publisher.ts';
import { git } from './rig/git.ts';

const BRANCH = 'rendered/dev';

interface Bench {
  readonly remote: string;
  readonly sources: readonly string[];
  readonly tree: (source: string) => string;
  /** Publishes the n-th source commit without a mistake. */
  readonly publish: (n: number, mistake?: Partial<Parameters<typeof fakePublish>[0]>) => RunRecord;
  readonly promises: (runs: readonly RunRecord[]) => readonly string[];
}

/** A remote with five source commits, whose render is one file that holds the number. */
function bench(): Bench {
  const remote = tempFolder();
  git(remote, ['init', '--quiet', '--bare', '--initial-branch=main']);
  git(remote, ['config', 'core.logAllRefUpdates', 'always']);
  const sources: string[] = [];
  const trees = new Map<string, string>();
  for (const number of ['1', '2', '3', '4', '5']) {
    const blob = git(remote, ['hash-object', '-w', '--stdin'], number);
    const tree = git(remote, ['mktree'], `100644 blob ${blob}\tnumber\n`);
    const parents = sources.slice(-1).flatMap((id) => ['-p', id]);
    const source = git(remote, ['commit-tree', tree, ...parents, '-m', number]);
    sources.push(source);
    trees.set(source, tree);
  }
  git(remote, ['update-ref', 'refs/heads/main', sources.at(-1) ?? '']);
  const tree = (source: string): string => trees.get(source) ?? '';
  const publish: Bench['publish'] = (n, mistake = {}) => {
    const source = sources[n - 1] ?? '';
    return fakePublish({ remote, branch: BRANCH, source, tree: tree(source), ...mistake });
  };
  const promises = (runs: readonly RunRecord[]): readonly string[] => {
    const found = checkHistory(readHistory(remote, [BRANCH]), runs, { tree });
    return [...new Set(found.map(({ promise }) => promise))].toSorted();
  };
  return { remote, sources, tree, publish, promises };
}

describe('the checker', () => {
  it('finds nothing where nothing is wrong', () => {
    const { remote, sources, publish, promises } = bench();
    const runs = [publish(1), publish(3)];
    const commit = tipOf(remote, `refs/heads/${BRANCH}`) ?? '';
    fakeRecord({ remote, branch: BRANCH, source: sources[3] ?? '', commit });
    runs.push(fakeAnswer({ branch: BRANCH, source: sources[3] ?? '', commit, state: 'noop', code: 0 }));
    runs.push(fakeAnswer({ branch: BRANCH, source: sources[1] ?? '', commit, state: 'superseded', code: 0 }));
    expect(promises(runs)).toEqual([]);
    expect(checkRemote(remote)).toEqual([]);
  });

  it('sees a tip that mixes two renders', () => {
    const { sources, tree, publish, promises } = bench();
    expect(promises([publish(1), publish(2, { tree: tree(sources[0] ?? '') })])).toEqual(['I1']);
  });

  it('sees a lost update', () => {
    const { remote, publish, promises } = bench();
    const runs = [publish(1)];
    const base = tipOf(remote, `refs/heads/${BRANCH}`) ?? '';
    runs.push(publish(2), publish(3, { parent: base }));
    expect(promises(runs)).toEqual(['I2', 'I3']);
  });

  it('sees an older source over a newer one', () => {
    const { publish, promises } = bench();
    expect(promises([publish(3), publish(2)])).toEqual(['I4']);
  });

  it('sees a branch that moves without its record', () => {
    const { publish, promises } = bench();
    expect(promises([publish(1), publish(2, { isRecorded: false })])).toEqual(['I4', 'I6']);
  });

  it('sees a record of something that never was the tip', () => {
    const { remote, sources, publish, promises } = bench();
    const run = publish(1);
    fakeRecord({ remote, branch: BRANCH, source: sources[1] ?? '', commit: sources[0] ?? '' });
    expect(promises([run])).toEqual(['I4']);
  });

  it('sees a false "pushed"', () => {
    const { sources, publish, promises } = bench();
    const run = publish(1);
    const said = { branch: BRANCH, source: sources[1] ?? '', commit: sources[1] ?? '' };
    expect(promises([run, fakeAnswer({ ...said, state: 'pushed', code: 0 })])).toEqual(['I2', 'I6']);
    expect(promises([publish(2, { claim: { state: 'pushed', code: 7 } })])).toEqual(['I6']);
  });

  it('sees a "superseded" that nothing supersedes', () => {
    const { remote, sources, publish, promises } = bench();
    const run = publish(1);
    const commit = tipOf(remote, `refs/heads/${BRANCH}`) ?? '';
    const said = { branch: BRANCH, source: sources[1] ?? '', commit, state: 'superseded', code: 0 };
    expect(promises([run, fakeAnswer(said)])).toEqual(['I6']);
  });

  it('sees success without a state of success', () => {
    const { publish, promises } = bench();
    expect(promises([publish(1, { claim: { state: 'unknown', code: 0 } })])).toEqual(['I6']);
  });

  it('sees two commits of one source', () => {
    const { publish, promises } = bench();
    expect(promises([publish(1), publish(1, { note: ' again' })])).toEqual(['I7']);
  });

  it('sees locks and broken objects', () => {
    const { remote, publish } = bench();
    publish(1);
    writeFileSync(join(remote, 'refs/heads/main.lock'), '');
    expect(checkRemote(remote).map(({ promise }) => promise)).toEqual(['locks']);
    const folder = join(
      remote,
      'objects',
      readdirSync(join(remote, 'objects')).find((name) => name.length === 2) ?? '',
    );
    rmSync(folder, { recursive: true });
    expect(checkRemote(remote).map(({ promise }) => promise)).toEqual(['fsck', 'locks']);
  });

  it('sees a clone that was touched', () => {
    const clone = tempFolder();
    git(clone, ['init', '--quiet']);
    const before = fingerprint(clone);
    mkdirSync(join(clone, '.git/moorline/objects'), { recursive: true });
    writeFileSync(join(clone, '.git/moorline/objects/pack'), '');
    expect(compareFingerprints(before, fingerprint(clone))).toEqual([]);
    git(clone, [
      'update-ref',
      'refs/heads/x',
      git(clone, ['commit-tree', git(clone, ['write-tree']), '-m', 'x']),
    ]);
    expect(compareFingerprints(before, fingerprint(clone)).map(({ promise }) => promise)).toEqual(['I8']);
  });
});
