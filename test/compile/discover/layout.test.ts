import { describe, expect, it } from 'vitest';
import {
  branchProblem,
  checkLayout,
  folderProblem,
  parseTemplate,
} from '../../../src/compile/discover/layout.ts';
import type { Span } from '../../../src/diagnostics/span.ts';
import type { Unit } from '../../../src/model/unit.ts';
import { compileTree, diagnosticLines } from '../../tools/compile-tree.ts';

const at: Span = { source: { path: 'moorline.yaml', text: 'publish: {}\n' }, start: 0, end: 7 };
const names = { workspace: 'prod-eu', project: 'shop', stack: 'web' };

describe('parseTemplate', () => {
  it.each([
    ['rendered/{workspace}', 'rendered/prod-eu'],
    ['{project}/{stack}', 'shop/web'],
    ['{workspace}-{project}.{stack}', 'prod-eu-shop.web'],
    ['constant', 'constant'],
    ['{stack}{stack}', 'webweb'],
  ])('fills %s', (text, filled) => {
    expect(parseTemplate(text, at).value?.fill(names)).toBe(filled);
  });

  it.each(['{team}', '{}', '{', 'a}', '{Workspace}', '{workspace', '${workspace}{', '{{workspace}}'])(
    'refuses the name in %s',
    (text) => {
      const { value, diagnostics } = parseTemplate(text, at);
      expect(value).toBeUndefined();
      expect(diagnostics.map(({ code, span }) => [code, span?.start])).toEqual([['TEMPLATE_INVALID', 0]]);
    },
  );

  it.each(['', '/', '/a', 'a/', 'a//b', '.', './a', 'a/..', '../a', '{stack}/../x'])(
    'refuses the part in "%s"',
    (text) => {
      expect(parseTemplate(text, at).diagnostics.map(({ code }) => code)).toEqual(['TEMPLATE_INVALID']);
    },
  );
});

describe('branchProblem', () => {
  it.each(['main', 'rendered/dev', 'a', 'release-1.2', 'a/b/c', 'v1_2', 'x'.repeat(200)])(
    'accepts %s',
    (name) => {
      expect(branchProblem(name)).toBeUndefined();
    },
  );

  it.each([
    '',
    '-x',
    '--mirror',
    '.hidden',
    'a/.b',
    'a.',
    'a./b',
    'a..b',
    'a.lock',
    'a.lock/b',
    'a//b',
    '/a',
    'a/',
    'HEAD',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a?b',
    'a*b',
    'a[b',
    'a\\b',
    'a@{b',
    '@',
    '$(id)',
    '`id`',
    "';id",
    'a|b',
    'a\nb',
    'é',
    'x'.repeat(201),
  ])('refuses %j', (name) => {
    expect(branchProblem(name)).toMatch(/\S/);
  });
});

describe('folderProblem', () => {
  it.each(['shop/web', 'a', '_x', 'a.b', '1', 'console', 'x'.repeat(100)])('accepts %s', (path) => {
    expect(folderProblem(path)).toBeUndefined();
  });

  it.each([
    '',
    '.',
    '..',
    '.git',
    '.x',
    'a/..',
    'a//b',
    '-x',
    'a b',
    'con',
    'CON',
    'con.txt',
    'aux',
    'lpt1',
    'com9.x',
    'a.',
    'é',
    'a\\b',
    'a:b',
    'x'.repeat(101),
  ])('refuses %j', (path) => {
    expect(folderProblem(path)).toContain('portable');
  });
});

/** A unit with just what layout looks at. */
function unit(name: string, place: Pick<Unit, 'branch' | 'path'>): Unit {
  const source = { path: `apps/shop/${name}/stack.yaml`, text: `name: ${name}\n` };
  const stack = { name, nameSpan: { source, start: 6, end: 6 + name.length } };
  return { project: { name: 'shop' }, stack, workspace: { name: 'dev' }, ...place } as Unit;
}

describe('checkLayout', () => {
  const place = { branch: at, path: at };
  const codes = (...units: readonly Unit[]) =>
    checkLayout(units, place).map(({ code, related }) => [code, ...related.map(({ message }) => message)]);

  it('accepts units beside each other', () => {
    expect(
      codes(
        unit('web', { branch: 'dev', path: 'shop/web' }),
        unit('worker', { branch: 'dev', path: 'shop/worker' }),
      ),
    ).toEqual([]);
    expect(
      codes(unit('web', { branch: 'dev', path: 'shop' }), unit('worker', { branch: 'prod', path: 'shop' })),
    ).toEqual([]);
    expect(
      codes(
        unit('web', { branch: 'dev', path: 'shop' }),
        unit('worker', { branch: 'dev', path: 'shop-worker' }),
      ),
    ).toEqual([]);
  });

  it('refuses two units in one place', () => {
    expect(
      codes(unit('web', { branch: 'dev', path: 'shop' }), unit('worker', { branch: 'dev', path: 'shop' })),
    ).toEqual([['UNIT_PATH_DUPLICATE', 'shop/web for dev', 'shop/worker for dev']]);
  });

  it('refuses a unit inside another', () => {
    expect(
      codes(
        unit('worker', { branch: 'dev', path: 'shop/a/b' }),
        unit('web', { branch: 'dev', path: 'shop' }),
      ),
    ).toEqual([['UNIT_PATH_NESTED', 'shop/web for dev', 'shop/worker for dev']]);
  });

  it('refuses branches that cannot exist together', () => {
    expect(
      codes(
        unit('web', { branch: 'rendered', path: 'a' }),
        unit('worker', { branch: 'rendered/dev', path: 'b' }),
      ),
    ).toEqual([['REF_CONFLICT']]);
  });

  it('points at the stack when nobody wrote the template', () => {
    const units = [
      unit('web', { branch: 'dev', path: 'shop' }),
      unit('worker', { branch: 'dev', path: 'shop' }),
    ];
    expect(diagnosticLines(checkLayout(units, { branch: undefined, path: undefined }))).toEqual([
      'error UNIT_PATH_DUPLICATE apps/shop/worker/stack.yaml:1:7',
    ]);
  });

  it('leaves two units of the same names to others', () => {
    expect(
      codes(unit('web', { branch: 'dev', path: 'shop' }), unit('web', { branch: 'dev', path: 'shop' })),
    ).toEqual([]);
  });

  it('tells names with dashes apart', async () => {
    const app = 'apps:\n  web:\n    workload: {kind: Job, containers: {web: {image: web}}}\n';
    const { diagnostics } = await compileTree({
      'moorline.yaml': 'publish: {path: "{project}-{stack}"}\n',
      'workspaces/dev.yaml': '',
      'a/project.yaml': 'name: shop\n',
      'a/b/stack.yaml': 'name: web-dev\nworkspace: dev\n',
      'a/b/app.yaml': app,
      'b/project.yaml': 'name: shop-web\n',
      'b/b/stack.yaml': 'name: dev\n',
      'b/b/app.yaml': app,
    });
    expect(diagnosticLines(diagnostics)).toEqual(['error UNIT_PATH_DUPLICATE moorline.yaml:1:17']);
  });
});
