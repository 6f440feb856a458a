import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trailersOf, tipOf } from '../check/remote-history.ts';
import { git } from '../rig/git.ts';
import { chooseCases, type Bench, type Row } from '../row.ts';
import { expectCode, finish, openClone, publish, violate, watchClone, type Stage } from '../stage.ts';
import { cloneVariants } from './clone-variants.ts';

/** Sources that are not simply the tip of a branch, and clones that are not simply clones. */
export const sourceRows: readonly Row[] = [
  {
    id: 'S1',
    title: 'source rewritten, unreachable, detached, merged, unborn, dirty',
    counts: { short: 3, long: 21 },
    run: sources,
  },
  { id: 'S2', title: 'clone variants', counts: { short: 4, long: 45 }, run: cloneVariants },
];

async function sources(bench: Bench, count: number): Promise<void> {
  for (const each of chooseCases(
    bench,
    [rewritten, older, unpushed, detached, merged, unborn, dirty],
    count,
  )) {
    await each(bench);
    bench.tally.faults += 1;
  }
}

/** Opens a stage on which commit 3 is published. */
async function published(bench: Bench): Promise<{ stage: Stage; clone: string }> {
  const stage = bench.stage(bench.world());
  const clone = openClone(stage);
  const run = await publish(stage, { clone, source: stage.world.commits[3] ?? '' });
  expectCode(stage, run, { what: 'first publish', codes: [0] });
  return { stage, clone };
}

/** A commit of the remote with the tree of another one. */
function sourceCommit(stage: Stage, parents: readonly string[], like: string): string {
  const options = parents.flatMap((id) => ['-p', id]);
  return git(stage.remote, ['commit-tree', `${like}^{tree}`, ...options], 'feat: another way\n');
}

async function rewritten(bench: Bench): Promise<void> {
  const { stage, clone } = await published(bench);
  const { commits } = stage.world;
  const other = sourceCommit(stage, [commits[2] ?? ''], commits[5] ?? '');
  git(stage.remote, ['update-ref', 'refs/heads/main', other]);
  const fresh = openClone(stage);
  expectCode(stage, await publish(stage, { clone: fresh, source: other }), {
    what: 'history rewritten',
    codes: [6],
  });
  const gone = await publish(stage, { clone, source: commits[4] ?? '' });
  expectCode(stage, gone, { what: 'a commit that main lost', codes: [6] });
  const before = stage.world.branches.map((branch) => tipOf(stage.remote, `refs/heads/${branch}`));
  const flags = ['--allow-rewind'];
  expectCode(stage, await publish(stage, { clone: fresh, source: other, flags }), {
    what: 'rewind',
    codes: [0],
  });
  for (const [i, branch] of stage.world.branches.entries()) expectRewind(stage, branch, before[i]);
  git(stage.remote, ['update-ref', 'refs/heads/main', commits.at(-1) ?? '']);
  await finish(stage, { rewinds: true, flags, isLogWhole: false });
}

/** B9: a new commit on top that says what it left. */
function expectRewind(stage: Stage, branch: string, before: string | undefined): void {
  const ref = `refs/heads/${branch}`;
  const tip = tipOf(stage.remote, ref);
  if (tip === before) return;
  if (git(stage.remote, ['rev-parse', `${ref}^`]) !== before)
    violate(stage, 'I3', `${branch}: rewind is no child`);
  const trailers = trailersOf(git(stage.remote, ['log', '-1', '--format=%B', ref]));
  if (!trailers.has('Rewound-From')) violate(stage, 'expected', `${branch}: no trailer Rewound-From`);
}

async function older(bench: Bench): Promise<void> {
  const { stage, clone } = await published(bench);
  const newest = stage.world.commits.at(-1) ?? '';
  await publish(stage, { clone, source: newest });
  const plain = await publish(stage, { clone, source: stage.world.commits[1] ?? '' });
  expectCode(stage, plain, { what: 'an older source', codes: [0], says: 'superseded' });
  const back = await publish(stage, {
    clone,
    source: stage.world.commits[1] ?? '',
    flags: ['--allow-rewind'],
  });
  expectCode(stage, back, { what: 'rewind to an older source', codes: [0], says: 'pushed' });
  await finish(stage, { clone, rewinds: true });
}

async function unpushed(bench: Bench): Promise<void> {
  const { stage, clone } = await published(bench);
  git(clone, ['commit', '--quiet', '--allow-empty', '--message=feat: not pushed']);
  watchClone(stage, clone);
  expectCode(stage, await publish(stage, { clone, source: 'HEAD' }), {
    what: 'not pushed',
    codes: [6],
    says: 'ush',
  });
  await finish(stage);
}

async function detached(bench: Bench): Promise<void> {
  const { stage, clone } = await published(bench);
  git(clone, ['checkout', '--quiet', '--detach', stage.world.commits[7] ?? '']);
  watchClone(stage, clone);
  const source = stage.world.commits[7] ?? '';
  expectCode(stage, await publish(stage, { clone, source }), { what: 'detached HEAD', codes: [0] });
  expectCode(stage, await publish(stage, { clone, source: 'HEAD' }), {
    what: 'HEAD',
    codes: [0],
    says: 'already',
  });
  stage.runs.pop();
  await finish(stage, { clone });
}

async function merged(bench: Bench): Promise<void> {
  const { stage } = await published(bench);
  const { commits } = stage.world;
  const newest = commits.at(-1) ?? '';
  const side = sourceCommit(stage, [commits[6] ?? ''], commits[8] ?? '');
  const merge = sourceCommit(stage, [newest, side], newest);
  git(stage.remote, ['update-ref', 'refs/heads/main', merge]);
  const clone = openClone(stage);
  expectCode(stage, await publish(stage, { clone, source: side }), { what: 'a merged branch', codes: [0] });
  expectCode(stage, await publish(stage, { clone, source: newest }), {
    what: 'beside a merged branch',
    codes: [6],
  });
  expectCode(stage, await publish(stage, { clone, source: merge }), { what: 'a merge', codes: [0] });
  const late = await publish(stage, { clone, source: side });
  expectCode(stage, late, { what: 'a merged branch, late', codes: [0], says: 'superseded' });
  await finish(stage, { clone: null, isLogWhole: false });
}

async function unborn(bench: Bench): Promise<void> {
  const stage = bench.stage(bench.world());
  const clone = join(stage.folder, 'unborn');
  mkdirSync(clone);
  git(clone, ['init', '--quiet', '--initial-branch=main']);
  git(clone, ['remote', 'add', 'origin', stage.remote]);
  watchClone(stage, clone);
  const run = await publish(stage, { clone, source: 'HEAD' });
  expectCode(stage, run, { what: 'a branch without a commit', codes: [3, 4, 6] });
  await finish(stage);
}

async function dirty(bench: Bench): Promise<void> {
  const { stage, clone } = await published(bench);
  writeFileSync(join(clone, 'moorline.yaml'), 'this: is broken\n');
  writeFileSync(join(clone, 'untracked.txt'), 'x\n');
  watchClone(stage, clone);
  const run = await publish(stage, { clone, source: '' });
  stage.runs.pop();
  expectCode(stage, run, { what: 'a dirty work tree', codes: [0] });
  const warnings = run.report?.diagnostics.filter(({ severity }) => severity === 'warning') ?? [];
  if (warnings.length !== 1)
    violate(stage, 'expected', `a dirty work tree gives ${String(warnings.length)} warnings`);
  await finish(stage, { clone });
}
