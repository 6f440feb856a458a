import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggest } from '../../src/diagnostics/suggest.ts';

const FIELDS = ['image', 'command', 'args', 'env', 'workingDir', 'resources', 'files', 'dirs'];

describe('suggest', () => {
  it.each([
    ['imgae', 'image'],
    ['Image', 'image'],
    ['IMAGE', 'image'],
    ['imag', 'image'],
    ['imagge', 'image'],
    ['imqge', 'image'],
    ['comand', 'command'],
    ['comands', 'command'],
    ['workdingDir', 'workingDir'],
    ['arg', 'args'],
    ['evn', 'env'],
    ['resource', 'resources'],
    ['resorces', 'resources'],
  ])('%s is meant to be %s', (written, meant) => {
    expect(suggest(written, FIELDS)).toBe(meant);
  });

  it.each(['volumes', 'cmd', 'e', 'x', '', 'commandments', 'igame s'])('%j is nothing near', (written) => {
    expect(suggest(written, FIELDS)).toBeUndefined();
  });

  it('allows one edit in short words and two in longer ones', () => {
    expect(suggest('deb', ['dev'])).toBe('dev');
    expect(suggest('dabb', ['devv'])).toBeUndefined();
    expect(suggest('sabging', ['staging'])).toBe('staging');
    expect(suggest('xabging', ['staging'])).toBeUndefined();
  });

  it('never suggests what was written', () => {
    expect(suggest('image', ['image'])).toBeUndefined();
    expect(suggest('image', ['image', 'images'])).toBe('images');
  });

  it('prefers the nearest, then the first', () => {
    expect(suggest('prodd', ['prof', 'prod'])).toBe('prod');
    expect(suggest('proe', ['prod', 'prof'])).toBe('prod');
    expect(suggest('proe', ['prof', 'prod'])).toBe('prof');
  });

  it('finds a word after one slip of the fingers', () => {
    const words = fc.constantFrom('image', 'command', 'workspace', 'projectSelector', 'livenessProbe');
    const slip = fc.tuple(words, fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'replace'));
    const property = fc.property(slip, ([word, nth, kind]) => {
      const at = nth % (word.length - 1);
      const [before, here, next, after] = [
        word.slice(0, at),
        word[at] ?? '',
        word[at + 1] ?? '',
        word.slice(at + 2),
      ];
      const written = {
        drop: before + next + after,
        double: before + here + here + next + after,
        swap: before + next + here + after,
        replace: `${before}q${next}${after}`,
      }[kind];
      fc.pre(written !== word);
      expect(suggest(written, [word])).toBe(word);
    });
    fc.assert(property, { numRuns: 500 });
  });
});
