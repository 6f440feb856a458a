// Builds dist from nothing, so that no file of an earlier build is left: declarations by tsc, and
// JavaScript bundled into a few files, because a program of many small files starts more slowly.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { notices } from './notices.mjs';

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // leaves out what a constant switches off
  minifySyntax: true,
  // less to read at every start; names stay, for the stack of a crash
  minifyWhitespace: true,
};

/** Some packages are CommonJS and ask for built-ins with `require`. */
const REQUIRE =
  "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);";

/** The program, with its packages inside: it starts a third faster than with packages in hundreds of files. */
async function buildProgram(/** @type {string} */ outdir, /** @type {boolean} */ failpoints) {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: ['src/bin.ts'],
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: REQUIRE },
    // few clusters need it, and it would be a third of the bundle
    external: ['@kubernetes/client-node'],
    define: { MOORLINE_FAILPOINTS: String(failpoints) },
    metafile: true,
  });
  chmodSync(`${outdir}/bin.js`, 0o755);
  return metafile;
}

for (const folder of ['dist', '.cache/failpoints']) rmSync(folder, { recursive: true, force: true });
const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status === 0) {
  const metafile = await buildProgram('dist', false);
  writeFileSync('dist/THIRD_PARTY_NOTICES', notices(metafile));
  // whoever imports the library shares its packages with it
  await build({
    ...COMMON,
    entryPoints: ['src/index.ts'],
    outdir: 'dist',
    chunkNames: 'chunks/library-[hash]',
    packages: 'external',
    define: { MOORLINE_FAILPOINTS: 'false' },
  });
  // the same program for tests that stop it at a named moment
  await buildProgram('.cache/failpoints/dist', true);
  // bin.js looks for package.json beside its folder
  copyFileSync('package.json', '.cache/failpoints/package.json');
}
process.exitCode = status ?? 1;
