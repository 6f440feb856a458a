import { relationOf } from '../../adapters/git/ancestry.ts';
import type { RemoteRefs } from '../../adapters/git/remote.ts';
import { isDirty } from '../../adapters/git/work-tree-status.ts';
import { pathMatcher } from '../../compile/discover/path-matcher.ts';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ObjectId, Signature } from '../../model/git.ts';
import { AdapterError } from '../../model/ports.ts';
import { loadConfig, type LoadedConfig } from '../load-config.ts';
import { findRemotes, listRemotes, sourceBranch, type Remotes } from './find-remotes.ts';
import { openSource, type OpenedSource } from './open-source.ts';
import { patiently } from './patiently.ts';
import type { PublishOutcome } from './publish-outcome.ts';
import type { PublishRequest } from './publish-request.ts';
import type { PublishContext } from './plan-branch.ts';
import { pushPlans } from './push-plans.ts';
import { rendererFor } from './renderer.ts';

/**
 * Renders a source commit and moves the rendered branches of the remote to it: all of them in one
 * transaction or none, forward only, and only from the values that were seen. Safe to be killed at any
 * moment, to be run many times at once, and to be run again.
 * @throws AdapterError for what stops the run before anything is known of the branches
 */
export async function publish(request: PublishRequest): Promise<PublishOutcome> {
  const source = await openSource(request, !request.dryRun);
  const known: Known = { source: source.commit.id, remote: undefined, branches: [], diagnostics: [] };
  try {
    return await publishSource(request, source, known);
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    known.diagnostics.push(diagnostic(error.code, error.message, undefined));
    return known;
  } finally {
    await source.store.close();
  }
}

/** What a run knows before it looks at branches, and gives when it goes no further. */
interface Known extends PublishOutcome {
  remote: string | undefined;
  readonly diagnostics: Diagnostic[];
}

async function publishSource(
  request: PublishRequest,
  source: OpenedSource,
  known: Known,
): Promise<PublishOutcome> {
  const { signal } = request;
  const reader = source.reader(source.commit.id);
  const config = await loadConfig(reader, await reader.list(), source.configPath);
  known.diagnostics.push(...config.diagnostics);
  if (hasErrors(config.diagnostics)) return known;
  const { value: remotes, diagnostics } = findRemotes(source, config.value.publish, signal);
  known.diagnostics.push(...diagnostics);
  if (!remotes) return known;
  known.remote = remotes.shown;
  source.useRemote(remotes.source);
  const dirty = dirtyWarning(request, source);
  request.onStep?.(`asking ${remotes.shown}`);
  const refs = await patiently(() => listRemotes(remotes), signal);
  const branch = await reachable(source, remotes, { refs: refs.source, config });
  known.diagnostics.push(...(await dirty), ...('code' in branch ? [branch] : []));
  if ('code' in branch) return known;
  const context = contextOf(request, { source, remotes, config, tip: branch.tip });
  const renderer = rendererFor(request, context.look, { config, origin: remotes.source });
  const own = remotes.isOne ? branch.ref.slice('refs/heads/'.length) : undefined;
  const outcome = await pushPlans(request, context, { remotes, refs: refs.target, renderer, config, own });
  return { ...outcome, diagnostics: [...known.diagnostics, ...outcome.diagnostics] };
}

/** The source branch and its tip; a diagnostic when the source commit is not on it. */
async function reachable(
  { commit, place }: OpenedSource,
  { source: remote }: Remotes,
  { refs, config }: { readonly refs: RemoteRefs; readonly config: LoadedConfig },
): Promise<{ readonly ref: string; readonly tip: ObjectId } | Diagnostic> {
  const branch = sourceBranch(refs, config.value.publish.source);
  if ('problem' in branch) return branch.problem;
  const tip = refs.refs.get(branch.ref);
  const name = branch.ref.replace('refs/heads/', '');
  if (tip === undefined) {
    const detail = `The remote has no branch "${name}". Push the source first: git push origin ${name}`;
    return diagnostic('SOURCE_NOT_PUSHED', detail, undefined);
  }
  const relation = await relationOf({ place, remote, tip }, commit.id, tip);
  if (relation === 'equal' || relation === 'ancestor') return { ref: branch.ref, tip };
  const detail = `${commit.id.slice(0, 7)} is not on "${name}" of the remote, which is at ${tip.slice(0, 7)}. Push the source first.`;
  return diagnostic('SOURCE_NOT_PUSHED', detail, undefined);
}

async function dirtyWarning(
  { source: revision }: PublishRequest,
  { place, settings }: OpenedSource,
): Promise<readonly Diagnostic[]> {
  if (revision !== undefined || (await isDirty(place, settings)) !== true) return [];
  const detail = 'The work tree has changes that are not committed. They are not part of what is published.';
  return [diagnostic('WORK_TREE_DIRTY', detail, undefined)];
}

function contextOf(
  request: PublishRequest,
  {
    source,
    remotes,
    config,
    tip,
  }: {
    readonly source: OpenedSource;
    readonly remotes: Remotes;
    readonly config: LoadedConfig;
    readonly tip: ObjectId;
  },
): PublishContext {
  const { preserve, author } = config.value.publish;
  const known = new Map<ObjectId, ReturnType<typeof relationOf>>();
  const history = { place: source.place, remote: remotes.source, tip };
  return {
    look: {
      source,
      target: remotes.target,
      isPreserved: pathMatcher(preserve),
      preserves: preserve.length > 0,
    },
    provenance: { commit: source.commit, repoURL: remotes.repoURL },
    relationTo: async (published) => {
      const found = known.get(published) ?? relationOf(history, published, source.commit.id);
      known.set(published, found);
      return await found;
    },
    author: authorOf(author),
    version: request.version,
    allowPrune: request.allowPrune,
    allowRewind: request.allowRewind,
    adopt: request.adopt,
  };
}

/** Who makes rendered commits: never the person or machine that runs the program. */
export function authorOf(author: string | undefined): Pick<Signature, 'name' | 'email'> {
  const match = /^([^<>]*[^<>\s])\s*<([^<>\s]+)>$/.exec(author ?? '');
  if (!match) {
    if (author !== undefined)
      throw new AdapterError('GIT_UNAVAILABLE', `publish.author is not "Name <mail>".`);
    return { name: 'Moorline', email: 'noreply@moorline.dev' };
  }
  return { name: match[1] ?? '', email: match[2] ?? '' };
}
