import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moorline } from '../tools/cli.ts';
import { tempFolder, type Tree } from '../tools/temp-folder.ts';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'bin.js');
const REPOSITORY: Tree = {
  'moorline.yaml': '',
  'workspaces/dev.yaml': '',
  'workspaces/prod.yaml': 'this is: [no YAML',
  'workspaces/$(touch hacked).yaml': '',
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/dev/stack.yaml': 'name: dev\n',
  'apps/search/project.yaml': 'name: search\nunknown: field\n',
  'apps/search/dev/stack.yaml': 'name: dev\n',
  'apps/search/live/stack.yaml': 'name: live\nworkspace: prod\n',
  'apps/evil/project.yaml': 'name: "$(touch hacked)"\n',
  'apps/worse/project.yaml': 'name: "`touch hacked`; touch hacked"\n',
};

interface Shell {
  readonly cwd: string;
  readonly run: (code: string) => string;
}

/** A shell that finds `moorline` and has its completion loaded; undefined when it is not installed. */
async function openShell(name: string, load: string): Promise<Shell | undefined> {
  if (spawnSync(name, ['-c', 'true']).error) return undefined;
  const script = await moorline(['completion', name]);
  expect(script).toMatchObject({ code: 0, stderr: '' });
  const cwd = tempFolder(REPOSITORY);
  const tools = tempFolder({ script: script.stdout });
  writeFileSync(join(tools, 'moorline'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(join(tools, 'moorline'), 0o755);
  const env = { PATH: `${tools}:${process.env['PATH'] ?? ''}`, HOME: tools, SCRIPT: join(tools, 'script') };
  const run = (code: string): string => {
    const ended = spawnSync(name, ['-c', `${load}\n${code}`], { cwd, env, encoding: 'utf8' });
    expect(ended.stderr).toBe('');
    return ended.stdout;
  };
  return { cwd, run };
}

/** What bash would offer: the words as bash cuts the line, the last one is being typed. */
function complete({ run }: Shell, ...words: readonly string[]): readonly string[] {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const code = `COMP_WORDS=(moorline ${quoted}); COMP_CWORD=${words.length}; _moorline; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return run(code)
    .split('\n')
    .filter((line) => line !== '');
}

describe('moorline completion names', () => {
  it('prints every name once, also from files with errors, and nothing a shell could run', async () => {
    const cwd = tempFolder(REPOSITORY);
    const names = async (kind: string) => await moorline(['completion', 'names', kind], { cwd });
    expect(await names('workspaces')).toEqual({ code: 0, stdout: 'dev\nprod\n', stderr: '' });
    expect(await names('projects')).toEqual({ code: 0, stdout: 'search\nshop\n', stderr: '' });
    expect(await names('stacks')).toEqual({ code: 0, stdout: 'dev\nlive\n', stderr: '' });
  });

  it('is silent when something is wrong', async () => {
    const silence = { code: 0, stdout: '', stderr: '' };
    expect(await moorline(['completion', 'names', 'planets'])).toEqual(silence);
    expect(await moorline(['completion', 'names', 'projects', '-C', '/nonexistent'])).toEqual(silence);
  });

  it('leaves it to the scripts to know it', async () => {
    expect((await moorline(['completion', '--help'])).stdout).not.toContain('names');
    const unknown = await moorline(['completion', 'tcsh']);
    expect(unknown.code).toBe(4);
    expect(unknown.stderr).toContain('There is no script for "tcsh". Choose one of: bash, zsh, fish.');
  });
});

describe('the script for bash', () => {
  it('completes commands, options, choices, names and folders', async () => {
    const shell = (await openShell('bash', 'set -u; source "$SCRIPT"'))!;
    expect(complete(shell, 're')).toEqual(['render']);
    expect(complete(shell, '')).toEqual(expect.arrayContaining(['check', 'completion', 'init', 'schema']));
    expect(complete(shell, 'init', '--te')).toEqual(['--template']);
    expect(complete(shell, 'render', '--wo')).toEqual(['--workspace']);
    expect(complete(shell, 'init', '--template', '')).toEqual(['service', 'job', 'multi']);
    expect(complete(shell, 'new', '')).toEqual(['project', 'stack', 'workspace', 'module']);
    expect(complete(shell, 'new', '--from', 'x', 'st')).toEqual(['stack']);
    expect(complete(shell, '--color', 'al')).toEqual(['always']);
    expect(complete(shell, 'render', '--out', 'ap')).toEqual(['apps']);
    expect(complete(shell, 'render', '--out')).toEqual(['--output', '--out']);
    expect(complete(shell, 'schema', 'app', '')).toEqual([]);
    expect(complete(shell, 'planet', '')).toEqual([]);
  });

  it('completes names from the repository, of -C too, in both forms of an option', async () => {
    const shell = (await openShell('bash', 'source "$SCRIPT"'))!;
    expect(complete(shell, 'render', '--workspace', '')).toEqual(['dev', 'prod']);
    expect(complete(shell, 'render', '--project', '=', 's')).toEqual(['search', 'shop']);
    expect(complete(shell, 'render', '--project', '=')).toEqual(['search', 'shop']);
    expect(complete(shell, 'render', '--project', '=', 'shop', '--stack', 'l')).toEqual(['live']);
    expect(complete(shell, '--stack', 'live', 'list', '--project', '')).toEqual(['search', 'shop']);
    expect(complete(shell, '-C', shell.cwd, 'list', '--project', '')).toEqual(['search', 'shop']);
    expect(complete(shell, '-C', '/nonexistent', 'list', '--project', '')).toEqual([]);
  });

  it('completes what is set and what is imported', async () => {
    const shell = (await openShell('bash', 'source "$SCRIPT"'))!;
    expect(complete(shell, 'set', '')).toEqual(['image']);
    expect(complete(shell, 'import', '')).toEqual(['kusion']);
    expect(complete(shell, 'import', 'kusion', 'a')).toEqual(['apps']);
    expect(complete(shell, 'import', 'kusion', 'apps', '--backend', 's')).toEqual(['sealed-secrets', 'sops']);
    expect(complete(shell, 'import', 'kusion', 'apps', '--spec', 'moor')).toEqual(['moorline.yaml']);
  });

  it('never runs text of the repository or of another program', async () => {
    const shell = (await openShell('bash', 'source "$SCRIPT"'))!;
    const offered = shell.run(
      `moorline() { printf '%s\\n' '$(touch hacked)' '-x' 'a b' 'ok'; }
       COMP_WORDS=(moorline list --project ''); COMP_CWORD=3; _moorline; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    expect(offered).toBe('ok\n');
    expect(complete(shell, 'list', '--project', '$(touch hacked)')).toEqual([]);
    expect(shell.run('ls')).not.toContain('hacked');
  });
});

