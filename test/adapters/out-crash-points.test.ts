import fs, { cpSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { writeOutput } from '../../src/adapters/files/out-folder.ts';
import { readTree } from '../tools/read-tree.ts';
import { tempFolder } from '../tools/temp-folder.ts';

type Files = Readonly<Record<string, string>>;

const STATES: Readonly<Record<string, Files>> = {
  empty: {},
  first: { 'a/one.yaml': '1\n', 'a/two.yaml': '2\n', turn: 'file\n', 'deep/er/x.yaml': 'x\n' },
  second: { 'a/one.yaml': 'one\n', 'turn/in/side.yaml': 'folder\n', 'deep/y.yaml': 'y\n', 'z.yaml': 'z\n' },
  third: { 'a/two.yaml': '2\n', a2: 'a\n', 'turn/in': 'file again\n', 'deep/er': 'no folder\n' },
};
const MINE = { 'mine.txt': 'mine\n', 'deep/mine.txt': 'mine too\n' };
const CHANGES = ['mkdirSync', 'rmSync', 'writeFileSync', 'renameSync', 'unlinkSync', 'rmdirSync'] as const;
const real = { ...fs };

class Crash extends Error {}

/** The call with the given number stops halfway, as a kill would stop it; none after it happens. */
function crashAt(number: number): { readonly calls: () => number } {
  let calls = 0;
  for (const name of CHANGES) {
    const original = real[name] as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...args: unknown[]) => {
        calls += 1;
        if (calls < number) return original(...args);
        if (calls === number && name === 'writeFileSync') {
          const [path, content, options] = args as [string, string, object];
          original(path, content.slice(0, content.length / 2), options);
        }
        throw new Crash(name);
      },
    });
  }
  syncBuiltinESMExports();
  return { calls: () => calls };
}

function heal(): void {
  for (const name of CHANGES) Object.assign(fs, { [name]: real[name] });
  syncBuiltinESMExports();
}

afterEach(heal);

const run = (dir: string, files: Files): ReturnType<typeof writeOutput> =>
  writeOutput({ dir, files: new Map(Object.entries(files)), prune: () => true });

/** True when the run got to its end before the crash. */
async function runAndCrash(dir: string, files: Files, number: number): Promise<boolean> {
  crashAt(number);
  const ended = await run(dir, files).then(
    () => true,
    () => false,
  );
  heal();
  return ended;
}

async function expectExact(dir: string, files: Files, what: string): Promise<void> {
  expect(await run(dir, files), what).toMatchObject({ kind: 'written' });
  const { '.moorline-out': listing = '', ...tree } = readTree(dir);
  const wanted = { ...MINE, ...files };
  const folders = Object.keys(wanted).flatMap((path) => {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_, at) => `${parts.slice(0, at + 1).join('/')}/`);
  });
  expect(tree, what).toEqual({ ...wanted, ...Object.fromEntries(folders.map((folder) => [folder, ''])) });
  expect(listing.split('\n').length - 1, what).toBe(Object.keys(files).length);
}

const names = Object.keys(STATES);
const pairs = names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const));

test.each(pairs)('a crash at any change from %s to %s is repaired by the next run', async (from, to) => {
  const before = tempFolder(MINE);
  await run(before, STATES[from] ?? {});
  const dir = join(tempFolder(), 'out');
  let crashes = 0;
  for (let ended = false, number = 1; !ended; number++) {
    rmSync(dir, { recursive: true, force: true });
    cpSync(before, dir, { recursive: true });
    ended = await runAndCrash(dir, STATES[to] ?? {}, number);
    // The repair may be killed as well, at another place.
    const other = names[(number * 3) % names.length] ?? '';
    await runAndCrash(dir, STATES[other] ?? {}, 1 + ((number * 5) % 17));
    const last = names[(number + to.length) % names.length] ?? '';
    await expectExact(dir, STATES[last] ?? {}, `change ${number}, then ${other}, then ${last}`);
    crashes = number;
  }
  expect(crashes).toBeGreaterThan(5);
});
