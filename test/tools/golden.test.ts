import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { expectGolden, expectTree, readFolder } from './golden.ts';
import { tempFolder } from './temp-folder.ts';

const WANTED = { 'dev/service_web.yaml': 'kind: Service\n', 'dev/eu/job_a.yaml': 'kind: Job\n' };

describe('wanted output', () => {
  beforeEach(() => {
    vi.stubEnv('UPDATE_GOLDEN', '0');
  });

  it('of a file is compared as a whole', () => {
    const folder = tempFolder(WANTED);
    const file = join(folder, 'dev/service_web.yaml');
    expectGolden(file, 'kind: Service\n');
    expect(() => expectGolden(file, 'kind: Service')).toThrow('service_web.yaml');
    expect(() => expectGolden(join(folder, 'missing.yaml'), '')).toThrow('missing.yaml');
  });

  it('of a folder is compared both ways', () => {
    const folder = tempFolder(WANTED);
    const actual = new Map(Object.entries(WANTED));
    expectTree(actual, folder);
    expect(() => expectTree(new Map([...actual, ['dev/extra.yaml', '']]), folder)).toThrow();
    expect(() => expectTree(new Map([...actual].slice(1)), folder)).toThrow();
    expect(() => expectTree(new Map([...actual, ['dev/eu/job_a.yaml', 'kind: job\n']]), folder)).toThrow();
    expect(() => expectTree(actual, join(folder, 'dev'))).toThrow();
  });

  it('of a folder that does not exist is none', () => {
    expect(readFolder(join(tempFolder(), 'nowhere')).size).toBe(0);
    expect(() => expectTree(new Map([['a', '']]), join(tempFolder(), 'nowhere'))).toThrow();
  });

  it('is rewritten only when asked for', () => {
    vi.stubEnv('UPDATE_GOLDEN', '1');
    const folder = tempFolder(WANTED);
    const actual = new Map([
      ['dev/service_web.yaml', 'kind: Service\n'],
      ['prod/job_a.yaml', 'kind: Job\n'],
    ]);
    expectTree(actual, folder);
    expect(readFolder(folder)).toEqual(actual);
    expectGolden(join(folder, 'a/b.txt'), 'text');
    expect(readFolder(folder).get('a/b.txt')).toBe('text');
  });
});
