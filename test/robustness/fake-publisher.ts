import { tryGit, git } from './rig/git.ts';
import { recordOf, tipOf } from './check/remote-history.ts';
import type { RunRecord } from './check/run-record.ts';

/** One run of a publisher that is told what to do wrong. */
export interface FakeRun {
  readonly remote: string;
  readonly branch: string;
  readonly source: string;
  readonly tree: string;
  /** Defaults to the tip. */
  readonly parent?: string;
  /** A text that makes the commit another one. */
  readonly note?: string;
  readonly isRecorded?: boolean;
  readonly claim?: { readonly state: string; readonly code: number };
}

/** Writes a rendered commit and its record with plain git, and says so as `publish` does. */
export function fakePublish(run: FakeRun): RunRecord {
  const { remote, branch, source, tree, note = '', isRecorded = true } = run;
  const parent = run.parent ?? tipOf(remote, `refs/heads/${branch}`);
  const message = `render${note}\n\nSource-Commit: ${source}\nRendered-Tree: ${tree}\n`;
  const parents = parent === undefined ? [] : ['-p', parent];
  const commit = git(remote, ['commit-tree', tree, ...parents], message);
  git(remote, ['update-ref', '-m', 'push', `refs/heads/${branch}`, commit]);
  if (isRecorded) fakeRecord({ remote, branch, source, commit });
  return fakeAnswer({ branch, source, commit, ...(run.claim ?? { state: 'pushed', code: 0 }) });
}

/** Moves a record alone. */
export function fakeRecord(to: {
  readonly remote: string;
  readonly branch: string;
  readonly source: string;
  readonly commit: string;
}): void {
  const empty = git(to.remote, ['hash-object', '-t', 'tree', '-w', '--stdin']);
  const message = `record\n\nSource-Commit: ${to.source}\nRendered-Commit: ${to.commit}\n`;
  const record = git(to.remote, ['commit-tree', empty], message);
  // As git does it when somebody pushes with force.
  tryGit(to.remote, ['update-ref', '--create-reflog', '-m', 'push', recordOf(to.branch), record]);
}

/** A run that says something, whether it is true or not. */
export function fakeAnswer(said: {
  readonly branch: string;
  readonly source: string;
  readonly commit: string;
  readonly state: string;
  readonly code: number;
}): RunRecord {
  const { branch, source, commit, state, code } = said;
  return {
    source,
    flags: [],
    disturbed: false,
    ended: { code, signal: null, stdout: '', stderr: '', millis: 0, leftBehind: false },
    report: {
      ok: code === 0,
      exitCode: code,
      diagnostics: [],
      data: { branches: [{ branch, state, base: null, commit, reason: null }] },
    },
  };
}
