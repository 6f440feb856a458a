import { topOf } from '../../adapters/git/source-place.ts';
import { listRemote, type Remote, type RemoteRefs } from '../../adapters/git/remote.ts';
import { checkRemote, maskUrls } from '../../adapters/git/remote-url.ts';
import { connectionSettings, remoteNames, remoteUrl, rewritten } from '../../adapters/git/source-settings.ts';
import { diagnostic, type Diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';
import { provenanceUrl } from '../../publish/provenance-url.ts';
import type { OpenedSource } from './open-source.ts';

/** The two repositories of a publish, which are one and the same in most cases. */
export interface Remotes {
  /** Holds the source branch. */
  readonly source: Remote;
  /** Holds the rendered branches. */
  readonly target: Remote;
  readonly isOne: boolean;
  /** The target without credentials, for people. */
  readonly shown: string;
  /** How provenance names the source; undefined for a local one. */
  readonly repoURL: string | undefined;
}

/** Finds the remotes that the configuration names; reaches none of them. */
export function findRemotes(
  source: OpenedSource,
  { remote: named, sourceURL }: MoorlineConfig['publish'],
  signal: AbortSignal,
): Outcome<Remotes> {
  const { settings, store, place } = source;
  const names = remoteNames(settings);
  const isName = names.includes(named);
  if (!isName && !/[/:\\]/.test(named)) return unknown(named, names);
  const target = openRemote(isName ? (remoteUrl(settings, named) ?? '') : rewritten(named, settings));
  const origin = isName ? target : openRemote(remoteUrl(settings, 'origin'));
  if (!origin) return unknown('origin', names);
  if ('refused' in target) return refused(named, target.refused);
  if ('refused' in origin) return refused('origin', origin.refused);
  const toRemote = (url: string): Remote => ({ store, url, settings: connectionSettings(settings), signal });
  const insecure = [...new Set([target, origin])].filter(({ isInsecure }) => isInsecure);
  return {
    value: {
      source: toRemote(origin.url),
      target: toRemote(target.url),
      isOne: origin.url === target.url,
      shown: maskUrls(target.url),
      repoURL: provenanceUrl(sourceURL ?? origin.url),
    },
    diagnostics: insecure.map(({ url }) =>
      diagnostic('REMOTE_INSECURE', `${maskUrls(url)} is not encrypted. Use https or ssh.`, undefined),
    ),
  };

  function openRemote(url: string): ReturnType<typeof checkRemote>;
  function openRemote(url: string | undefined): ReturnType<typeof checkRemote> | undefined;
  function openRemote(url: string | undefined): ReturnType<typeof checkRemote> | undefined {
    return url === undefined ? undefined : checkRemote(url, topOf(place));
  }
}

function unknown(name: string, names: readonly string[]): Outcome<Remotes> {
  const known = names.length === 0 ? 'This clone has no remote.' : `There are: ${names.join(', ')}.`;
  return { diagnostics: [diagnostic('REMOTE_UNKNOWN', `There is no remote "${name}". ${known}`, undefined)] };
}

function refused(name: string, reason: string): Outcome<Remotes> {
  const detail = `The remote "${maskUrls(name)}" is not used: ${reason}.`;
  return { diagnostics: [diagnostic('REMOTE_INVALID', detail, undefined)] };
}

/** What both remotes have; asked once when they are one. */
export async function listRemotes({
  source,
  target,
  isOne,
}: Remotes): Promise<{ readonly source: RemoteRefs; readonly target: RemoteRefs }> {
  if (isOne) {
    const refs = await listRemote(target);
    return { source: refs, target: refs };
  }
  const [sourceRefs, targetRefs] = await Promise.all([listRemote(source), listRemote(target)]);
  return { source: sourceRefs, target: targetRefs };
}

/** The full name of the branch whose commits may be published. */
export function sourceBranch(
  refs: RemoteRefs,
  configured: string | undefined,
): { readonly ref: string } | { readonly problem: Diagnostic } {
  if (configured !== undefined) return { ref: `refs/heads/${configured}` };
  if (refs.head !== undefined) return { ref: refs.head };
  const usual = ['refs/heads/main', 'refs/heads/master'].filter((ref) => refs.refs.has(ref));
  const [only] = usual;
  if (only !== undefined && usual.length === 1) return { ref: only };
  if (refs.refs.size === 0) {
    const detail = 'The remote has no branch yet. Push the source first.';
    return { problem: diagnostic('SOURCE_NOT_PUSHED', detail, undefined) };
  }
  const detail = 'The remote names no default branch. Set publish.source in moorline.yaml.';
  return { problem: diagnostic('SOURCE_BRANCH_UNKNOWN', detail, undefined) };
}
