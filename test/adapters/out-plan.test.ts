import { expect, test } from 'vitest';
import { planOutput, type Found, type OutputFacts } from '../../src/adapters/files/out-plan.ts';

const facts = (parts: {
  readonly written?: Readonly<Record<string, string>>;
  readonly writing?: Readonly<Record<string, string>>;
  readonly wanted?: Readonly<Record<string, string>>;
  readonly found?: Readonly<Record<string, Found>>;
  readonly prune?: OutputFacts['prune'];
}): OutputFacts => ({
  listing: {
    written: new Map(Object.entries(parts.written ?? {})),
    writing: new Map(Object.entries(parts.writing ?? {})),
  },
  wanted: new Map(Object.entries(parts.wanted ?? {})),
  found: new Map(Object.entries(parts.found ?? {})),
  prune: parts.prune ?? (() => true),
});

const file = (sha256?: string): Found => ({ kind: 'file', sha256 });

test('while files change, the listing names what was and what will be', () => {
  const plan = planOutput(
    facts({
      written: { same: '1', edit: '2', gone: '3', other: '4', lost: '5' },
      writing: { half: '6' },
      wanted: { same: '1', edit: 'two', fresh: '7' },
      found: { same: file('1'), edit: file('2'), gone: file('3'), other: file('4'), half: file('?') },
      prune: (path) => path !== 'other',
    }),
  );
  expect(plan).toEqual({
    conflicts: [],
    write: ['edit', 'fresh'],
    remove: ['gone', 'half'],
    forget: ['lost'],
    clear: [],
    during: {
      written: new Map(Object.entries({ same: '1', gone: '3', other: '4', lost: '5' })),
      writing: new Map(Object.entries({ half: '6', edit: 'two', fresh: '7' })),
    },
    after: {
      written: new Map(Object.entries({ other: '4', same: '1', edit: 'two', fresh: '7' })),
      writing: new Map(),
    },
  });
});

test('a file that a killed run left and nobody selected stays in doubt', () => {
  const plan = planOutput(facts({ writing: { half: '6' }, found: { half: file('?') }, prune: () => false }));
  expect(plan.remove).toEqual([]);
  expect(plan.after).toEqual({ written: new Map(), writing: new Map([['half', '6']]) });
});

test.each<[string, Parameters<typeof facts>[0], readonly string[]]>([
  ['foreign file', { wanted: { a: '1' }, found: { a: file() } }, ['a foreign']],
  ['edited file', { written: { a: '0' }, wanted: { a: '1' }, found: { a: file('9') } }, ['a edited']],
  ['edited file that is no longer wanted', { written: { a: '0' }, found: { a: file('9') } }, ['a edited']],
  ['link', { wanted: { a: '1' }, found: { a: { kind: 'symlink' } } }, ['a symlink']],
  ['link in place of our file', { written: { a: '1' }, found: { a: { kind: 'symlink' } } }, ['a symlink']],
  ['FIFO', { wanted: { a: '1' }, found: { a: { kind: 'not-regular' } } }, ['a not-regular']],
  [
    'folder with a file of others',
    { wanted: { a: '1' }, found: { a: { kind: 'folder', files: ['a/x'] } } },
    ['a folder'],
  ],
  [
    'link on the way',
    {
      wanted: { 'a/b': '1', 'a/c': '1' },
      found: {
        'a/b': { kind: 'blocked', by: 'a' },
        'a/c': { kind: 'blocked', by: 'a' },
        a: { kind: 'symlink' },
      },
    },
    ['a symlink'],
  ],
  [
    'link on the way to our file',
    { written: { 'a/b': '1' }, found: { 'a/b': { kind: 'blocked', by: 'a' }, a: { kind: 'symlink' } } },
    ['a symlink'],
  ],
  [
    'foreign file on the way',
    { wanted: { 'a/b': '1' }, found: { 'a/b': { kind: 'blocked', by: 'a' }, a: file() } },
    ['a foreign'],
  ],
  [
    'our file on the way that was not selected',
    {
      written: { a: '1' },
      wanted: { 'a/b': '1' },
      found: { 'a/b': { kind: 'blocked', by: 'a' }, a: file('1') },
      prune: () => false,
    },
    ['a unselected'],
  ],
  [
    'our edited file on the way',
    {
      written: { a: '1' },
      wanted: { 'a/b': '1' },
      found: { 'a/b': { kind: 'blocked', by: 'a' }, a: file('9') },
    },
    ['a edited'],
  ],
])('%s is a conflict', (_, parts, wanted) => {
  const { conflicts } = planOutput(facts(parts));
  expect(conflicts.map(({ path, reason }) => `${path} ${reason}`)).toEqual(wanted);
});

test.each<[string, Parameters<typeof facts>[0], Partial<ReturnType<typeof planOutput>>]>([
  [
    'edited to what is wanted',
    { written: { a: '0' }, wanted: { a: '1' }, found: { a: file('1') } },
    { write: [] },
  ],
  ['half written', { writing: { a: '0' }, wanted: { a: '1' }, found: { a: file('?') } }, { write: ['a'] }],
  ['listed and missing', { written: { a: '1' }, wanted: { a: '1' } }, { write: ['a'] }],
  [
    'folder of files that go away',
    {
      written: { 'a/x': '1' },
      wanted: { a: '1' },
      found: { 'a/x': file('1'), a: { kind: 'folder', files: ['a/x'] } },
    },
    { write: ['a'], remove: ['a/x'], clear: ['a'] },
  ],
  [
    'our file that makes room for a folder',
    {
      written: { a: '1' },
      wanted: { 'a/b': '1' },
      found: { 'a/b': { kind: 'blocked', by: 'a' }, a: file('1') },
    },
    { write: ['a/b'], remove: ['a'] },
  ],
  [
    'a folder, begun by a killed run, where our file was',
    {
      written: { a: '1' },
      writing: { 'a/b': '2' },
      wanted: { 'a/b': '2' },
      found: { a: { kind: 'folder', files: ['a/b'] }, 'a/b': file('?') },
    },
    { write: ['a/b'], remove: [], forget: ['a'] },
  ],
  [
    'foreign file where our folder was',
    { written: { 'a/b': '1' }, found: { 'a/b': { kind: 'blocked', by: 'a' }, a: file() } },
    { remove: [], forget: ['a/b'] },
  ],
])('%s is no conflict', (_, parts, wanted) => {
  const plan = planOutput(facts(parts));
  expect(plan.conflicts).toEqual([]);
  expect(plan).toMatchObject(wanted);
});
