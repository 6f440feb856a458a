import { describe, expect, it } from 'vitest';
import { findModuleFiles, isModulePath } from '../../../src/compile/discover/module-files.ts';
import type { TreeEntry } from '../../../src/model/ports.ts';

const source = { path: 'moorline.yaml', text: '' };

function find(globs: readonly string[], entries: readonly (readonly [string, TreeEntry['kind']])[]) {
  const { files, diagnostics } = findModuleFiles(
    entries.map(([path, kind]) => ({ path, kind })),
    globs.map((value, start) => ({ value, source, start, end: start })),
  );
  return [...files, ...diagnostics.map(({ code, span }) => `${code} ${String(span?.start)}`)];
}

describe('module files', () => {
  it.each<readonly [readonly string[], readonly string[]]>([
    [['modules/*'], ['modules/redis/module.yaml', 'modules/link', 'modules/odd/module.yaml']],
    [['modules/redis'], ['modules/redis/module.yaml']],
    [
      ['modules/*', 'modules/redis'],
      ['modules/redis/module.yaml', 'modules/link', 'modules/odd/module.yaml'],
    ],
    [['**/redis'], ['lib/redis/module.yaml', 'modules/redis/module.yaml']],
    [['modules'], ['PATH_MISSING 0']],
    [
      ['modules/redis', 'other/*'],
      ['modules/redis/module.yaml', 'PATH_MISSING 1'],
    ],
  ])('of %s', (globs, expected) => {
    const entries = [
      ['lib/redis/module.yaml', 'file'],
      ['modules/README.md', 'file'],
      ['modules/link', 'symlink'],
      ['modules/link.md', 'symlink'],
      ['modules/odd/module.yaml', 'symlink'],
      ['modules/redis/deep/module.yaml', 'file'],
      ['modules/redis/module.yaml', 'file'],
      ['modules/redis/notes.yaml', 'file'],
    ] as const;
    expect(find(globs, entries).toSorted()).toEqual(expected.toSorted());
  });

  it('and the paths that can change them', () => {
    const isModule = isModulePath(['modules/*']);
    const changed = [
      'modules/redis/module.yaml',
      'modules/redis',
      'modules/redis/notes.yaml',
      'modules',
      'x.yaml',
    ];
    expect(changed.filter(isModule)).toEqual(['modules/redis/module.yaml', 'modules/redis']);
  });
});
