import { chmodSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { recordOf, tipOf } from '../check/remote-history.ts';
import { treeContent } from '../oracle.ts';
import { git } from '../rig/git.ts';
import { chooseCases, type Bench, type Row } from '../row.ts';
import { expectCode, finish, openClone, publish, violate, type Finish, type Stage } from '../stage.ts';
import { count as countOutcome } from '../tally.ts';
import { human, type Human } from './human.ts';

/** Rendered branches that somebody changed or broke. */
export const brokenBranchRows: readonly Row[] = [
  {
    id: 'B1',
    title: 'corrupted branch or record',
    counts: { short: 3, long: 27 },
    run: (b, n) => damageAll(b, n, CORRUPTED),
  },
  {
    id: 'B2',
    title: 'branch deleted, recreated, moved, in the way',
    counts: { short: 2, long: 12 },
    run: (b, n) => damageAll(b, n, MOVED),
  },
];

/** What was done to a branch, and what the next publish makes of it. */
interface Damage {
  readonly what: string;
  readonly codes: readonly number[];
  readonly says?: string;
  /** Breaks something; gives what the person pushed, and how to mend what no publish mends. */
  readonly harm: (stage: Stage, branch: string) => Promise<Harm> | Harm;
  /** True when the logs of the remote no longer tell everything. */
  readonly isLogSpoiled?: boolean;
}

interface Harm {
  readonly foreign?: string;
  readonly mend?: () => void;
}

async function damageAll(bench: Bench, count: number, list: readonly Damage[]): Promise<void> {
  for (const damage of chooseCases(bench, list, count)) await damageOne(bench, damage);
}

async function damageOne(
  bench: Bench,
  { what, codes, says, harm, isLogSpoiled = false }: Damage,
): Promise<void> {
  const stage = bench.stage(bench.world());
  // Loose objects can be broken one by one.
  git(stage.remote, ['config', 'receive.unpackLimit', '100000']);
  const clone = openClone(stage);
  for (const source of stage.world.commits.slice(0, 3)) await publish(stage, { clone, source });
  const { foreign, mend } = await harm(stage, 'rendered/dev');
  const before = stage.world.branches.map((branch) => tipOf(stage.remote, `refs/heads/${branch}`)).join();
  const run = await publish(stage, {
    clone,
    source: stage.world.commits[20] ?? '',
    flags: ['--timeout', '20'],
  });
  bench.tally.faults += 1;
  countOutcome(bench.tally, `${what} → ${String(run.ended.code)}`);
  expectCode(stage, run, { what, codes, ...(says === undefined ? {} : { says }) });
  const after = stage.world.branches.map((branch) => tipOf(stage.remote, `refs/heads/${branch}`)).join();
  if (run.ended.code !== 0 && before !== after) violate(stage, 'I9', `${what}: refs moved all the same`);
  mend?.();
  const end: Finish = { clone, flags: ['--adopt'], isLogWhole: !isLogSpoiled };
  await expectRender(stage, clone);
  await finish(stage, foreign === undefined ? end : { ...end, foreign: new Set([foreign]) });
}

/** `--adopt` makes every branch the render of the newest source again, whatever was there. */
async function expectRender(stage: Stage, clone: string): Promise<void> {
  const source = stage.world.commits.at(-1) ?? '';
  const run = await publish(stage, { clone, source, flags: ['--adopt'] });
  expectCode(stage, run, { what: '--adopt', codes: [0] });
  await stage.expected.learn([source]);
  for (const branch of stage.world.branches) {
    const found = tipOf(stage.remote, `refs/heads/${branch}`);
    const body = found === undefined ? undefined : treeContent(stage.remote, found).body;
    if (body !== stage.expected.of(source, branch)?.body) violate(stage, 'I1', `${branch} after --adopt`);
  }
}

const tip = (stage: Stage, branch: string): string => tipOf(stage.remote, `refs/heads/${branch}`) ?? '';

/** Points a record at something and puts it back later. */
function forgeRecord(stage: Stage, branch: string, to: string): Harm {
  const was = tipOf(stage.remote, recordOf(branch)) ?? '';
  git(stage.remote, ['update-ref', recordOf(branch), to]);
  return { mend: () => void git(stage.remote, ['update-ref', recordOf(branch), was]) };
}

function recordSaying(stage: Stage, text: string): string {
  const empty = git(stage.remote, ['hash-object', '-t', 'tree', '-w', '--stdin']);
  return git(stage.remote, ['commit-tree', empty], `record\n\n${text}\n`);
}

/** A person changes one file of a branch. */
async function edit(person: Human, path: string, change: (text: string) => string): Promise<Harm> {
  const text = readFileSync(join(person.folder, path), 'utf8');
  return { foreign: (await person.push({ [path]: change(text) })) ?? '' };
}

const CORRUPTED: readonly Damage[] = [
  {
    what: 'a blob is missing',
    codes: [0, 6, 7],
    harm: (stage, branch) => {
      const entries = git(stage.remote, ['ls-tree', '-r', `refs/heads/${branch}`]).split('\n');
      const blob = entries.find((line) => line.includes('service_'))?.split(/\s/)[2] ?? '';
      const file = join(stage.remote, 'objects', blob.slice(0, 2), blob.slice(2));
      if (!existsSync(file)) throw new Error(`${file} is no loose object`);
      chmodSync(file, 0o644);
      renameSync(file, `${file}.aside`);
      // A run that sends the blob again has mended it itself.
      return { mend: () => renameSync(`${file}.aside`, file) };
    },
  },
  {
    what: 'a file was edited by hand',
    codes: [6],
    says: 'service_',
    harm: (stage, branch) => {
      const paths = git(stage.remote, ['ls-tree', '-r', '--name-only', `refs/heads/${branch}`]).split('\n');
      const path = paths.find((each) => each.includes('service_')) ?? '';
      return edit(human(stage, branch), path, (text) => text.replace('port: 80', 'port: 81'));
    },
  },
  {
    what: 'the metadata names another source',
    codes: [6],
    says: 'hydrator.metadata',
    harm: (stage, branch) =>
      edit(human(stage, branch), 'hydrator.metadata', (text) =>
        text.replace(/"drySha": "[0-9a-f]+"/, `"drySha": "${stage.world.commits[30] ?? ''}"`),
      ),
  },
  {
    what: 'trailers are forged',
    codes: [6],
    harm: async (stage, branch) => {
      const message = `x\n\nSource-Commit: ${stage.world.commits[30] ?? ''}\nRendered-Tree: ${git(stage.remote, ['rev-parse', `${branch}^{tree}`])}`;
      return { foreign: (await human(stage, branch).push({ 'extra.yaml': 'a: 1\n' }, message)) ?? '' };
    },
  },
  {
    what: 'the record is gone',
    codes: [0],
    isLogSpoiled: true,
    harm: (stage, branch) => {
      git(stage.remote, ['update-ref', '-d', recordOf(branch)]);
      return {};
    },
  },
  {
    what: 'the record is a source commit',
    codes: [6, 7],
    isLogSpoiled: true,
    harm: (stage, branch) => forgeRecord(stage, branch, stage.world.commits[2] ?? ''),
  },
  {
    what: 'the record names a commit that does not exist',
    codes: [6, 7],
    isLogSpoiled: true,
    harm: (stage, branch) => {
      const nowhere = '12'.repeat(tip(stage, branch).length / 2);
      const text = `Source-Commit: ${stage.world.commits[2] ?? ''}\nRendered-Commit: ${nowhere}`;
      return forgeRecord(stage, branch, recordSaying(stage, text));
    },
  },
  {
    what: 'the record names a source that does not exist',
    codes: [6, 7],
    isLogSpoiled: true,
    harm: (stage, branch) => {
      const nowhere = '12'.repeat(tip(stage, branch).length / 2);
      const text = `Source-Commit: ${nowhere}\nRendered-Commit: ${tip(stage, branch)}`;
      return forgeRecord(stage, branch, recordSaying(stage, text));
    },
  },
  {
    what: 'the record is a blob',
    codes: [6, 7],
    isLogSpoiled: true,
    harm: (stage, branch) =>
      forgeRecord(stage, branch, git(stage.remote, ['hash-object', '-w', '--stdin'], 'x')),
  },
];

const MOVED: readonly Damage[] = [
  {
    what: 'the branch is gone',
    codes: [6],
    isLogSpoiled: true,
    harm: (stage, branch) => {
      git(stage.remote, ['update-ref', '-d', `refs/heads/${branch}`]);
      return {};
    },
  },
  {
    what: 'the branch was made anew',
    codes: [6],
    isLogSpoiled: true,
    harm: (stage, branch) => {
      const blob = git(stage.remote, ['hash-object', '-w', '--stdin'], 'a: 1\n');
      const tree = git(stage.remote, ['mktree'], `100644 blob ${blob}\tother.yaml\n`);
      git(stage.remote, [
        'update-ref',
        `refs/heads/${branch}`,
        git(stage.remote, ['commit-tree', tree], 'mine'),
      ]);
      return {};
    },
  },
  {
    what: 'the branch was put back to an older render',
    codes: [6],
    isLogSpoiled: true,
    harm: (stage, branch) => {
      const older = git(stage.remote, ['rev-list', '--max-parents=0', branch]);
      if (older === tip(stage, branch)) throw new Error('the branch has one commit only');
      git(stage.remote, ['update-ref', `refs/heads/${branch}`, older]);
      return {};
    },
  },
  {
    what: 'a branch stands where a folder of branches has to be',
    codes: [6, 7],
    isLogSpoiled: true,
    harm: (stage) => {
      for (const branch of stage.world.branches) {
        git(stage.remote, ['update-ref', '-d', `refs/heads/${branch}`]);
        git(stage.remote, ['update-ref', '-d', recordOf(branch)]);
      }
      git(stage.remote, ['update-ref', 'refs/heads/rendered', stage.world.commits[0] ?? '']);
      return { mend: () => void git(stage.remote, ['update-ref', '-d', 'refs/heads/rendered']) };
    },
  },
];
