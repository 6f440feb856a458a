import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workTreeReader } from '../src/adapters/files/work-tree-reader.ts';
import type { Code } from '../src/diagnostics/codes.ts';
import type { JsonDiagnostic } from '../src/report/diagnostic-json.ts';
import { ATTACKS, SLIPS, SOUND, type BadInput } from './bad-input/cases.ts';
import { moorline, moorlineHere, type CliRun } from './tools/cli.ts';
import { asNobody } from './tools/as-nobody.ts';
import { compileTree, diagnosticLines } from './tools/compile-tree.ts';
import { gitClone, gitRepo } from './tools/git-repo.ts';
import { makeFifo } from './tools/make-fifo.ts';
import { readTimes, readTree } from './tools/read-tree.ts';
import { tempFolder, writeTree, type Tree } from './tools/temp-folder.ts';

interface Envelope {
  readonly schemaVersion: string;
  readonly command: string | null;
  readonly ok: boolean;
  readonly exitCode: number;
  readonly diagnostics: readonly JsonDiagnostic[];
  readonly data: unknown;
}

let out: string;

/** A folder that an earlier render filled, with a file of somebody else in it. */
beforeAll(async () => {
  const work = realpathSync.native(mkdtempSync(join(tmpdir(), 'moorline-bad-input-')));
  out = join(work, 'out');
  writeTree(join(work, 'sound'), SOUND);
  const { code, stderr } = await moorline(['-C', join(work, 'sound'), 'render', '--out', out]);
  expect(stderr).toContain('2 written');
  expect(code).toBe(0);
  writeFileSync(join(out, 'NOTES.md'), 'Not written by render.\n');
});

afterAll(() => rmSync(join(out, '..'), { recursive: true, force: true }));

function envelopeOf({ stdout }: CliRun): Envelope {
  return JSON.parse(stdout) as Envelope;
}

const placeOf = ({ range }: JsonDiagnostic): string =>
  range === null ? '' : `${range.filename}:${String(range.start.line)}:${String(range.start.column)}`;

const errorsOf = (run: CliRun): readonly JsonDiagnostic[] =>
  envelopeOf(run).diagnostics.filter(({ severity }) => severity === 'error');

/** What the text form says about errors: `CODE file:line:column` of each. */
function errorsInText(text: string): readonly string[] {
  return [...text.matchAll(/^error\[([A-Z0-9_]+)\].*\n *--> (.+)$/gm)].map(
    ([, code = '', place = '']) => `${code} ${place}`,
  );
}

type Program = (args: readonly string[]) => Promise<CliRun>;

/** Renders a repository over the filled folder in both forms, and proves that the folder stays as it is. */
async function renderBad(
  root: string,
  program: Program = moorlineHere,
): Promise<{ readonly text: CliRun; readonly json: CliRun }> {
  const before = { tree: readTree(out), times: readTimes(out) };
  const render = ['-C', root, 'render', '--out', out];
  const [text, json] = await Promise.all([moorlineHere(render), program([...render, '--output', 'json'])]);
  expect({ tree: readTree(out), times: readTimes(out) }).toEqual(before);
  return { text, json };
}

type Wanted = Pick<BadInput, 'code' | 'at' | 'says'>;

/** Checks the one error that a repository has to give, in both forms. */
async function expectError(root: string, { code, at, says = '' }: Wanted, program?: Program): Promise<void> {
  const { text, json } = await renderBad(root, program);
  expect(errorsInText(text.stderr)).toEqual([`${code} ${at}`]);
  expect(text).toMatchObject({ stdout: '', code: 3 });
  expect(errorsOf(json).map((found) => `${found.code} ${placeOf(found)}`)).toEqual([`${code} ${at}`]);
  expect(errorsOf(json)[0]?.detail).toContain(says);
  expect(envelopeOf(json)).toMatchObject({
    schemaVersion: '1.0',
    command: 'render',
    ok: false,
    exitCode: 3,
    data: { units: [] },
  });
  expect(json).toMatchObject({ stderr: '', code: 3 });
}

