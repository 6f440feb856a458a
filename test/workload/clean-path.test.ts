import fc from 'fast-check';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { baseName, cleanPath, dirName } from '../../src/workload/clean-path.ts';

describe('paths in a container', () => {
  it.each([
    ['', '.'],
    ['/', '/'],
    ['//etc//app/', '/etc/app'],
    ['/etc/./app/../b', '/etc/b'],
    ['/../etc', '/etc'],
    ['a/../..', '..'],
    ['conf', 'conf'],
  ])('cleans %j to %j', (path, wanted) => {
    expect(cleanPath(path)).toBe(wanted);
  });

  it('splits into folder and name', () => {
    expect([dirName('/etc/app/a.yaml'), baseName('/etc/app/a.yaml')]).toEqual(['/etc/app', 'a.yaml']);
    expect([dirName('a.yaml'), dirName('/a.yaml'), baseName('/etc/')]).toEqual(['.', '/', '']);
  });

  it('agrees with the posix rules', () => {
    const path = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/'), maxLength: 12 });
    fc.assert(
      fc.property(path, (text) => {
        const normal = posix.normalize(text);
        expect(cleanPath(text)).toBe(normal.length > 1 ? normal.replace(/\/$/, '') : normal);
      }),
    );
  });
});
