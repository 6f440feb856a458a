import { describe, expect, it } from 'vitest';
import { InternalError } from '../../src/diagnostics/internal-error.ts';
import { from, settle, Traced, type OriginEntry } from '../../src/model/draft.ts';
import { input, platform } from '../../src/model/pointer.ts';

describe('from', () => {
  it('ties a value to its input, and leaves nothing as nothing', () => {
    expect(from(input('replicas'), 2)).toBeInstanceOf(Traced);
    expect(from(input('replicas'), undefined)).toBeUndefined();
    expect(from(input('replicas'), null)).toBeInstanceOf(Traced);
  });
});

describe('settle', () => {
  it('gives plain JSON without what is undefined', () => {
    const draft = {
      spec: from(input('spec'), {
        replicas: from(input('replicas'), 2),
        paused: undefined,
        empty: {},
        list: [],
      }),
      gone: from(input('gone'), undefined),
      none: null,
    };
    expect(settle(draft)).toEqual({ spec: { replicas: 2, empty: {}, list: [] }, none: null });
  });

  it('hands each traced place over, outermost first', () => {
    const found: OriginEntry[] = [];
    const draft = {
      ports: [from(input('ports', 0), { port: from(input('ports', 0, 'port'), 80), name: 'web' }), 5],
      type: from(platform('type'), 'x'),
    };
    settle(draft, (entry) => found.push(entry));
    expect(
      found.map(({ path, origin }) => [
        path.join('/'),
        'root' in origin ? [origin.root, ...origin.path].join('/') : '',
      ]),
    ).toEqual([
      ['ports/0', 'input/ports/0'],
      ['ports/0/port', 'input/ports/0/port'],
      ['type', 'platform/type'],
    ]);
  });

  it('hands over both of a value that is traced twice', () => {
    const found: OriginEntry[] = [];
    settle({ a: from(input('outer'), from(input('inner'), 1)) }, (entry) => found.push(entry));
    expect(found.map(({ origin }) => 'root' in origin && origin.path)).toEqual([['outer'], ['inner']]);
  });

  it('leaves out a member whose traced value is nothing inside', () => {
    expect(settle({ a: new Traced(undefined, input('a')), b: 1 })).toEqual({ b: 1 });
  });

  it('takes a list item without a value for a bug of a module', () => {
    expect(() => settle({ args: ['a', undefined] })).toThrow(InternalError);
    expect(() => settle({ args: ['a', undefined] })).toThrow('args');
  });

  it('takes scalars as they are', () => {
    for (const value of [null, false, 0, '', 'web']) expect(settle(value)).toBe(value);
    expect(settle(undefined)).toBeUndefined();
  });
});
