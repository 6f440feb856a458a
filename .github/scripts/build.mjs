// Builds dist from nothing, so that no file of an earlier build is left: declarations by tsc, and
// JavaScript bundled into a few files, because a program of many small files starts more slowly.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

for (const folder of ['dist', '.cache/failpoints']) rmSync(folder, { recursive: true, force: true });
const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
/** The same program twice: the one that is published, and one that a test can stop at a named moment. */
const BUNDLES = [
  { outdir: 'dist', failpoints: false },
  { outdir: '.cache/failpoints/dist', failpoints: true },
];
for (const { outdir, failpoints } of status === 0 ? BUNDLES : []) {
  await build({
    entryPoints: ['src/bin.ts', 'src/index.ts'],
    outdir,
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // leaves out what a constant switches off
    minifySyntax: true,
    chunkNames: 'chunks/[name]-[hash]',
    define: { MOORLINE_FAILPOINTS: String(failpoints) },
  });
  chmodSync(`${outdir}/bin.js`, 0o755);
}
// bin.js looks for package.json beside its folder
if (status === 0) copyFileSync('package.json', '.cache/failpoints/package.json');
process.exitCode = status ?? 1;
