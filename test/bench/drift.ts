import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** How many Deployments are compared, and how many of them a page of a list holds. */
const OBJECTS = 1000;
const PAGE = 500;
const RUNS = 5;

/** A Deployment in Git, and as kube-apiserver 1.37.2 gives it back after it was applied and its status was written. */
interface Recorded {
  readonly desired: object;
  readonly live: object;
}

/** Milliseconds of one process that did nothing before. */
interface ColdRun {
  readonly parse: number;
  readonly compare: number;
}

/** Pages are parsed and compared one after the other, and nothing but the verdicts is kept, as in the program. */
const COLD = `
import { readFileSync } from 'node:fs';
import { judgePair } from './src/drift/judge-pair.ts';
const { desired, pages } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const settings = { managers: { ours: [], human: [], controller: [] }, ignore: [] };
const verdicts = [];
const times = { parse: 0, compare: 0 };
for (const page of pages) {
  const start = performance.now();
  const { items } = JSON.parse(page);
  const parsed = performance.now();
  for (const live of items) verdicts.push(judgePair(desired[verdicts.length], live, settings).resource);
  times.parse += parsed - start;
  times.compare += performance.now() - parsed;
}
if (verdicts.some(({ state }) => state !== 'synced')) throw new Error('something drifted');
process.stdout.write(JSON.stringify(times));
`;

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, 'deployments.json'), 'utf8'),
) as readonly Recorded[];

const work = mkdtempSync(join(tmpdir(), 'moorline-bench-'));
try {
  say(`node ${process.version}, ${String(availableParallelism())} × ${cpus()[0]?.model ?? 'unknown'}`);
  const script = await bundled();
  for (const pair of recorded) measure(script, pair);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The comparer as the built program has it: one file of plain JavaScript, and the measured loop. */
async function bundled(): Promise<string> {
  const outfile = join(work, 'cold.mjs');
  await build({
    stdin: { contents: COLD, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    outfile,
  });
  return outfile;
}

function measure(script: string, { desired, live }: Recorded): void {
  const named = (object: object, i: number): string =>
    JSON.stringify(object).replaceAll('web-0000', `web-${String(i).padStart(4, '0')}`);
  const all = Array.from({ length: OBJECTS }, (_, i) => i);
  const pages = Array.from({ length: Math.ceil(OBJECTS / PAGE) }, (_, page) => {
    const items = all.slice(page * PAGE, (page + 1) * PAGE).map((i) => named(live, i));
    return `{"items":[${items.join(',')}]}`;
  });
  const input = join(work, 'input.json');
  const git: unknown[] = all.map((i) => JSON.parse(named(desired, i)) as unknown);
  writeFileSync(input, JSON.stringify({ desired: git, pages }));
  const runs = Array.from({ length: RUNS }, () => cold(script, input));
  const [parse, compare] = [middle(runs.map((run) => run.parse)), middle(runs.map((run) => run.compare))];
  const size = (JSON.stringify(live).length / 1000).toFixed(1);
  say(
    `drift, ${String(OBJECTS)} Deployments of ${size} kB in sync, new process: parse ${parse.toFixed(0)} ms, ` +
      `compare ${compare.toFixed(0)} ms, ${((compare / OBJECTS) * 1000).toFixed(0)} µs each, ` +
      `${((parse + compare) / parse).toFixed(1)} times the parse alone`,
  );
}

function cold(script: string, input: string): ColdRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, input], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the comparison ended with ${String(status)}: ${stderr}`);
  return JSON.parse(stdout) as ColdRun;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
