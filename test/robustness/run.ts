import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BIN } from './program.ts';
import { openSuite } from './run-row.ts';
import { ROWS } from './rows/index.ts';
import { p95, type Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string' },
    scale: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const wanted = values.only?.split(',');
const rows = ROWS.filter(({ id }) => wanted?.includes(id) ?? true);
if (!existsSync(BIN)) throw new Error(`${BIN} is missing: run "npm run build".`);
if (rows.length === 0) throw new Error(`no such row; there are ${ROWS.map(({ id }) => id).join(', ')}`);

say(`seed ${String(seed)}, scale ${values.scale}, node ${process.version}`);
const suite = openSuite(seed);
let violations = 0;
try {
  for (const row of rows) {
    const start = performance.now();
    const tally = await suite.run(row, Math.ceil(row.counts.long * Number(values.scale)));
    violations += tally.violations.length;
    show(row.title, tally, (performance.now() - start) / 1000);
  }
} finally {
  suite.close();
}
say(violations === 0 ? 'no violation' : `${String(violations)} violations`);
process.exitCode = violations === 0 ? 0 : 1;

function show(title: string, tally: Tally, seconds: number): void {
  const outcomes = [...tally.outcomes].map(([name, times]) => `${name}: ${String(times)}`).join(', ');
  say(
    `${tally.id.padEnd(3)} ${title} | runs ${String(tally.runs)} | faults ${String(tally.faults)} | ${outcomes} | ` +
      `p95 ${(p95(tally) / 1000).toFixed(2)} s | ${seconds.toFixed(0)} s | violations ${String(tally.violations.length)}`,
  );
  for (const reason of tally.skipped) say(`    skipped: ${reason}`);
  for (const { promise, detail } of tally.violations.slice(0, 20)) say(`    ${promise}: ${detail}`);
  if (tally.violations.length > 0)
    say(`    again: npm run robustness -- --only ${tally.id} --seed ${String(seed)} --scale ${values.scale}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
