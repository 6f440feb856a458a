import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVERYTHING } from '../../src/model/selection.ts';
import { BUILT_IN_MODULES, targetNamed } from '../../src/pipeline/built-in.ts';
import { compile } from '../../src/pipeline/compile.ts';
import { openRepository } from '../../src/pipeline/open-repository.ts';
import { DOCUMENTS_PER_UNIT, generateRepository, WORKSPACES } from './generate.ts';

const APPS = 1000;
const RUNS = 5;

/** The check of every object beside the render that makes them, in one process, so that only the check differs. */
const root = mkdtempSync(join(tmpdir(), 'moorline-bench-'));
try {
  generateRepository(root, APPS);
  const times = { false: [] as number[], true: [] as number[] };
  for (let run = 0; run <= RUNS; run++) {
    for (const validate of [false, true]) {
      const seconds = await render(validate);
      // the first run of each also compiles the program
      if (run > 0) times[`${validate}`].push(seconds);
    }
  }
  const [plain, checked] = [Math.min(...times.false), Math.min(...times.true)];
  const documents = APPS * WORKSPACES.length * DOCUMENTS_PER_UNIT;
  const share = ((checked - plain) / plain) * 100;
  process.stdout.write(
    `compile, ${String(documents)} documents: ${plain.toFixed(2)} s, with the check of every object ${checked.toFixed(2)} s: ${share.toFixed(0)} % more\n`,
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function render(validate: boolean): Promise<number> {
  const { reader, configPath } = await openRepository({ dir: root });
  const start = performance.now();
  const { ok, tree } = await compile({
    reader,
    configPath,
    modules: BUILT_IN_MODULES,
    target: targetNamed('kubernetes'),
    selection: EVERYTHING,
    validate,
  });
  const seconds = (performance.now() - start) / 1000;
  if (!ok || tree.units.length !== APPS * WORKSPACES.length)
    throw new Error('the repository does not compile');
  return seconds;
}
