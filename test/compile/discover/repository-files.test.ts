import { describe, expect, it } from 'vitest';
import { findRepositoryFiles } from '../../../src/compile/discover/repository-files.ts';
import type { TreeEntry } from '../../../src/model/ports.ts';
import { byteOrder } from '../../../src/util/byte-order.ts';
import { diagnosticLines } from '../../tools/compile-tree.ts';

const DEFAULTS = { projects: ['**/project.yaml'], workspaces: ['workspaces/*.yaml'] };

/** Finds files in a listing; `path@` is a link, `path|` a FIFO. */
function find(paths: readonly string[], config = DEFAULTS) {
  const entries = paths.map((path): TreeEntry => {
    if (path.endsWith('@')) return { path: path.slice(0, -1), kind: 'symlink' };
    return path.endsWith('|') ? { path: path.slice(0, -1), kind: 'other' } : { path, kind: 'file' };
  });
  const { files, diagnostics } = findRepositoryFiles(
    entries.toSorted((a, b) => byteOrder(a.path, b.path)),
    config,
  );
  return { ...files, lines: diagnosticLines(diagnostics) };
}

describe('findRepositoryFiles', () => {
  it('finds projects, their stacks and workspaces', () => {
    const found = find([
      'README.md',
      'workspaces/dev.yaml',
      'workspaces/prod.yaml',
      'workspaces/old/test.yaml',
      'apps/shop/project.yaml',
      'apps/shop/base/app.yaml',
      'apps/shop/dev/app.yaml',
      'apps/shop/dev/stack.yaml',
      'apps/shop/prod/stack.yaml',
      'apps/store/project.yaml',
    ]);
    expect(found.projects).toEqual([
      {
        file: 'apps/shop/project.yaml',
        dir: 'apps/shop',
        stacks: ['apps/shop/dev/stack.yaml', 'apps/shop/prod/stack.yaml'],
      },
      { file: 'apps/store/project.yaml', dir: 'apps/store', stacks: [] },
    ]);
    expect(found.workspaces).toEqual(['workspaces/dev.yaml', 'workspaces/prod.yaml']);
    expect(found.lines).toEqual([]);
  });

  it('finds a project in the root, and a stack beside its project file', () => {
    expect(find(['project.yaml', 'stack.yaml', 'dev/app.yaml']).projects).toEqual([
      { file: 'project.yaml', dir: '', stacks: ['stack.yaml'] },
    ]);
  });

  it('gives a stack to the nearest project above it, at any depth', () => {
    const { projects } = find([
      'a/project.yaml',
      'a/eu/north/dev/stack.yaml',
      'ab/project.yaml',
      'ab/dev/stack.yaml',
    ]);
    expect(projects.map(({ dir, stacks }) => [dir, ...stacks])).toEqual([
      ['a', 'a/eu/north/dev/stack.yaml'],
      ['ab', 'ab/dev/stack.yaml'],
    ]);
  });

  it('takes the globs of the configuration', () => {
    const config = {
      projects: ['teams/*/project.yaml', '{shop,store}/project.yaml'],
      workspaces: ['env/**/*.{yaml,yml}'],
    };
    const found = find(
      [
        'teams/a/project.yaml',
        'teams/a/b/project.yaml',
        'shop/project.yaml',
        'other/project.yaml',
        'env/dev.yml',
        'env/eu/prod.yaml',
      ],
      config,
    );
    expect(found.projects.map(({ file }) => file)).toEqual(['shop/project.yaml', 'teams/a/project.yaml']);
    expect(found.workspaces).toEqual(['env/dev.yml', 'env/eu/prod.yaml']);
  });

  it('takes no pattern for a comment or a negation', () => {
    const config = { projects: ['!**/project.yaml', '#/project.yaml'], workspaces: [] };
    expect(find(['apps/project.yaml', '#/project.yaml'], config).projects.map(({ file }) => file)).toEqual([
      '#/project.yaml',
    ]);
  });

  it('refuses what is no regular file', () => {
    expect(
      find([
        'a/project.yaml@',
        'b/project.yaml|',
        'c/project.yaml',
        'c/dev/stack.yaml@',
        'workspaces/dev.yaml@',
      ]).lines,
    ).toEqual([
      'error FILE_SYMLINK a/project.yaml:1:1',
      'error FILE_UNREADABLE b/project.yaml:1:1',
      'error FILE_SYMLINK c/dev/stack.yaml:1:1',
      'error FILE_SYMLINK workspaces/dev.yaml:1:1',
    ]);
  });

  it('refuses a link that may hide a stack, and lets others be', () => {
    const paths = [
      'LICENSE@',
      'docs@',
      'a/project.yaml',
      'a/dev/stack.yaml',
      'a/eu/north/stack.yaml',
      'a/prod@',
      'a/eu/south@',
      'a/README.md@',
      'a/dev/files/logo@',
      'a/base@',
    ];
    expect(find(paths).lines).toEqual(['error FILE_SYMLINK a/eu/south:1:1', 'error FILE_SYMLINK a/prod:1:1']);
  });

  it('refuses a folder that cannot be read, because it may hide a project', () => {
    expect(find(['a/project.yaml', 'a/prod|', 'libs/secret|', 'docs/caf\ufffd.md|']).lines).toEqual([
      'error FILE_UNREADABLE a/prod:1:1',
      'error FILE_UNREADABLE libs/secret:1:1',
    ]);
  });

  it('refuses nested projects and nested stacks', () => {
    expect(
      find(['a/project.yaml', 'a/b/c/project.yaml', 'a/dev/stack.yaml', 'a/dev/eu/stack.yaml']).lines,
    ).toEqual(['error PROJECT_NESTED a/b/c/project.yaml:1:1', 'error STACK_NESTED a/dev/eu/stack.yaml:1:1']);
  });

  it('does not take a folder with a longer name for a nested one', () => {
    expect(
      find(['shop/project.yaml', 'shop-eu/project.yaml', 'shop/dev/stack.yaml', 'shop/dev-eu/stack.yaml'])
        .lines,
    ).toEqual([]);
  });

  it('warns of stacks without a project and of names that are nearly right', () => {
    const paths = [
      'a/project.yaml',
      'a/dev/stack.yml',
      'a/dev/app.yml',
      'a/dev/apps.yaml',
      'b/dev/stack.yaml',
      'c/project.yml',
      'docs/app.yml',
    ];
    expect(find(paths).lines).toEqual([
      'warning FILE_IGNORED b/dev/stack.yaml:1:1',
      'warning FILE_IGNORED a/dev/app.yml:1:1',
      'warning FILE_IGNORED a/dev/apps.yaml:1:1',
      'warning FILE_IGNORED a/dev/stack.yml:1:1',
      'warning FILE_IGNORED c/project.yml:1:1',
    ]);
  });

  it('has nothing against files with the names of JavaScript', () => {
    expect(
      find(['a/project.yaml', 'a/constructor', 'a/toString', 'a/__proto__', 'a/dev/hasOwnProperty']).lines,
    ).toEqual([]);
  });
});
