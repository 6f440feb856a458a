import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { writeOutput } from '../../src/adapters/files/out-folder.ts';
import { readTree } from '../tools/read-tree.ts';
import { tempFolder } from '../tools/temp-folder.ts';
import { version } from './out-versions.ts';

const CHILD = fileURLToPath(new URL('./out-child.ts', import.meta.url));
/** Kills that have to come while files are written, and tries to get there. */
const WANTED = 3;
const ROUNDS = 30;

/** Starts a process that writes and writes, and kills it at a moment of its own. */
async function killOne(dir: string, start: number, delay: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, dir, String(start)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  await sleep(delay);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

test('after a kill at any moment the next run succeeds and the tree is exact', async () => {
  const dir = tempFolder({ 'mine.txt': 'mine\n', 'w1/mine.txt': 'mine too\n' });
  let interrupted = 0;
  for (let round = 0; round < ROUNDS && interrupted < WANTED; round++) {
    await killOne(dir, round * 100, 3 + ((round * 29) % 170));
    if (readFileSync(join(dir, '.moorline-out'), 'utf8').startsWith('# writing\n')) interrupted += 1;
    const files = version(round);
    expect(await writeOutput({ dir, files, prune: () => true })).toMatchObject({ kind: 'written' });
    const { '.moorline-out': listing = '', ...tree } = readTree(dir);
    const found = Object.entries(tree).filter(([path]) => !path.endsWith('/'));
    const mine = { 'mine.txt': 'mine\n', 'w1/mine.txt': 'mine too\n' };
    expect(Object.fromEntries(found)).toEqual({ ...mine, ...Object.fromEntries(files) });
    expect(listing.split('\n')).toHaveLength(files.size + 1);
    const folders = Object.keys(tree).filter((path) => path.endsWith('/'));
    const empty = folders.filter((folder) => !found.some(([path]) => path.startsWith(folder)));
    expect(empty).toEqual([]);
  }
  // Otherwise the kills came at harmless moments and the test proved nothing.
  expect(interrupted).toBe(WANTED);
});
