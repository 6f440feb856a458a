// Renders the sample repository with the built program and shows what came out.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const SAMPLE = 'templates/sample';
const OUT = resolve('.cache/demo');

/**
 * The part of the JSON answer that is shown here.
 * @typedef {object} Unit
 * @property {string} project
 * @property {string} stack
 * @property {string} workspace
 * @property {readonly string[]} files paths below the output folder
 */

/** @returns {readonly Unit[]} */
function render() {
  const args = ['dist/bin.js', '-C', SAMPLE, 'render', '--out', OUT, '--output', 'json'];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (run.status !== 0) {
    console.error(run.stdout);
    throw new Error(`render ended with exit code ${run.status}`);
  }
  /** @type {unknown} */
  const answer = JSON.parse(run.stdout);
  return /** @type {{ data: { units: readonly Unit[] } }} */ (answer).data.units;
}

/** Lines of one unit: its folder, then the files in it. */
function tree(/** @type {Unit} */ unit) {
  const folder = commonFolder(unit.files);
  const files = unit.files.map((file) => `    ${file.slice(folder.length + 1)}`);
  return [`${unit.project}/${unit.stack} in ${unit.workspace}`, `  ${folder}/`, ...files];
}

/** The deepest folder that holds all paths. */
function commonFolder(/** @type {readonly string[]} */ paths) {
  let folder = dirname(paths[0] ?? '');
  while (!paths.every((path) => path.startsWith(`${folder}/`))) folder = dirname(folder);
  return folder;
}

rmSync(OUT, { recursive: true, force: true });
const units = render();
const declared = readdirSync(join(SAMPLE, 'workspaces')).map((file) => file.replace(/\.yaml$/, ''));
const rendered = [...new Set(units.map((unit) => unit.workspace))];
const missing = declared.filter((workspace) => !rendered.includes(workspace));
const files = units.flatMap((unit) => unit.files);
const shown = files.find((file) => file.includes('/deployment_')) ?? files[0];
if (shown === undefined || missing.length > 0)
  throw new Error(`nothing was rendered for ${missing.join(', ')}`);

console.log(`Rendered ${SAMPLE} to .cache/demo\n`);
for (const unit of units) console.log(tree(unit).join('\n'));
console.log(`\n--- ${shown}`);
console.log(readFileSync(join(OUT, shown), 'utf8'));
console.log(`${files.length} files for the workspaces ${rendered.join(', ')}`);