describe('the script for zsh', () => {
  it('loads, and completes names', async ({ skip }) => {
    const shell = await openShell(
      'zsh',
      'compdef() { :; }; compadd() { print -r -- "$@"; }; source "$SCRIPT"',
    );
    if (!shell) return skip('zsh is not installed');
    expect(shell.run('typeset -A opt_args; _moorline_names -J group workspaces')).toBe(
      '-J group -- dev prod\n',
    );
    expect(shell.run('typeset -A opt_args; opt_args[-C]=/nonexistent; _moorline_names projects')).toBe(
      '--\n',
    );
    expect(shell.run('whence -w _moorline')).toBe('_moorline: function\n');
  });
});

describe('the script for fish', () => {
  it('completes commands, choices and names', async ({ skip }) => {
    const shell = await openShell('fish', 'source $SCRIPT');
    if (!shell) return skip('fish is not installed');
    const offered = (line: string) =>
      shell
        .run(`complete -C '${line}'`)
        .split('\n')
        .flatMap((each) => each.split('\t')[0] || []);
    expect(offered('moorline re')).toEqual(['render']);
    expect(offered('moorline new ')).toEqual(['project', 'stack', 'workspace']);
    expect(offered('moorline render --workspace ')).toEqual(['dev', 'prod']);
    expect(offered(`moorline -C ${shell.cwd} list --stack `)).toEqual(['dev', 'live']);
  });
});
