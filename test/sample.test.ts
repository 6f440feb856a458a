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
import { compileTree, diagnosticLines, renderedFiles } from './tools/compile-tree.ts';
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
    const { repository, diagnostics, tree: rendered } = await compileTree(workTreeReader(SAMPLE));
    expect(diagnosticLines(diagnostics).filter((line) => !line.startsWith('info'))).toEqual([]);
    expect(repository.projects.length).toBeGreaterThanOrEqual(6);
    expect(repository.workspaces.map(({ name }) => name)).toEqual(['dev', 'prod', 'staging']);
    const apps = rendered.units.map(
      ({ files }) => new Set(files.flatMap(({ resource }) => resource?.app ?? [])).size,
    );
    expect(Math.max(...apps)).toBeGreaterThan(1);
  });

  it('renders the same bytes twice, from shuffled files, elsewhere, and from a commit', () => {
    const first = render(SAMPLE, join(work, 'first'));
    expect(first.size).toBeGreaterThan(30);
    expect(render(SAMPLE, join(work, 'second'))).toEqual(first);

    const shuffled = join(work, 'shuffled');
    const files = [...tree(SAMPLE)].toSorted(([a], [b]) =>
      [...a]
        .reverse()
        .join('')
        .localeCompare([...b].reverse().join('')),
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
    const compilation = await compileTree(workTreeReader(SAMPLE));
    const all = join(work, 'all.yaml');
    for (const [path, text] of renderedFiles(compilation)) {
      writeFileSync(all, text);
      const read = JSON.parse(
        execFileSync(kubectl(), ['patch', '--local', '-f', all, '--type=merge', '-p', '{}', '-o', 'json'], {
          encoding: 'utf8',
          stdio: 'pipe',
        }),
      ) as Json;
      const meant = compilation.tree.units
        .flatMap(({ unit, files }) =>
          files.map((file) => ({ ...file, path: `${unit.branch}/${unit.path}/${file.path}` })),
        )
        .find((file) => file.path === path)?.resource;
      expect(read, path).toEqual(meant?.object);
      expect(isJsonObject(read) && identityKey(identityOf(read))).toBe(meant && identityKey(meant.id));
    }
  });
});
