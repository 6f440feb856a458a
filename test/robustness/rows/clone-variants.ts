import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { git, tryGit } from '../rig/git.ts';
import { chooseCases, type Bench } from '../row.ts';
import { expectCode, finish, openClone, publish, watchClone, type Stage } from '../stage.ts';
import type { WorldOptions } from '../world/world.ts';

/** One way to have a clone. */
interface Variant {
  readonly name: string;
  readonly world?: Partial<WorldOptions>;
  /** Gives the folder to publish from, and others that must stay as they are; nothing if git cannot. */
  readonly make: (stage: Stage) => readonly string[] | undefined;
}

/** Publishes from every kind of clone; each must give what a full clone gives, and stay as it is. */
export async function cloneVariants(bench: Bench, count: number): Promise<void> {
  for (const variant of chooseCases(bench, VARIANTS, count)) await oneVariant(bench, variant);
}

async function oneVariant(bench: Bench, { name, world = {}, make }: Variant): Promise<void> {
  const stage = bench.stage(bench.world(world));
  const { commits } = stage.world;
  // What is published lies further back than a shallow clone sees.
  const first = await publish(stage, {
    clone: openClone(stage),
    source: commits[bench.chance.below(20)] ?? '',
  });
  expectCode(stage, first, { what: 'first publish', codes: [0] });
  const folders = make(stage);
  const [clone] = folders ?? [];
  if (!folders || clone === undefined) {
    bench.tally.skipped.push(`${name}: not known to this git`);
    return;
  }
  for (const each of folders) watchClone(stage, each);
  bench.tally.faults += 1;
  const run = await publish(stage, { clone, source: 'HEAD' });
  stage.runs.pop();
  expectCode(stage, run, { what: name, codes: [0], says: '"pushed"' });
  const again = await publish(stage, { clone, source: commits.at(-1) ?? '' });
  expectCode(stage, again, { what: `${name}, again`, codes: [0], says: '"already"' });
  await finish(stage, { clone });
}

/** A clone over the transport, as a server would give it. */
function transported(...options: readonly string[]): Variant['make'] {
  return (stage) => {
    const clone = join(stage.folder, 'variant');
    git(stage.folder, ['clone', '--quiet', ...options, `file://${stage.remote}`, clone]);
    return [clone];
  };
}

const VARIANTS: readonly Variant[] = [
  { name: 'depth 1', make: transported('--depth=1') },
  { name: 'depth 3', make: transported('--depth=3', '--no-single-branch') },
  { name: 'without blobs', make: transported('--filter=blob:none') },
  { name: 'without blobs and work tree', make: transported('--filter=blob:none', '--no-checkout') },
  { name: 'without trees', make: transported('--filter=tree:0', '--no-checkout') },
  { name: 'depth 1 without blobs', make: transported('--depth=1', '--filter=blob:none', '--no-checkout') },
  { name: 'sparse', make: transported('--filter=blob:none', '--sparse') },
  { name: 'borrowed objects', make: (stage) => [sharedClone(stage)] },
  { name: 'borrowed objects of another clone', make: transportedFromReference },
  { name: 'a subfolder of the work tree', make: (stage) => [join(openClone(stage), 'apps')] },
  { name: 'a work tree besides', make: besides },
  { name: 'a submodule', make: submodule },
  { name: 'SHA-256', world: { objectFormat: 'sha256' }, make: (stage) => [openClone(stage)] },
  { name: 'SHA-256, depth 1', world: { objectFormat: 'sha256' }, make: transported('--depth=1') },
  { name: 'reftable', make: reftable },
];

function sharedClone(stage: Stage): string {
  const clone = join(stage.folder, 'variant');
  git(stage.folder, ['clone', '--quiet', '--shared', stage.remote, clone]);
  return clone;
}

function transportedFromReference(stage: Stage): readonly string[] {
  const other = openClone(stage);
  return [...(transported(`--reference=${other}`)(stage) ?? []), other];
}

function besides(stage: Stage): readonly string[] {
  const main = openClone(stage);
  const tree = join(stage.folder, 'besides');
  git(main, ['worktree', 'add', '--quiet', '--detach', tree]);
  return [tree, main];
}

function submodule(stage: Stage): readonly string[] {
  const outer = join(stage.folder, 'outer');
  mkdirSync(outer);
  git(outer, ['init', '--quiet', '--initial-branch=main']);
  git(outer, ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', stage.remote, 'platform']);
  git(outer, ['commit', '--quiet', '--message=feat: a platform inside']);
  return [join(outer, 'platform'), outer];
}

function reftable(stage: Stage): readonly string[] | undefined {
  const clone = join(stage.folder, 'variant');
  const { status } = tryGit(stage.folder, ['clone', '--quiet', '--ref-format=reftable', stage.remote, clone]);
  return status === 0 ? [clone] : undefined;
}
