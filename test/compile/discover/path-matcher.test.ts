import { describe, expect, it } from 'vitest';
import { pathMatcher } from '../../../src/compile/discover/path-matcher.ts';

const matches = (pattern: string, path: string): boolean => pathMatcher([pattern])(path);

describe('pathMatcher', () => {
  it.each([
    ['**/project.yaml', 'project.yaml'],
    ['**/project.yaml', 'a/b/project.yaml'],
    ['workspaces/*.yaml', 'workspaces/dev.yaml'],
    ['apps/*/project.yaml', 'apps/shop/project.yaml'],
    ['{apps,libs}/**/project.yaml', 'libs/a/project.yaml'],
    ['apps/sh?p/project.y[a]ml', 'apps/shop/project.yaml'],
    ['.deploy/*.yaml', '.deploy/dev.yaml'],
    ['prod-*', 'prod-eu'],
    ['*', 'dev'],
  ])('%s matches %s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(true);
  });

  it.each([
    ['**/project.yaml', 'a/project.yml'],
    ['**/project.yaml', 'a/my-project.yaml'],
    ['workspaces/*.yaml', 'workspaces/eu/dev.yaml'],
    ['workspaces/*.yaml', 'workspaces/.hidden.yaml'],
    ['apps/*/project.yaml', 'apps/project.yaml'],
    ['!a', 'b'],
    ['#a', 'a'],
    ['Apps/*', 'apps/shop'],
  ])('%s does not match %s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(false);
  });

  it('matches when any pattern does, and nothing without patterns', () => {
    expect(pathMatcher(['a', 'b'])('b')).toBe(true);
    expect(pathMatcher([])('a')).toBe(false);
  });

  it('takes hostile patterns in bounded time', () => {
    const long = 'a'.repeat(200);
    const start = performance.now();
    for (const pattern of [
      `${'*a'.repeat(60)}[b]`,
      '+(a|aa)'.repeat(8) + '[b]',
      '*(*(*(a)))[b]',
      `${'**/a/'.repeat(40)}[b]`,
      '{1..99999999}',
      '{a,b}'.repeat(50),
    ]) {
      matches(pattern, long);
      matches(pattern, 'a/'.repeat(100));
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
