import { relationOf } from '../../adapters/git/ancestry.ts';
import type { RemoteRefs } from '../../adapters/git/remote.ts';
import { pathMatcher } from '../../compile/discover/path-matcher.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ObjectId } from '../../model/git.ts';
import { BUILT_IN_MODULES } from '../built-in.ts';
import { loadConfig, type LoadedConfig } from '../load-config.ts';
import { loadRepository } from '../load-repository.ts';
import { ensureCommits, isOutOfReach, recordRefOf } from '../publish/branch-state.ts';
import { checkBranch } from './check-branch.ts';
import type { CheckContext } from './check-claim.ts';
import { findRemotes, listRemotes, sourceBranch, type Remotes } from '../publish/find-remotes.ts';
import { openSource, type OpenedSource } from '../publish/open-source.ts';
import { patiently } from '../publish/patiently.ts';
import { persistently } from './persistently.ts';
import type { BranchRequest } from '../publish/publish-request.ts';
import { ReferenceRenders } from './reference-renders.ts';
import { verifyBranches } from './verify-branches.ts';
import type { BranchVerdict, VerifyOutcome } from './verify-outcome.ts';
import type { WantedBranch } from '../publish/wanted-branches.ts';

/** What to verify. */
export interface VerifyRequest extends BranchRequest {
  /** Rendered branches; when empty, every branch of the source. */
  readonly branches: readonly string[];
}

/**
 * Proves that rendered branches of the remote are, bit for bit, fresh renders of the source commits that
 * they name. Reads only: what the clone lacks is fetched into a private store that goes away.
 * @throws AdapterError for what stops the run before anything is known of the branches
 */
export async function verify(request: VerifyRequest): Promise<VerifyOutcome> {
  const source = await openSource(request, false);
  try {
    return await verifySource(request, source);
  } finally {
    await source.store.close();
  }
}

async function verifySource(request: VerifyRequest, source: OpenedSource): Promise<VerifyOutcome> {
  const { signal } = request;
  const reader = source.reader(source.commit.id);
  const config = await loadConfig(reader, await reader.list(), source.configPath);
  const found: Diagnostic[] = [...config.diagnostics];
  const outcome = (branches: readonly BranchVerdict[], remotes?: Remotes): VerifyOutcome => ({
    source: source.commit.id,
    remote: remotes?.shown,
    branches,
    diagnostics: [...found, ...branches.flatMap(({ problem }) => problem ?? [])],
  });
  if (hasErrors(found)) return outcome([]);
  const { value: remotes, diagnostics } = findRemotes(source, config.value.publish, signal);
  found.push(...diagnostics);
  if (!remotes) return outcome([]);
  source.useRemote(remotes.source);
  request.onStep?.(`asking ${remotes.shown}`);
  const refs = await patiently(() => listRemotes(remotes), signal);
  const main = sourceBranch(refs.source, config.value.publish.source);
  if ('problem' in main) {
    found.push(main.problem);
    return outcome([], remotes);
  }
  const repository = await loadRepository({
    reader,
    modules: BUILT_IN_MODULES,
    configPath: source.configPath,
  });
  // a named branch can be checked although the source of today is broken
  if (request.branches.length === 0 && hasErrors(repository.diagnostics)) {
    found.splice(0, config.diagnostics.length, ...repository.diagnostics);
    return outcome([], remotes);
  }
  const choice = { selection: request.selection, names: request.branches };
  const wanted = verifyBranches(choice, repository, refs.target);
  found.push(...wanted.diagnostics);
  if (!wanted.value) return outcome([], remotes);
  const context = contextOf(request, { source, remotes, refs, config, tip: refs.source.refs.get(main.ref) });
  await fetchTips(context, wanted.value, signal);
  const verdicts: BranchVerdict[] = [];
  for (const each of wanted.value) {
    request.onStep?.(`verifying ${each.render.branch}`);
    verdicts.push(await checkBranch(context, each));
  }
  return outcome(verdicts, remotes);
}

function contextOf(
  { signal }: VerifyRequest,
  {
    source,
    remotes,
    refs,
    config,
    tip,
  }: {
    readonly source: OpenedSource;
    readonly remotes: Remotes;
    readonly refs: { readonly source: RemoteRefs; readonly target: RemoteRefs };
    readonly config: LoadedConfig;
    /** Of the source branch. */
    readonly tip: ObjectId | undefined;
  },
): CheckContext {
  const { preserve } = config.value.publish;
  const known = new Map<ObjectId, Promise<boolean>>();
  const isOnBranch = async (commit: ObjectId): Promise<boolean> => {
    if (tip === undefined) return false;
    const relation = await relationOf({ place: source.place, remote: remotes.source, tip }, commit, tip);
    return relation === 'equal' || relation === 'ancestor';
  };
  return {
    look: {
      source,
      target: remotes.target,
      isPreserved: pathMatcher(preserve),
      preserves: preserve.length > 0,
    },
    refs: refs.target,
    references: new ReferenceRenders(source, remotes, signal),
    isOnSource: (commit) => {
      const answer = known.get(commit) ?? isOnBranch(commit);
      known.set(commit, answer);
      return answer;
    },
  };
}

/** Brings tips and records in one go. What the remote does not give is asked for again branch by branch. */
async function fetchTips(
  { look, refs: { refs } }: CheckContext,
  wanted: readonly WantedBranch[],
  signal: AbortSignal,
): Promise<void> {
  const names = wanted.flatMap(({ render, pushed }) => [
    `refs/heads/${render.branch}`,
    `refs/heads/${pushed}`,
    recordRefOf(pushed),
  ]);
  const ids = names.flatMap((name) => refs.get(name) ?? []);
  try {
    await persistently(() => ensureCommits(look, ids), signal);
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
  }
}
