// Builds dist from nothing, so that no file of an earlier build is left: declarations by tsc, and
// JavaScript bundled into a few files, because a program of many small files starts more slowly.
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status === 0) {
  await build({
    entryPoints: ['src/bin.ts', 'src/index.ts'],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    chunkNames: 'chunks/[name]-[hash]',
  });
  chmodSync('dist/bin.js', 0o755);
}
process.exitCode = status ?? 1;
