import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { byteOrder } from '../../util/byte-order.ts';

/** Longest silence of a git process in milliseconds. Verbs without a remote answer within a second. */
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

/**
 * The same for verbs that talk to a remote. They run in a repository of ours, so that only settings of
 * the person count. Nothing is looked up at the remote beyond what is asked: no haves of other refs, no
 * tags, no submodules; a push is what its refspecs say.
 */
export const REMOTE_SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.pager=cat',
  'fetch.negotiationAlgorithm=noop',
  'fetch.recurseSubmodules=false',
  'fetch.unpackLimit=1',
  'gc.auto=0',
  'http.lowSpeedLimit=1',
  'http.lowSpeedTime=60',
  'maintenance.auto=false',
  'push.followTags=false',
  'push.gpgSign=false',
  'push.recurseSubmodules=no',
  'submodule.recurse=false',
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
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
];

/** What reaching a remote or signing may need besides: agents, askpass helpers, proxies, certificates. */
const PASSED_TO_REMOTE = [
  'ALL_PROXY',
  'DISPLAY',
  'GIT_ASKPASS',
  'GIT_PROXY_SSL_CAINFO',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSH_VARIANT',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'GIT_SSL_CERT',
  'GIT_SSL_KEY',
  'GNUPGHOME',
  'GPG_TTY',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'SSH_AGENT_PID',
  'SSH_ASKPASS',
  'SSH_AUTH_SOCK',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
  'XDG_RUNTIME_DIR',
  'all_proxy',
  'http_proxy',
  'https_proxy',
  'no_proxy',
] as const;

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

/** What a git process is for: its own repository only, or also a remote or a key. */
export type GitReach = 'local' | 'remote';

/** The whole environment of a git process: an allow-list of ours, fixed values, and `own`. */
export function gitEnvironment(
  own: Readonly<Record<string, string>> = {},
  reach: GitReach = 'local',
): Readonly<Record<string, string>> {
  const names = reach === 'local' ? PASSED : [...PASSED, ...PASSED_TO_REMOTE];
  const passed = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const transports = reach === 'local' ? {} : { GIT_ALLOW_PROTOCOL: 'https:ssh:file:http:git' };
  return { ...Object.fromEntries(passed), ...FIXED, ...transports, ...own };
}

/** Variables of the caller that begin with GIT_: those a remote call passes on, and those nothing passes on. */
export function ambientGitVariables(): {
  readonly passed: readonly string[];
  readonly dropped: readonly string[];
} {
  const names = Object.keys(process.env)
    .filter((name) => name.startsWith('GIT_'))
    .sort(byteOrder);
  const isPassed = (name: string): boolean => (PASSED_TO_REMOTE as readonly string[]).includes(name);
  return { passed: names.filter(isPassed), dropped: names.filter((name) => !isPassed(name)) };
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
