import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { emitManifest } from '../../src/manifest/emit.ts';
import { parseManifests } from '../../src/manifest/parse.ts';
import { isJsonObject, type JsonObject } from '../../src/model/json.ts';
import { kubectl } from '../tools/kubectl.ts';
import { DOCUMENTS_PER_UNIT, generateRepository, WORKSPACES } from './generate.ts';
import { measureNode, median, timed, type Cost } from './measure.ts';

const BIN = join(process.cwd(), 'dist', 'bin.js');
const RUNS = 3;
/** Units that the slow loops are run for; they cost the same for each. */
const SAMPLE = 60;

const work = mkdtempSync(join(tmpdir(), 'moorline-bench-'));
try {
  if (!existsSync(BIN)) throw new Error('dist/bin.js is missing; run: npm run build');
  say(`node ${process.version}, ${String(availableParallelism())} × ${cpus()[0]?.model ?? 'unknown'}`);
  const small = render(100);
  const large = render(1000);
  const documents = 1000 * WORKSPACES.length * DOCUMENTS_PER_UNIT;
  say(`growth from 100 to 1,000 apps: ${(large.cost.wall / small.cost.wall).toFixed(1)} times`);
  const ours = documents / large.cost.wall;
  const units = unitFolders(large.out);
  compareLoops(ours, units.slice(0, SAMPLE));
  compareCdk8s(ours, units);
  compareEmitters(units);
  startUp();
} finally {
  rmSync(work, { recursive: true, force: true });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function render(apps: number): { cost: Cost; out: string } {
  const root = join(work, `repository-${String(apps)}`);
  generateRepository(root, apps);
  // a fresh folder each time: some file systems create files slowly where many were just deleted
  const out = (run: number): string => join(work, `out-${String(apps)}-${String(run)}`);
  const cost = median(
    Array.from({ length: RUNS }, (_, run) =>
      measureNode([BIN, '-C', root, 'render', '--out', out(run), '--quiet']),
    ),
  );
  const documents = apps * WORKSPACES.length * DOCUMENTS_PER_UNIT;
  const { wall, user, memory } = cost;
  say(
    `moorline render, ${String(apps)} apps × ${String(WORKSPACES.length)} workspaces, ${String(documents)} documents: ` +
      `${wall.toFixed(2)} s wall, ${user.toFixed(2)} s user, ${memory.toFixed(0)} MiB, ${(documents / wall).toFixed(0)} documents/s`,
  );
  return { cost, out: out(0) };
}

/** The folders that hold the files of one unit. */
function unitFolders(out: string): readonly string[] {
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(`namespace_${path.split('/').at(-3) ?? ''}.yaml`))
    .map((path) => join(out, path, '..'))
    .toSorted();
}

/** One process a unit: what a pipeline of other tools does. */
function compareLoops(ours: number, units: readonly string[]): void {
  const folder = join(work, 'kustomize');
  const copies = units.map((unit, i) => {
    const copy = join(folder, String(i));
    cpSync(unit, copy, { recursive: true });
    const files = readdirSync(copy).filter((name) => name.endsWith('.yaml'));
    writeFileSync(join(copy, 'kustomization.yaml'), stringify({ resources: files }));
    return copy;
  });
  const charts = units.map((unit, i) => {
    const chart = join(work, 'charts', String(i));
    mkdirSync(chart, { recursive: true });
    cpSync(unit, join(chart, 'templates'), { recursive: true });
    writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: unit\nversion: 0.1.0\n');
    return chart;
  });
  loop('kubectl kustomize', kubectl(), { ours, args: copies.map((each) => ['kustomize', each]) });
  loop('kustomize build', 'kustomize', { ours, args: copies.map((each) => ['build', each]) });
  loop('helm template', 'helm', { ours, args: charts.map((each) => ['template', each]) });
}

function loop(
  name: string,
  program: string,
  { ours, args }: { ours: number; args: readonly (readonly string[])[] },
): void {
  if (spawnSync(program, ['version']).error) {
    say(`${name}: not installed, not compared`);
    return;
  }
  const seconds = timed(() => {
    for (const each of args) {
      const { status, stderr } = spawnSync(program, each, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
    }
  });
  const rate = (args.length * DOCUMENTS_PER_UNIT) / seconds;
  say(
    `${name}, loop over ${String(args.length)} units: ${rate.toFixed(0)} documents/s; moorline is ${(ours / rate).toFixed(1)} times as fast`,
  );
}

function objectsOf(unit: string): readonly JsonObject[] {
  return readdirSync(unit)
    .filter((name) => statSync(join(unit, name)).isFile())
    .flatMap((name) => {
      const { documents } = parseManifests(readFileSync(join(unit, name), 'utf8'));
      return documents.map(({ value }) => value).filter(isJsonObject);
    });
}

function compareCdk8s(ours: number, units: readonly string[]): void {
  const objects = units.map(objectsOf);
  const file = join(work, 'objects.json');
  writeFileSync(file, JSON.stringify(objects));
  const cost = median(
    Array.from({ length: RUNS }, (_, i) =>
      measureNode([join(import.meta.dirname, 'cdk8s-render.mjs'), file, join(work, `cdk8s-${String(i)}`)]),
    ),
  );
  const rate = objects.flat().length / cost.wall;
  say(
    `cdk8s, one process: ${cost.wall.toFixed(2)} s, ${rate.toFixed(0)} documents/s; moorline is ${(ours / rate).toFixed(1)} times as fast`,
  );
}

function compareEmitters(units: readonly string[]): void {
  const objects = units.flatMap(objectsOf);
  const ours = Math.min(
    ...Array.from({ length: RUNS }, () =>
      timed(() => {
        for (const object of objects) emitManifest(object);
      }),
    ),
  );
  const theirs = timed(() => {
    for (const object of objects)
      stringify(object, { lineWidth: 0, compat: 'yaml-1.1', sortMapEntries: true });
  });
  say(
    `emitter, ${String(objects.length)} documents: ${ours.toFixed(2)} s, yaml stringify ${theirs.toFixed(2)} s: ${(theirs / ours).toFixed(1)} times as fast`,
  );
}

/** Time to the first useful byte, beside a bare start of Node. */
function startUp(): void {
  const best = (args: readonly string[]): number =>
    Math.min(...Array.from({ length: 9 }, () => measureNode(args).wall));
  const bare = best(['-e', '0']);
  for (const option of ['--version', '--help']) {
    const wall = best([BIN, option]);
    say(
      `moorline ${option}: ${(wall * 1000).toFixed(0)} ms, node -e 0: ${(bare * 1000).toFixed(0)} ms: ${(wall / bare).toFixed(2)} times`,
    );
  }
}
