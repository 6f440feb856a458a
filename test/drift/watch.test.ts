import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { until } from '../servers/until.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const config = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata: { level: ${value} }\n`;
const DRIFTED = '  ~ ConfigMap web  changed in cluster\n      data.level  Git info, cluster debug\n';

/** Starts a watch that ends by itself after some seconds, and says what it printed so far. */
function startWatch(root: string, args: readonly string[]) {
  const output = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => void (output[name] += text),
  });
  const io = { cwd: root, env: {}, stdout: sink('stdout'), stderr: sink('stderr'), stdinIsTerminal: false };
  const files = ['--desired', 'git.yaml', '--live', 'live.yaml'];
  const ended = runCli(['drift', ...files, '--watch', '1', '--timeout', '4', ...args], io, '0.0.0');
  return { output, ended };
}

/** Writes a file at once, so that no check sees a part of it. */
function put(root: string, name: string, text: string): void {
  writeFileSync(join(root, 'next'), text);
  renameSync(join(root, 'next'), join(root, name));
}

describe('drift --watch', () => {
  it('prints what changes, goes on after an error, and ends with the code of the last check', async () => {
    const root = tempFolder({ 'git.yaml': config('info'), 'live.yaml': config('info') });
    const { output, ended } = startWatch(root, []);
    const otherwise = () => JSON.stringify(output);
    await until(() => output.stdout.includes('1 in sync') || undefined, { otherwise });
    put(root, 'live.yaml', 'kind: [');
    await until(() => output.stderr.includes('YAML_SYNTAX') || undefined, { otherwise });
    put(root, 'live.yaml', config('debug'));
    await until(() => output.stdout.includes('debug') || undefined, { otherwise });
    expect(await ended).toBe(2);
    expect(output.stdout).toBe(`1 in sync\n\n${DRIFTED}`);
  });

  it('as JSON lines prints the lines that are new', async () => {
    const two = (value: string) => `${config('info').replace('web', 'api')}---\n${config(value)}`;
    const root = tempFolder({ 'git.yaml': two('info'), 'live.yaml': two('info') });
    const { output, ended } = startWatch(root, ['--output', 'jsonl']);
    const lines = () => output.stdout.split('\n').filter((line) => line !== '');
    await until(() => lines().length === 2 || undefined, { otherwise: () => output.stdout });
    put(root, 'live.yaml', two('debug'));
    await until(() => lines().length === 3 || undefined, { otherwise: () => output.stdout });
    expect(await ended).toBe(2);
    expect(lines().map((line) => (JSON.parse(line) as { state: string }).state)).toEqual([
      'synced',
      'synced',
      'drifted',
    ]);
  });

  it.each([
    [['--watch', '0'], 'whole seconds'],
    [['--watch', '--output', 'html'], '--watch prints text or jsonl'],
  ])('refuses %j', async (args, says) => {
    const root = tempFolder({ 'git.yaml': config('info'), 'live.yaml': config('info') });
    const { output, ended } = startWatch(root, args);
    expect([await ended, output.stderr]).toEqual([4, expect.stringContaining(says)]);
  });
});
