import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workTreeReader } from '../src/adapters/files/work-tree-reader.ts';
import { identityKey, identityOf } from '../src/model/resource.ts';
import { isJsonObject, type Json } from '../src/model/json.ts';
import { compileTree, diagnosticLines } from './tools/compile-tree.ts';
import { kubectl } from './tools/kubectl.ts';

const SAMPLE = join(import.meta.dirname, '..', 'templates', 'sample');
const BIN = join(import.meta.dirname, '..', 'dist', 'bin.js');

let work: string;
beforeAll(() => (work = mkdtempSync(join(tmpdir(), 'moorline-sample-'))));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function tree(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function render(
  root: string,
  out: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
) {
  execFileSync(process.execPath, [BIN, '-C', root, 'render', '--out', out, ...args], {
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
  return tree(out);
}

describe('the sample repository', () => {
  it('has several projects, workspaces, patchers and apps a stack, and no diagnostics', async () => {
    const { repository, diagnostics, traced } = await compileTree(workTreeReader(SAMPLE), true);
    expect(diagnosticLines(diagnostics).filter((line) => !line.startsWith('info'))).toEqual([]);
    expect(repository.projects.length).toBeGreaterThanOrEqual(6);
    expect(repository.workspaces.map(({ name }) => name)).toEqual(['dev', 'prod', 'staging']);
    const apps = traced.map(({ spec }) => new Set(spec.resources.flatMap(({ app }) => app ?? [])).size);
    expect(Math.max(...apps)).toBeGreaterThan(1);
  });

  it('renders the same bytes twice, from shuffled files, elsewhere, and from a commit', () => {
    const first = render(SAMPLE, join(work, 'first'));
    expect(first.size).toBeGreaterThan(30);
    expect(render(SAMPLE, join(work, 'second'))).toEqual(first);

    const shuffled = join(work, 'shuffled');
    const files = [...tree(SAMPLE)].toSorted(([a], [b]) =>
      Array.from(a).reverse().join('').localeCompare(Array.from(b).reverse().join('')),
    );
    for (const [path, text] of files) {
      mkdirSync(dirname(join(shuffled, path)), { recursive: true });
      writeFileSync(join(shuffled, path), text);
    }
    const env = { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Apia' };
    expect(render(shuffled, join(work, 'elsewhere'), { env })).toEqual(first);

    const repository = join(work, 'repository');
    cpSync(SAMPLE, repository, { recursive: true });
    const identity = ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.com'];
    execFileSync('git', ['init', '-q', '-b', 'main', repository]);
    execFileSync('git', ['-C', repository, 'add', '-A']);
    execFileSync('git', ['-C', repository, ...identity, 'commit', '-q', '-m', 'feat: sample']);
    rmSync(join(repository, 'apps'), { recursive: true });
    rmSync(join(repository, 'workspaces'), { recursive: true });
    expect(render(repository, join(work, 'commit'), { args: ['--at', 'HEAD'] })).toEqual(first);
  });

  it('is read back by kubectl exactly as it was meant', async () => {
    const compilation = await compileTree(workTreeReader(SAMPLE), true);
    const out = join(work, 'kubectl');
    for (const [i, { unit, files }] of compilation.tree.units.entries()) {
      const args = files.map(({ path, text }) => {
        const file = join(out, String(i), path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        return ['-f', file];
      });
      const patch = ['patch', '--local', '--type=merge', '-p', '{}', '-o', 'json', ...args.flat()];
      const printed = execFileSync(kubectl(), patch, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 28 });
      const read = printed.split(/(?<=^\})\n(?=\{)/m).map((text) => JSON.parse(text) as Json);
      const meant = compilation.traced[i]?.spec.resources.map(({ object }) => object) ?? [];
      expect(byIdentity(read), `${unit.branch}/${unit.path}`).toEqual(byIdentity(meant));
      expect(read).toHaveLength(files.length);
    }
  });
});

function byIdentity(objects: readonly Json[]): Record<string, Json> {
  return Object.fromEntries(
    objects.filter(isJsonObject).map((object) => [identityKey(identityOf(object)), object]),
  );
}
