import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one run of a program cost. Times in seconds, memory in MiB. */
export interface Cost {
  readonly wall: number;
  readonly user: number;
  readonly memory: number;
}

/** Runs a Node script and reads its own account of time and memory when it ends. */
export function measureNode(args: readonly string[], cwd = process.cwd()): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'moorline-bench-'));
  const file = join(folder, 'usage.json');
  const hook = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(file)},JSON.stringify(process.resourceUsage())))`;
  try {
    const start = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, ...args],
      {
        cwd,
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      },
    );
    const wall = (performance.now() - start) / 1000;
    if (status !== 0)
      throw new Error(`${args.join(' ')} ended with ${String(status)}: ${stderr.slice(0, 2000)}`);
    const usage = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ResourceUsage;
    return { wall, user: usage.userCPUTime / 1e6, memory: usage.maxRSS / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The run in the middle of several, by wall time. */
export function median(runs: readonly Cost[]): Cost {
  const sorted = runs.toSorted((a, b) => a.wall - b.wall);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}

/** Seconds that a function takes. */
export function timed(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}
