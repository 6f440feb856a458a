import { describe, expect, it } from 'vitest';
import { reachOf, type SourceChange, type SourceLayout } from '../../src/publish/affected.ts';

const LAYOUT: SourceLayout = {
  configFile: 'moorline.yaml',
  workspaces: ['workspaces/dev.yaml', 'workspaces/prod.yaml'],
  projects: [
    { file: 'apps/cart/project.yaml', dir: 'apps/cart', stacks: ['apps/cart/dev/stack.yaml'] },
    { file: 'apps/shop/project.yaml', dir: 'apps/shop', stacks: ['apps/shop/prod/stack.yaml'] },
  ],
  isModule: (path) => path.startsWith('modules/'),
  isHead: (path) => /(?:^|\/)(?:project|stack)\.yaml$|^workspaces\//.test(path),
  shared: ['lib/base/app.yaml', 'lib/manifests'],
};

function reach(path: string, change: SourceChange['change'] = 'modified', layout = LAYOUT): string {
  const found = reachOf([{ path, change }], layout);
  return found.kind === 'all'
    ? 'all'
    : [...found.projects, ...[...found.added].map((dir) => `+${dir}`)].join(' ');
}

describe('what a change reaches', () => {
  it.each([
    ['README.md', 'modified', ''],
    ['apps/README.md', 'added', ''],
    ['apps/shop/base/app.yaml', 'modified', 'apps/shop'],
    ['apps/shop/base/app.yaml', 'deleted', 'apps/shop'],
    ['apps/shop/notes/anything.txt', 'added', 'apps/shop'],
    ['apps/shop/prod/stack.yaml', 'modified', 'apps/shop'],
    ['apps/shop/new/stack.yaml', 'added', 'apps/shop'],
    ['apps/shop/old/stack.yaml', 'deleted', 'all'],
    ['apps/shop/old/stack.yaml', 'typed', 'all'],
    ['apps/shop/project.yaml', 'modified', 'all'],
    ['apps/cart/project.yaml', 'added', 'apps/cart +apps/cart'],
    ['apps/gone/project.yaml', 'deleted', 'all'],
    ['workspaces/prod.yaml', 'modified', 'apps/cart apps/shop'],
    ['workspaces/prod.yaml', 'added', 'all'],
    ['workspaces/old.yaml', 'deleted', 'all'],
    ['moorline.yaml', 'modified', 'all'],
    ['modules/redis/module.yaml', 'modified', 'all'],
    ['modules/redis/module.yaml', 'added', 'all'],
    ['lib/base/app.yaml', 'modified', 'all'],
    ['lib/manifests/deep/one.yaml', 'added', 'all'],
    // a file where a shared file has a folder above it
    ['lib', 'added', 'all'],
    ['library/base/app.yaml', 'modified', ''],
    ['apps/shop/.git/HEAD', 'added', 'all'],
  ] as const)('%s %s: %s', (path, change, expected) => {
    expect(reach(path, change)).toBe(expected);
  });

  it('is everything while nobody knows what is shared', () => {
    expect(reach('README.md', 'modified', { ...LAYOUT, shared: undefined })).toBe('all');
  });

  it('is everything below a project at the root', () => {
    const projects = [{ file: 'project.yaml', dir: '', stacks: [] }];
    expect(reachOf([{ path: 'README.md', change: 'added' }], { ...LAYOUT, projects })).toEqual({
      kind: 'some',
      projects: new Set(['']),
      added: new Set(),
    });
  });
});
