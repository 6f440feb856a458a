import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Longest silence of a git process in milliseconds; these verbs answer within a second. */
export const TIMEOUT = 60_000;

/**
 * Settings that no configuration of a repository can undo. Nothing is run on behalf of the repository
 * (hooks, file system monitor, pager), nothing is fetched, a repository that lies in the tree as plain
 * files is not taken for ours, and a name that is both branch and tag is reported.
 */
export const SETTINGS = [
  'protocol.allow=never',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.pager=cat',
  'core.warnAmbiguousRefs=true',
  'safe.bareRepository=explicit',
] as const;

/** What git needs to start and to find the settings of the person who runs it. */
const PASSED = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
];

/**
 * `GIT_ALLOW_PROTOCOL` stands beside `protocol.allow` because a repository may set
 * `protocol.<name>.allow`, which wins over the latter; `GIT_NO_LAZY_FETCH` exists since git 2.45 and in
 * security updates of older ones.
 */
const FIXED = {
  LANG: 'C',
  LC_ALL: 'C',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
} as const;

/** The whole environment of a git process: an allow-list of ours, fixed values, and `own`. */
export function gitEnvironment(own: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const passed = PASSED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), ...FIXED, ...own };
}

/**
 * The program to start. Windows looks into the current folder before PATH, where a repository could
 * put a git.exe of its own, so there the name is made absolute.
 */
export function gitBinary(): string {
  if (process.platform !== 'win32') return 'git';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const found = folders.map((folder) => join(folder, 'git.exe')).find((file) => existsSync(file));
  return found ?? join('C:', 'git-not-found', 'git.exe');
}
