import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comesBefore, sortEnvNames } from '../../src/workload/env-order.ts';

const name = fc.string({ unit: fc.constantFrom(...Array.from('aBxZ019_-.')), minLength: 1, maxLength: 8 });
const names = fc.uniqueArray(name, { maxLength: 8 });

describe('order of environment variables', () => {
  it('is the one measured with Kusion', () => {
    const measured = [
      '_z',
      'A',
      'EMPTY',
      'PATH_1',
      'PATHX',
      'a-1',
      'a.1',
      'a_2',
      'a1',
      'a01',
      'a2',
      'a10',
      'b',
    ];
    expect(sortEnvNames(measured.toReversed())).toEqual(measured);
  });

  it.each([
    ['DB1_HOST', 'DB10_HOST'],
    ['a-', 'a0'],
    ['a15', 'a105'],
    ['a10', 'a1b'],
    ['a0', 'a00'],
    ['X', 'x'],
    ['A', 'AA'],
    ['v9999999999999999998', 'v9999999999999999999'],
  ])('puts %s before %s', (first, second) => {
    expect(sortEnvNames([second, first])).toEqual([first, second]);
    expect(comesBefore(second, first)).toBe(false);
  });

  it('decides every pair of different names', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(comesBefore(a, b)).toBe(a !== b && !comesBefore(b, a));
      }),
    );
  });

  it('depends on the set of names only', () => {
    const shuffled = names.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const sorted = sortEnvNames(list);
        expect(sortEnvNames(other)).toEqual(sorted);
        expect(sortEnvNames(sorted)).toEqual(sorted);
        expect([...sorted].sort()).toEqual([...list].sort());
      }),
    );
  });

  it('puts each name before its right neighbour in the order of Kusion', () => {
    fc.assert(
      fc.property(names, (list) => {
        const sorted = sortEnvNames(list);
        for (let i = 1; i < sorted.length; i++) expect(comesBefore(sorted[i - 1]!, sorted[i]!)).toBe(true);
      }),
    );
  });

  it('gives one result for names that Kusion orders in a circle', () => {
    const circle = ['a1b', 'a9', 'a10'];
    expect([comesBefore('a1b', 'a9'), comesBefore('a9', 'a10'), comesBefore('a10', 'a1b')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(sortEnvNames(circle.toReversed())).toEqual(sortEnvNames(circle));
  });
});
