import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseOf, dirOf, isInside, joinInside } from '../../src/util/repo-path.ts';

describe('joinInside', () => {
  it.each([
    ['', 'a', 'a'],
    ['a/b', 'c/d', 'a/b/c/d'],
    ['a/b', '..', 'a'],
    ['a/b', '../..', ''],
    ['a/b', '../c', 'a/c'],
    ['a', './b//c/', 'a/b/c'],
    ['a', '.', 'a'],
    ['a', 'b/../c', 'a/c'],
    ['', './', ''],
    ['a', '...', 'a/...'],
    ['a', '..b', 'a/..b'],
    ['a', 'name with spaces', 'a/name with spaces'],
    ['a', 'größe', 'a/größe'],
  ])('joins %j and %j', (dir, relative, path) => {
    expect(joinInside(dir, relative)).toBe(path);
  });

  it.each([
    '',
    '/',
    '/etc',
    '//srv',
    '..',
    'a/../..',
    '../a',
    'C:',
    'C:/x',
    'c:\\x',
    '\\\\srv\\x',
    'a\\b',
    'file:///etc',
    'https://x',
    'git+ssh://x',
    'a\nb',
    'a\0b',
    '\u007f',
  ])('refuses %j at the root', (relative) => {
    expect(joinInside('', relative)).toBeUndefined();
  });

  it('refuses one step more than there are folders', () => {
    expect(joinInside('a/b/c', '../../..')).toBe('');
    expect(joinInside('a/b/c', '../../../..')).toBeUndefined();
    expect(joinInside('a', '../x/../..')).toBeUndefined();
  });

  it('never leaves the root, and gives a path without odd parts', () => {
    const part = fc.constantFrom('a', 'b', '.', '..', '', '...', '-');
    const property = fc.property(
      fc.array(part, { maxLength: 8 }),
      fc.array(fc.constantFrom('x', 'y'), { maxLength: 3 }),
      (parts, dirs) => {
        const path = joinInside(dirs.join('/'), parts.join('/'));
        if (path === undefined || path === '') return;
        expect(path.split('/').filter((each) => ['', '.', '..'].includes(each))).toEqual([]);
        expect(joinInside('', path)).toBe(path);
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });
});

describe('parts of paths', () => {
  it.each([
    ['a/b/c.yaml', 'a/b', 'c.yaml'],
    ['c.yaml', '', 'c.yaml'],
    ['', '', ''],
  ])('of %j', (path, dir, base) => {
    expect([dirOf(path), baseOf(path)]).toEqual([dir, base]);
  });

  it('tell inside from beside', () => {
    expect(isInside('a/b', 'a')).toBe(true);
    expect(isInside('a', 'a')).toBe(true);
    expect(isInside('a', '')).toBe(true);
    expect(isInside('ab', 'a')).toBe(false);
    expect(isInside('a', 'a/b')).toBe(false);
  });
});
