import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Blame } from '../../src/drift/verdict.ts';
import { moorlineHere } from '../tools/cli.ts';
import { tempFolder } from '../tools/temp-folder.ts';
import { isSameField, type DriftData } from './drift-data.ts';

const CASES = join(import.meta.dirname, '..', '..', 'fixtures', 'drift');

interface Expected {
  readonly drift: boolean;
  readonly paths: readonly string[];
  readonly optional: readonly string[];
  readonly kinds: Readonly<Record<string, string>>;
  readonly blame: Readonly<Record<string, Partial<Blame>>>;
  readonly tolerated: readonly string[];
  readonly warnings: readonly string[];
  readonly mustNotPrint: readonly string[];
  readonly options: { readonly ignore?: unknown; readonly argocdApp?: string };
}

const FORM_NAMES = ['json', 'jsonl', 'junit', 'markdown', 'prometheus', 'html', 'sarif', 'github'];

/** Every way to ask for output. */
const FORMS = [[], ['--explain', '--verbose'], ...FORM_NAMES.map((form) => ['--output', form, '--verbose'])];

const NOTHING = {
  optional: [],
  kinds: {},
  blame: {},
  tolerated: [],
  warnings: [],
  mustNotPrint: [],
  options: {},
};

const cases = readdirSync(CASES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^\d/.test(entry.name))
  .map(({ name }) => name);

function read(name: string): Expected {
  const text = readFileSync(join(CASES, name, 'expect.json'), 'utf8');
  return { ...NOTHING, ...(JSON.parse(text) as Pick<Expected, 'drift' | 'paths'>) };
}

async function run(name: string, more: readonly string[] = []) {
  const { options } = read(name);
  const config = `drift: ${JSON.stringify({ ignore: options.ignore ?? [] })}\n`;
  const app = options.argocdApp === undefined ? [] : ['--app', options.argocdApp];
  const [desired, live] = ['desired', 'live'].map((side) => join(CASES, name, `${side}.yaml`));
  const files = ['--desired', desired ?? '', '--live', live ?? ''];
  return await moorlineHere(['drift', ...files, ...app, ...more], tempFolder({ 'moorline.yaml': config }));
}

describe.each(cases)('case %s', (name) => {
  const expected = read(name);

  it('has the verdict, the fields, their kinds and whom to blame', async () => {
    const { stdout, code } = await run(name, ['--output', 'json']);
    const { data, ok, exitCode } = JSON.parse(stdout) as DriftData;
    const [resource] = data.workspaces[0]?.resources ?? [];
    const fields = resource?.fields ?? [];
    const isNear = (path: string) => (other: string) => isSameField(path, other);
    const reported = fields.map(({ path }) => path);
    expect([code, exitCode, ok]).toEqual(expected.drift ? [2, 2, false] : [0, 0, true]);
    expect(expected.paths.filter((path) => !reported.some(isNear(path)))).toEqual([]);
    const allowed = [...expected.paths, ...expected.optional];
    expect(reported.filter((path) => !allowed.some(isNear(path)))).toEqual([]);
    for (const [path, kind] of Object.entries(expected.kinds))
      expect(fields.find((field) => field.path === path)?.kind, path).toBe(kind);
    for (const [path, blame] of Object.entries(expected.blame))
      expect(fields.find((field) => isSameField(field.path, path))?.blame[0], path).toMatchObject(blame);
    expect(resource?.tolerated.map((each) => each.path)).toEqual(
      expect.arrayContaining([...expected.tolerated]),
    );
    expect(resource?.warnings.map((each) => each.code)).toEqual(expected.warnings);
  });
});

describe.each(cases.filter((name) => read(name).mustNotPrint.length > 0))('case %s', (name) => {
  it('prints no secret value', async () => {
    for (const more of FORMS) {
      const { stdout, stderr } = await run(name, more);
      for (const secret of read(name).mustNotPrint) expect(stdout + stderr).not.toContain(secret);
    }
  });
});
