import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { CommandError } from '../../src/cli/command.ts';
import { EXIT, exitCodeOf } from '../../src/cli/exit-code.ts';
import type { Io } from '../../src/cli/io.ts';
import { progressTo } from '../../src/cli/progress.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { CODES, type Code } from '../../src/diagnostics/codes.ts';
import { diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { PLAIN } from '../../src/report/style.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const exitOf = (...codes: readonly Code[]): number =>
  exitCodeOf(codes.map((code) => diagnostic(code, 'x', undefined)));

describe('exitCodeOf', () => {
  it('is zero without errors', () => {
    expect(exitOf()).toBe(0);
    expect(exitOf('FIELD_DROPPED', 'FIELD_NO_EFFECT', 'SELECTOR_UNKNOWN_PROJECT')).toBe(0);
  });

  it.each([
    ['INTERNAL', 1],
    ['FIELD_UNKNOWN', 3],
    ['WORKSPACE_MISSING', 3],
    ['OUTPUT_UNWRITABLE', 3],
    ['REVISION_UNKNOWN', 3],
    ['USAGE', 4],
    ['SELECTION_EMPTY', 4],
    ['RESOURCE_AMBIGUOUS', 4],
    ['GIT_UNAVAILABLE', 4],
    ['SECRET_PLAINTEXT', 5],
    ['OUTPUT_CONFLICT', 6],
    ['OBJECTS_MISSING', 7],
    ['TIMEOUT', 8],
  ] as const)('of %s is %i', (code, exit) => {
    expect(exitOf(code)).toBe(exit);
  });

  it('takes the first of 1, 8, 3, 4, 7, 6, 5 that occurred', () => {
    const order: readonly Code[] = [
      'INTERNAL',
      'TIMEOUT',
      'FIELD_TYPE',
      'USAGE',
      'OBJECTS_MISSING',
      'OUTPUT_CONFLICT',
      'SECRET_PLAINTEXT',
    ];
    for (const [i, code] of order.entries()) expect(exitOf(...order.slice(i).reverse())).toBe(exitOf(code));
  });

  it('counts no warning of a code that is mostly an error', () => {
    expect(exitCodeOf([diagnostic('MODULE_UNKNOWN', 'x', undefined, { severity: 'warning' })])).toBe(0);
  });

  it('gives every code of an error an exit code that is documented', () => {
    const documented: readonly number[] = Object.values(EXIT).filter((exit) => exit !== 0);
    for (const code of Object.keys(CODES) as Code[]) {
      if (CODES[code].severity === 'error')
        expect([code, documented.includes(exitOf(code))]).toEqual([code, true]);
    }
  });
});

/** A world that remembers what was written. */
function fakeIo(overrides: Partial<Io> = {}) {
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => void (written[name] += text),
  });
  const io: Io = {
    cwd: '/',
    env: {},
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    stdinIsTerminal: false,
    ...overrides,
  };
  return { io, written };
}

describe('a bug of ours', () => {
  const broken = {
    get cwd(): string {
      throw new Error('the disk is on fire');
    },
  };

  it('ends with INTERNAL, exit 1 and a crash file without the values of options', async () => {
    const folder = tempFolder();
    vi.stubEnv('TMPDIR', folder);
    const { io, written } = fakeIo();
    const code = await runCli(
      ['check', '--project', 'canary', '--config=canary'],
      Object.defineProperties(io, Object.getOwnPropertyDescriptors(broken)),
      '1.2.3',
    );
    expect(code).toBe(EXIT.internal);
    expect(written.stdout).toBe('');
    expect(written.stderr).toMatch(/^error\[INTERNAL\]: internal error\n {2}the disk is on fire\n/);
    const [file = ''] = readdirSync(folder);
    expect(written.stderr).toContain(join(folder, file));
    const report = readFileSync(join(folder, file), 'utf8');
    expect(JSON.parse(report)).toMatchObject({
      moorline: '1.2.3',
      options: ['--project', '--config'],
      error: { message: 'the disk is on fire' },
    });
    expect(report).not.toContain('canary');
  });

  it('is one JSON document when JSON was asked for', async () => {
    vi.stubEnv('TMPDIR', tempFolder());
    const { io, written } = fakeIo();
    const code = await runCli(
      ['check', '--output', 'json'],
      Object.defineProperties(io, Object.getOwnPropertyDescriptors(broken)),
      '1.2.3',
    );
    expect(code).toBe(EXIT.internal);
    expect(JSON.parse(written.stdout)).toMatchObject({
      command: 'check',
      ok: false,
      exitCode: 1,
      diagnostics: [{ code: 'INTERNAL' satisfies Code, range: null }],
      data: null,
    });
    expect(written.stderr).toBe('');
  });
});

describe('a run that takes too long', () => {
  it('ends with TIMEOUT after the unit at hand', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const global = {
      dir: '/',
      config: undefined,
      output: 'text',
      quiet: false,
      verbose: false,
      input: false,
      timeout: 2,
      style: PLAIN,
      version: '',
    };
    const { io } = fakeIo();
    const { step } = progressTo({ global, io });
    clock.mockReturnValue(2000);
    step(1, 3);
    clock.mockReturnValue(2001);
    expect(() => step(2, 3)).toThrow(
      expect.objectContaining({ code: 'TIMEOUT' satisfies Code }) as CommandError,
    );
  });
});
