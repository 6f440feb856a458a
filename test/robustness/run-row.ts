import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectedTrees } from './check/expected-trees.ts';
import { freshRender } from './oracle.ts';
import { random } from './random.ts';
import type { Bench, Row } from './row.ts';
import { openStage, type KnownWorld } from './stage.ts';
import { newTally, type Tally } from './tally.ts';
import { makeWorld, type WorldOptions } from './world/world.ts';

/** Runs rows with one seed; worlds and what they have to give are shared. */
export interface Suite {
  readonly run: (row: Row, count: number) => Promise<Tally>;
  /** Removes everything that was made. */
  readonly close: () => void;
}

/** Opens a suite in the temp folder. */
export function openSuite(seed: number): Suite {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'moorline-rig-')));
  const worlds = new Map<string, KnownWorld>();
  const known = (options: Partial<WorldOptions> = {}): KnownWorld => {
    const full: WorldOptions = { ...DEFAULTS, ...options };
    const key = JSON.stringify(full);
    const found = worlds.get(key) ?? openWorld(join(root, `world-${String(worlds.size)}`), seed, full);
    worlds.set(key, found);
    return found;
  };
  return {
    run: (row, count) => runRow({ row, count, seed, root, known }),
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

const DEFAULTS: WorldOptions = { layout: 'branches', workspaces: ['dev', 'staging', 'prod'], commits: 40 };

function openWorld(folder: string, seed: number, options: WorldOptions): KnownWorld {
  const world = makeWorld(folder, random(seed).fork(options.layout), options);
  return { world, expected: expectedTrees(freshRender(world)) };
}

interface Job {
  readonly row: Row;
  readonly count: number;
  readonly seed: number;
  readonly root: string;
  readonly known: Bench['world'];
}

async function runRow({ row, count, seed, root, known }: Job): Promise<Tally> {
  const tally = newTally(row.id);
  const cleanups: (() => unknown)[] = [];
  const state = { folders: 0 };
  const folder = (name: string): string => {
    const made = join(root, `${row.id}-${name}-${String(state.folders++)}`);
    mkdirSync(made);
    cleanups.push(() => rmSync(made, { recursive: true, force: true }));
    return made;
  };
  const bench: Bench = {
    chance: random(seed).fork(row.id),
    tally,
    world: known,
    stage: (world) => openStage(world, tally, folder('stage')),
    folder,
    defer: (cleanup) => void cleanups.push(cleanup),
  };
  try {
    await row.run(bench, count);
  } catch (error) {
    tally.violations.push({
      promise: 'expected',
      detail: `the row stopped: ${String(error).replaceAll(/\s+/g, ' ').slice(0, 600)}`,
    });
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  }
  return tally;
}
