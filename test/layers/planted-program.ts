import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PACKAGES } from '../../.github/layers.mjs';

const root = resolve(import.meta.dirname, '../..');

/** One import, and the rule that refuses it. */
interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: string;
}

export const DEV_PACKAGE = 'planted-dev';
export const STRAY_PACKAGE = 'planted-stray';

/** A program with nothing in it but imports, and what its rules should say about them. */
export class PlantedProgram {
  edges = 0;
  readonly #expected: string[] = [];
  readonly #files = new Map<string, string[]>();

  /** Plants a file without imports. */
  file(path: string): void {
    if (!this.#files.has(path)) this.#files.set(path, ['export const value = 1;']);
  }

  /** Plants an import of a file (a path from the root), a package or a built-in. */
  allow(from: string, to: string, keyword: 'import' | 'import type' = 'import'): void {
    const isFile = /^(src|test|\.github)\//.test(to);
    if (isFile) this.file(to);
    this.file(from);
    const target = isFile ? `./${'../'.repeat(from.split('/').length - 1)}${to}` : to;
    this.#files.get(from)?.push(`${keyword} { value as v${String(this.edges++)} } from '${target}';`);
  }

  /** Plants an import that these rules have to refuse; packages and built-ins by the name they resolve to. */
  forbid(from: string, to: string, ...rules: string[]): void {
    this.allow(from, to);
    const resolved = to.replace(/^node:/, '');
    const isPackage = [...PACKAGES.map(({ name }) => name), DEV_PACKAGE, STRAY_PACKAGE].includes(to);
    this.expect(from, isPackage ? `node_modules/${to}/index.js` : resolved, ...rules);
  }

  expect(from: string, to: string, ...rules: string[]): void {
    for (const rule of rules) this.#expected.push(line({ from, to, rule }));
  }

  /** What the planted rules refuse, one line each, in byte order. */
  expected(): string[] {
    return this.#expected.toSorted();
  }

  /** What dependency-cruiser refuses, one line each, in byte order. */
  async refused(): Promise<string[]> {
    const folder = await mkdtemp(join(tmpdir(), 'moorline-layers-'));
    try {
      for (const [path, lines] of this.#files) await write(join(folder, path), lines.join('\n'));
      await writePackages(folder);
      return (await cruise(folder)).map(line).toSorted();
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

const line = ({ from, to, rule }: Violation): string => `${from} -> ${to}: ${rule}`;

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${text}\n`);
}

/** Stands in for every package of the table, so that the test needs none of them installed. */
async function writePackages(folder: string): Promise<void> {
  const names = [...PACKAGES.map(({ name }) => name), STRAY_PACKAGE];
  const versions = (list: readonly string[]): object =>
    Object.fromEntries(list.map((name) => [name, '1.0.0']));
  const program = {
    name: 'planted',
    dependencies: versions(names),
    devDependencies: versions([DEV_PACKAGE]),
  };
  await write(join(folder, 'package.json'), JSON.stringify(program));
  for (const name of [...names, DEV_PACKAGE]) {
    const home = join(folder, 'node_modules', name);
    await write(join(home, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    await write(join(home, 'index.js'), 'exports.value = 1;');
  }
}

interface Report {
  readonly summary: {
    readonly violations: readonly (Omit<Violation, 'rule'> & { readonly rule: { readonly name: string } })[];
  };
}

async function cruise(folder: string): Promise<Violation[]> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.mjs');
  const output = await run([program, 'src', '--config', config, '--output-type', 'json'], folder);
  const { summary } = JSON.parse(output) as Report;
  return summary.violations.map(({ from, to, rule }) => ({ from, to, rule: rule.name }));
}

/** Violations make the program exit with a code of their own; only a missing report is a failure here. */
function run(args: readonly string[], cwd: string): Promise<string> {
  return new Promise((done, failed) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 1e9 }, (_code, stdout, stderr) => {
      if (stdout.startsWith('{')) done(stdout);
      else failed(new Error(`dependency-cruiser gave no report: ${stderr}`));
    });
  });
}