describe('bad input', () => {
  it.each(SLIPS)('$title', async ({ files, ...wanted }) => {
    await expectError(tempFolder({ ...SOUND, ...files }), wanted, moorline);
  });

  it.each(ATTACKS)('$title', async ({ files, ...wanted }) => {
    await expectError(tempFolder({ ...SOUND, ...files }), wanted);
  });

  it('a file of one gigabyte is refused without being read', async () => {
    const root = tempFolder(SOUND);
    truncateSync(join(root, 'apps/shop/dev/app.yaml'), 2 ** 30);
    await expectError(root, { code: 'FILE_TOO_LARGE', at: 'apps/shop/dev/app.yaml:1:1', says: '1073741824' });
  });

  it('a FIFO does not block', async () => {
    const root = tempFolder(SOUND);
    rmSync(join(root, 'apps/shop/dev/app.yaml'));
    makeFifo(join(root, 'apps/shop/dev/app.yaml'));
    await expectError(root, { code: 'FILE_UNREADABLE', at: 'apps/shop/dev/app.yaml:1:1' });
  });

  it('a socket is not read', async () => {
    const root = tempFolder(SOUND);
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(root, 'workspaces/prod.yaml'), done));
    await expectError(root, { code: 'FILE_UNREADABLE', at: 'workspaces/prod.yaml:1:1' });
    await new Promise((done) => server.close(done));
  });

  it('a folder that cannot be read hides nothing in silence', async () => {
    const root = tempFolder({ ...SOUND, 'apps/shop/prod/stack.yaml': 'name: prod\n' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'apps/shop/prod'), 0);
    const { diagnostics, ok } = await asNobody(() => compileTree(workTreeReader(root)));
    expect([ok, ...diagnosticLines(diagnostics)]).toEqual([
      false,
      'error FILE_UNREADABLE apps/shop/prod:1:1',
    ]);
    chmodSync(join(root, 'apps/shop/prod'), 0o755);
  });

  it('a folder called app.yaml is no app.yaml', async () => {
    const root = tempFolder(SOUND);
    rmSync(join(root, 'apps/shop/dev/app.yaml'));
    mkdirSync(join(root, 'apps/shop/dev/app.yaml'));
    await expectError(root, { code: 'STACK_WITHOUT_APP', at: 'apps/shop/dev/stack.yaml:1:1' });
  });

  it('a tree whose only projects lie behind a link has none', async () => {
    const other = tempFolder(SOUND);
    const root = tempFolder({
      'moorline.yaml': 'projects: ["apps/*/project.yaml"]\n',
      'workspaces/dev.yaml': '',
    });
    symlinkSync(join(other, 'apps'), join(root, 'apps'));
    await expectError(root, { code: 'PROJECT_MISSING', at: 'moorline.yaml:1:1' });
  });

  it('reports every slip of every file at once', async () => {
    const root = tempFolder({
      ...SOUND,
      'apps/shop/dev/app.yaml': `${SOUND['apps/shop/dev/app.yaml'] ?? ''}      replicas: two\n      lables: {}\n`,
      'apps/store/project.yaml': 'name: Store\n',
      'workspaces/prod.yaml': 'protectd: true\n',
    });
    const { text } = await renderBad(root);
    expect(errorsInText(text.stderr)).toEqual([
      'FIELD_TYPE apps/shop/dev/app.yaml:8:17',
      'FIELD_UNKNOWN apps/shop/dev/app.yaml:9:7',
      'NAME_INVALID apps/store/project.yaml:1:7',
      'FIELD_UNKNOWN workspaces/prod.yaml:1:1',
    ]);
  });
});

