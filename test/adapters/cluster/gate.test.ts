import { describe, expect, it } from 'vitest';
import { makeGate } from '../../../src/adapters/cluster/gate.ts';

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

/** Work that waits for a word, and how much of it is under way. */
function workshop(): { work: () => Promise<void>; finish: () => Promise<void>; inside: () => number } {
  const ends: (() => void)[] = [];
  return {
    work: () => new Promise<void>((done) => ends.push(done)),
    finish: async () => {
      ends.shift()?.();
      await turn();
    },
    inside: () => ends.length,
  };
}

describe('a gate', () => {
  it('lets a number through, and the next when one is done', async () => {
    const gate = makeGate(2, () => 0);
    const { work, finish, inside } = workshop();
    const all = [1, 2, 3].map(() => gate.pass(work));
    await turn();
    expect(inside()).toBe(2);
    await finish();
    expect(inside()).toBe(2);
    await finish();
    await finish();
    await Promise.all(all);
  });

  it('is halved once for those who complain together, down to one, and widens again', async () => {
    let now = 0;
    const gate = makeGate(8, () => now);
    const { work, finish, inside } = workshop();
    const all = Array.from({ length: 200 }, () => gate.pass(work));
    for (const wanted of [4, 2, 1, 1]) {
      gate.narrow();
      gate.narrow();
      for (let i = 0; i < 8; i++) await finish();
      expect(inside()).toBe(wanted);
      now += 1000;
    }
    for (let i = 0; i < 64; i++) await finish();
    expect(inside()).toBe(3);
    while (inside() > 0) await finish();
    await Promise.all(all);
  });

  it('goes on after work that failed', async () => {
    const gate = makeGate(1, () => 0);
    await expect(gate.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.pass(() => Promise.resolve(1))).toBe(1);
  });
});
