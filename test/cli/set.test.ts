import { chmodSync, lstatSync, readFileSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorline, moorlineHere } from '../tools/cli.ts';
import { readTree } from '../tools/read-tree.ts';
import { tempFolder, type Tree } from '../tools/temp-folder.ts';

const STACK = 'apps/shop/prod/stack.yaml';
const DIGEST = `sha256:${'0'.repeat(63)}1`;
const REPOSITORY: Tree = {
  'moorline.yaml': '',
  'workspaces/prod.yaml': '',
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/base/app.yaml':
    'apps:\n  web:\n    workload:\n      kind: Service\n      containers:\n        web: { image: "ghcr.io/acme/web:1" }\n      initContainers:\n        migrate: { image: "localhost:5000/tools@sha256:0" }\n',
  'apps/shop/prod/app.yaml': 'apps: {}\n',
  [STACK]: '# prod\nname: prod\nimages: # pinned\n  ghcr.io/acme/web: 1.4.2 # now\n',
};

const setImage = (cwd: string, ...args: readonly string[]) => moorlineHere(['set', 'image', ...args], cwd);
const stackOf = (cwd: string) => readFileSync(join(cwd, STACK), 'utf8');

describe('moorline set image', () => {
  it('changes the one value and shows it', async () => {
    const cwd = tempFolder(REPOSITORY);
    expect(await moorline(['set', 'image', 'shop/prod', 'ghcr.io/acme/web=1.5.0'], { cwd })).toEqual({
      code: 0,
      stdout: [
        `--- a/${STACK}`,
        `+++ b/${STACK}`,
        '@@ -1,4 +1,4 @@',
        ' # prod',
        ' name: prod',
        ' images: # pinned',
        '-  ghcr.io/acme/web: 1.4.2 # now',
        '+  ghcr.io/acme/web: 1.5.0 # now',
        '',
      ].join('\n'),
      stderr: `ghcr.io/acme/web: 1.4.2 -> 1.5.0  ${STACK}:4\n`,
    });
    expect(stackOf(cwd)).toBe('# prod\nname: prod\nimages: # pinned\n  ghcr.io/acme/web: 1.5.0 # now\n');
    expect(await moorlineHere(['check'], cwd)).toMatchObject({ code: 0 });
  });

  it('fills "images" that stand empty, as written by hand or left by a last removal', async () => {
    for (const [empty, filled] of [
      ['images:\n', 'images:\n  ghcr.io/acme/web: 1.5.0\n'],
      [
        'images: # none\nlabels: { tier: web }\n',
        'images: # none\n  ghcr.io/acme/web: 1.5.0\nlabels: { tier: web }\n',
      ],
      ['images: null\n', 'images: { ghcr.io/acme/web: 1.5.0 }\n'],
    ]) {
      const cwd = tempFolder({ ...REPOSITORY, [STACK]: `name: prod\n${empty ?? ''}` });
      expect(await moorlineHere(['check'], cwd)).toMatchObject({ code: 0 });
      expect(await setImage(cwd, 'shop/prod', 'ghcr.io/acme/web=1.5.0')).toMatchObject({ code: 0 });
      expect(stackOf(cwd)).toBe(`name: prod\n${filled ?? ''}`);
    }
  });

  it('sets several, adds what is missing, and answers in JSON', async () => {
    const cwd = tempFolder(REPOSITORY);
    const images = [`ghcr.io/acme/web=1.5@${DIGEST}`, `localhost:5000/tools=${DIGEST}`];
    const { code, stdout } = await setImage(cwd, 'shop/prod', ...images, '--output', 'json');
    expect([code, (JSON.parse(stdout) as { data: unknown }).data]).toEqual([
      0,
      {
        file: STACK,
        changes: [
          { repository: 'ghcr.io/acme/web', before: '1.4.2', after: `1.5@${DIGEST}` },
          { repository: 'localhost:5000/tools', before: null, after: DIGEST },
        ],
        unchanged: [],
      },
    ]);
    expect(stackOf(cwd)).toContain(`  "localhost:5000/tools": "${DIGEST}"\n`);
  });

  it('writes nothing in a dry run and when the value is there', async () => {
    const cwd = tempFolder(REPOSITORY);
    const before = readTree(cwd);
    const times = statSync(join(cwd, STACK)).mtimeMs;
    const dry = await setImage(cwd, 'shop/prod', 'ghcr.io/acme/web=2', '--dry-run');
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.stdout).toContain('+  ghcr.io/acme/web: "2" # now\n');
    expect(dry.stderr).toContain('this was a dry run: nothing was written');
    expect(await setImage(cwd, 'shop/prod', 'ghcr.io/acme/web=1.4.2')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'ghcr.io/acme/web: unchanged\n',
    });
    expect([readTree(cwd), statSync(join(cwd, STACK)).mtimeMs]).toEqual([before, times]);
  });

  it('keeps the permissions and a byte order mark of the file', async () => {
    const cwd = tempFolder({ ...REPOSITORY, [STACK]: '\ufeffname: prod\r\n' });
    chmodSync(join(cwd, STACK), 0o664);
    expect(await setImage(cwd, 'shop/prod', 'ghcr.io/acme/web=v2')).toMatchObject({ code: 0 });
    expect(stackOf(cwd)).toBe('\ufeffname: prod\r\nimages:\r\n  ghcr.io/acme/web: v2\r\n');
    expect(statSync(join(cwd, STACK)).mode & 0o777).toBe(0o664);
  });

  it.each<readonly [string, number, readonly string[], string]>([
    ['a stack without project', 4, ['prod', 'a=1'], '"prod" does not name a stack. Write PROJECT/STACK.'],
    ['an unknown project', 4, ['shpo/prod', 'a=1'], 'There is no project "shpo". Did you mean "shop"?'],
    ['an unknown stack', 4, ['shop/dev', 'a=1'], 'The project "shop" has no stack "dev". There are: prod.'],
    ['no version', 4, ['shop/prod', 'web'], '"web" does not set an image.'],
    ['a bad tag', 4, ['shop/prod', 'web=a b'], '"a b" is not a tag'],
    ['a tag in the repository', 4, ['shop/prod', 'web:1=2'], '"web:1" is not a repository.'],
    ['one image twice', 4, ['shop/prod', 'web=1', 'web=2'], '"web" is set twice.'],
    ['a selection', 4, ['shop/prod', 'web=1', '--stack', 'dev'], '--stack has no meaning here'],
    ['something else', 4, ['replicas'], "argument value 'replicas' is invalid"],
    ['an image that nobody has', 3, ['shop/prod', 'ghcr.io/acme/wbe=2'], 'Did you mean "ghcr.io/acme/web"?'],
  ])('refuses %s and writes nothing', async (...row) => {
    const [what, code, args, text] = row;
    const cwd = tempFolder(REPOSITORY);
    const before = readTree(cwd);
    const run =
      what === 'something else'
        ? await moorlineHere(['set', ...args, 'a/b', 'c=d'], cwd)
        : await setImage(cwd, ...args);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(text);
    expect(readTree(cwd)).toEqual(before);
  });

  it('names the file that is broken, linked or cannot be edited', async () => {
    const codes = async (files: Tree, prepare: (cwd: string) => void = () => undefined) => {
      const cwd = tempFolder({ ...REPOSITORY, ...files });
      prepare(cwd);
      const before = readTree(cwd);
      const { code, stdout } = await setImage(cwd, 'shop/prod', 'ghcr.io/acme/web=2', '--output', 'json');
      expect(readTree(cwd)).toEqual(before);
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string }[] };
      return [code, ...diagnostics.map((found) => found.code)];
    };
    expect(await codes({ [STACK]: 'name: prod\nimages: &x { ghcr.io/acme/web: v1 }\n' })).toEqual([
      3,
      'EDIT_REFUSED',
    ]);
    expect(await codes({ 'apps/shop/prod/app.yaml': 'apps: [\n' })).toEqual([3, 'YAML_SYNTAX']);
    expect(await codes({ [STACK]: 'name: [prod\n' })).toEqual([3, 'USAGE', 'YAML_SYNTAX']);
    const linked = (cwd: string) => {
      renameSync(join(cwd, STACK), join(cwd, 'elsewhere.yaml'));
      symlinkSync('../../../elsewhere.yaml', join(cwd, STACK));
      expect(lstatSync(join(cwd, STACK)).isSymbolicLink()).toBe(true);
    };
    expect(await codes({}, linked)).toContain('FILE_SYMLINK');
    const noWeb = 'apps: { web: { workload: { containers: { web: { image: "nginx:1" } } } } }\n';
    expect(await codes({ 'apps/shop/prod/app.yaml': noWeb })).toEqual([3, 'IMAGE_UNUSED']);
  });
});
