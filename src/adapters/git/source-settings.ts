import { AdapterError } from '../../model/ports.ts';
import { runGit } from './git.ts';
import type { SourcePlace } from './source-place.ts';

/** A setting with where it stands: `local` and `worktree` belong to the repository, the rest to the person. */
export interface GitSetting {
  readonly scope: string;
  /** As git prints it: section and name in lower case. */
  readonly key: string;
  readonly value: string;
}

/** All settings that git sees in the user's repository, low precedence first. */
export async function readSettings(place: SourcePlace): Promise<readonly GitSetting[]> {
  const answer = await runGit({
    verb: 'config',
    options: ['--list', '--null', '--show-scope'],
    cwd: place.folder,
  });
  if (answer.status !== 0) {
    const reason = answer.stderr.split('\n')[0] ?? '';
    throw new AdapterError('GIT_UNAVAILABLE', `Git cannot read its settings: ${reason}`);
  }
  const parts = answer.stdout.toString().split('\0');
  const settings: GitSetting[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const entry = parts[at + 1] ?? '';
    const end = entry.indexOf('\n');
    const key = end < 0 ? entry : entry.slice(0, end);
    settings.push({ scope: parts[at] ?? '', key, value: end < 0 ? 'true' : entry.slice(end + 1) });
  }
  return settings;
}

const isOfRepository = ({ scope }: GitSetting): boolean => scope === 'local' || scope === 'worktree';

/**
 * Settings of the repository that a connection needs and that start no program: headers, proxies and
 * certificates, as CI systems write them. Programs such as core.sshCommand and credential.helper count
 * only when the person has set them.
 */
export function connectionSettings(settings: readonly GitSetting[]): readonly GitSetting[] {
  const names = /^http\.(?:.*\.)?(?:extraheader|proxy|sslcainfo|sslcapath|sslverify|sslcert|sslkey)$/;
  return settings.filter((each) => isOfRepository(each) && names.test(each.key));
}

/** Keys of programs that the repository wants run for a connection, which never happens. */
export function ignoredPrograms(settings: readonly GitSetting[]): readonly string[] {
  const names =
    /^(?:core\.(?:sshcommand|askpass|gitproxy|hookspath|fsmonitor)|credential\.(?:.*\.)?helper|gpg\.(?:.*\.)?program|remote\..*\.(?:uploadpack|receivepack|vcs|proxy))$/;
  return settings.filter((each) => isOfRepository(each) && names.test(each.key)).map(({ key }) => key);
}

/** Names of the remotes. */
export function remoteNames(settings: readonly GitSetting[]): readonly string[] {
  const names = settings.flatMap(({ key }) => /^remote\.(.*)\.(?:push)?url$/.exec(key)?.[1] ?? []);
  return [...new Set(names)];
}

/** URL of a remote as written; undefined when there is no such remote. */
export function remoteUrl(settings: readonly GitSetting[], name: string): string | undefined {
  const last = (key: string) => settings.findLast((each) => each.key === key)?.value;
  const written = last(`remote.${name}.pushurl`) ?? last(`remote.${name}.url`);
  return written === undefined ? undefined : rewritten(written, settings);
}

/** What `url.<base>.insteadOf` makes of a URL: the longest prefix wins (git-config). */
export function rewritten(url: string, settings: readonly GitSetting[]): string {
  const rules = settings.flatMap(({ key, value }) => {
    const base = /^url\.(.*)\.insteadof$/.exec(key)?.[1];
    return base !== undefined && url.startsWith(value) ? [{ base, prefix: value }] : [];
  });
  const best = rules.toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
  return best ? best.base + url.slice(best.prefix.length) : url;
}