describe('hostile input', () => {
  it('leaves the prototypes of the process alone', async () => {
    for (const { files } of [...SLIPS, ...ATTACKS]) {
      const { ok } = await compileTree(workTreeReader(tempFolder({ ...SOUND, ...files })));
      expect(ok).toBe(false);
    }
    const empty: { polluted?: unknown } = {};
    expect(empty.polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('is refused in bounded time, however much of it there is', async () => {
    const texts = [
      '['.repeat(1e6),
      '{a: '.repeat(250_000),
      '- '.repeat(5e5),
      '? '.repeat(5e5),
      '"'.repeat(200_001),
      '&a '.repeat(20_000),
      '}\n'.repeat(130_000),
    ];
    for (const text of texts) {
      const start = performance.now();
      const { diagnostics, ok } = await compileTree({ ...SOUND, 'apps/shop/dev/app.yaml': text });
      expect(ok).toBe(false);
      expect(diagnostics.length).toBeLessThanOrEqual(1000);
      // a second or two; work that grows with the square of the size would take far longer
      expect(performance.now() - start).toBeLessThan(15_000);
    }
  });

  it('gives names of files and values no power over a terminal', async () => {
    const name = 'apps/\u001b]0;owned\u0007\u202e\nstore';
    const root = tempFolder({
      ...SOUND,
      [`${name}/project.yaml`]: 'nmae: "\u001b[2J\u009b2J"\n"a\\n::error::forged": 1\n',
    });
    const { text, json } = await renderBad(root);
    expect(text.stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text.stderr).not.toMatch(/^\s*::/m);
    expect(text.stderr).toContain('\\x1b]0;owned\\x07\\u202e\\x0astore/project.yaml:1:1');
    expect(errorsOf(json).every(({ range }) => range?.filename === `${name}/project.yaml`)).toBe(true);
  });

  it('keeps what looks like a command or a variable as text', async () => {
    const values = ['${env.GITHUB_TOKEN}', '{{ .Env.HOME }}', '$(cat /etc/passwd)', '%{HOME}', '`id`'];
    const env = values.map((value, i) => `            VALUE_${String(i)}: '${value}'\n`).join('');
    const root = tempFolder({
      ...SOUND,
      'apps/shop/dev/app.yaml': `${SOUND['apps/shop/dev/app.yaml'] ?? ''}          env:\n${env}`,
    });
    const { stdout, code } = await moorline(['-C', root, 'render'], { env: { GITHUB_TOKEN: 'canary' } });
    expect(code).toBe(0);
    for (const value of values) expect(stdout).toContain(value);
    expect(stdout).not.toContain('canary');
  });

  it('never runs what Git files of the tree name', async () => {
    const root = tempFolder({
      ...SOUND,
      '.gitmodules': '[submodule "x"]\n\tpath = .git/hooks\n\turl = ext::sh -c "touch owned"\n',
      '.gitattributes': '*.yaml filter=owned working-tree-encoding=UTF-16 eol=crlf\n',
      'vendor.git/HEAD': 'ref: refs/heads/main\n',
      'vendor.git/config': '[core]\n\tfsmonitor = touch owned\n',
    });
    const { code } = await moorline(['-C', root, 'render']);
    expect(code).toBe(0);
    expect(Object.keys(readTree(root))).not.toContain('owned');
  });

  it('writes no file outside the output folder, whatever a manifest is called', async () => {
    const manifest = (name: string, namespace: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${JSON.stringify(name)}\n  namespace: ${JSON.stringify(namespace)}\n`;
    const names = [
      '../../.git/hooks/post-checkout',
      '..',
      '.',
      '.git',
      'CON',
      'aux.yaml',
      'a:b',
      'Web',
      'web',
      'x'.repeat(300),
      'a\u200db',
      'a\nb',
    ];
    const root = tempFolder({
      ...SOUND,
      'apps/shop/dev/app.yaml': `${SOUND['apps/shop/dev/app.yaml'] ?? ''}    accessories:\n      k8s_manifest:\n        paths: [manifests.yaml]\n`,
      'apps/shop/dev/manifests.yaml': [
        ...names.map((name) => manifest(name, 'shop')),
        ...names.map((name) => manifest('settings', name)),
      ].join('---\n'),
    });
    const own = join(tempFolder(), 'rendered');
    const { code } = await moorline(['-C', root, 'render', '--out', own]);
    expect([0, 3]).toContain(code);
    expect(Object.keys(readTree(join(own, '..'))).filter((path) => !path.startsWith('rendered'))).toEqual([]);
    if (code === 0) {
      const paths = Object.keys(readTree(own)).filter((path) => path.endsWith('.yaml'));
      const unsafe = paths.filter(
        (path) =>
          !/^(?:[-a-z0-9%A-F~]+\/)*[-a-z0-9%A-F~._]+\.yaml$/.test(path) || /(?:^|\/)\.git/i.test(path),
      );
      expect(unsafe).toEqual([]);
      expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    }
  });
});

describe('codes that need more than files', () => {
  const json = async (args: readonly string[], cwd: string) => {
    const run = await moorline([...args, '--output', 'json'], { cwd });
    const { diagnostics, exitCode, ok, data } = envelopeOf(run);
    expect({ exitCode, ok, stderr: run.stderr }).toEqual({ exitCode: run.code, ok: false, stderr: '' });
    return { code: run.code, found: diagnostics.filter(({ severity }) => severity === 'error'), data };
  };
  const codeIn = async (args: readonly string[], files: Tree = SOUND) => {
    const { code, found } = await json(args, tempFolder(files));
    return [code, ...found.map((each) => each.code)];
  };

  it('a file in the way of render', async () => {
    const place = 'out/rendered/dev/shop/dev/deployment_shop-dev-web.yaml';
    const root = tempFolder({ ...SOUND, [place]: 'kind: Deployment\n' });
    const before = readTree(root);
    const { code, found } = await json(['render', '--out', 'out'], root);
    expect([code, ...found.map((each) => each.code)]).toEqual([6, 'OUTPUT_CONFLICT' satisfies Code]);
    expect(found[0]?.range?.filename).toBe('rendered/dev/shop/dev/deployment_shop-dev-web.yaml');
    expect(readTree(root)).toEqual(before);
  });

  it('an output folder that is a file', async () => {
    expect(await codeIn(['render', '--out', 'moorline.yaml'])).toEqual([
      3,
      'OUTPUT_UNWRITABLE' satisfies Code,
    ]);
  });

  it('a revision that does not exist', async () => {
    const { dir } = gitRepo(SOUND);
    for (const revision of ['v9.9.9', '--output=owned', '--upload-pack=touch owned', '$(touch owned)']) {
      const { code, found } = await json(['check', `--at=${revision}`], dir);
      expect([code, ...found.map((each) => each.code)]).toEqual([3, 'REVISION_UNKNOWN' satisfies Code]);
    }
    expect(Object.keys(readTree(dir))).not.toContain('owned');
  });

  it('a commit whose files are not in the clone', async () => {
    const { dir } = gitClone(gitRepo(SOUND), '--filter=blob:none', '--no-checkout');
    const { code, found } = await json(['check', '--at', 'HEAD'], dir);
    expect(code).toBe(7);
    expect(new Set(found.map((each) => each.code))).toEqual(new Set(['OBJECTS_MISSING' satisfies Code]));
  });

  it('a revision without Git', async () => {
    expect(await codeIn(['check', '--at', 'HEAD'])).toEqual([4, 'GIT_UNAVAILABLE' satisfies Code]);
  });

  it('a resource that is rendered twice, or never', async () => {
    const files = {
      ...SOUND,
      'apps/shop/dev/stack.yaml': 'name: dev\nworkspace: [dev, prod]\n',
      'workspaces/prod.yaml': 'protected: true\n',
    };
    expect(await codeIn(['explain', 'Deployment/shop-dev-web'], files)).toEqual([
      4,
      'RESOURCE_AMBIGUOUS' satisfies Code,
    ]);
    expect(await codeIn(['explain', 'Deployment/basket'])).toEqual([4, 'RESOURCE_UNKNOWN' satisfies Code]);
    expect(await codeIn(['explain', 'Deployment/shop-dev-web', '.spec.replica'])).toEqual([
      4,
      'RESOURCE_UNKNOWN' satisfies Code,
    ]);
  });

  it('a selection without units', async () => {
    expect(await codeIn(['render', '--project', 'basket'])).toEqual([4, 'SELECTION_EMPTY' satisfies Code]);
  });

  it('a command line that is not valid', async () => {
    const usage = [4, 'USAGE' satisfies Code];
    expect(await codeIn(['rendr'])).toEqual(usage);
    expect(await codeIn(['render', '--ouput', 'json'])).toEqual(usage);
    expect(await codeIn(['render', '--timeout', 'soon'])).toEqual(usage);
    expect(await codeIn(['check', '--config', '../moorline.yaml'])).toEqual(usage);
  });
});
