import { historyOf } from '../../adapters/git/history.ts';
import type { Remote, RemoteRefs } from '../../adapters/git/remote.ts';
import { pathMatcher } from '../../compile/discover/path-matcher.ts';
import type { ObjectId } from '../../model/git.ts';
import { parseRendered } from '../../publish/commit-message.ts';
import { byteOrder } from '../../util/byte-order.ts';
import {
  ensureCommits,
  readStates,
  trustOf,
  type BranchLook,
  type BranchState,
  type Trust,
} from './branch-state.ts';
import type { MatrixBranch } from './matrix-branches.ts';
import type { OpenedSource } from './open-source.ts';
import { renderBehind } from './render-behind.ts';

/** What the remote shows for one branch. */
export interface PublishedBranch {
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** Empty for a branch that the source does not produce. */
  readonly workspaces: readonly string[];
  readonly tip: ObjectId | undefined;
  /** The published source commit: from the record, else from what the tip says of itself. */
  readonly source: ObjectId | undefined;
  /** `missing`: neither a record nor the branch is there. */
  readonly record: 'recorded' | 'unrecorded' | 'missing';
  /** Whose the branch is; for a branch under review, whether its files are those of a render. */
  readonly trust: Trust['kind'];
  /** Paths that a hand changed since the last publish; undefined when they cannot be told. */
  readonly edits: readonly string[] | undefined;
}

/** A branch to look at. */
export interface WantedLook {
  readonly branch: string;
  readonly workspaces: readonly string[];
  /** The branch that is merged into this one, for a branch under review. */
  readonly next?: string;
}

const RECORDS = 'refs/moorline/progress/';

/** A look at the branches of a remote, with the globs of files that belong to others. */
export function branchLook(source: OpenedSource, target: Remote, preserve: readonly string[]): BranchLook {
  return { source, target, isPreserved: pathMatcher(preserve), preserves: preserve.length > 0 };
}

/**
 * The branches of the matrix, those that are pushed for their review, and unless `isPartial` every other
 * branch with a record; in byte order.
 */
export function looksOf(
  matrix: readonly MatrixBranch[],
  refs: RemoteRefs,
  isPartial: boolean,
): readonly WantedLook[] {
  const own = matrix.flatMap(({ branch, workspaces, pushed }): WantedLook[] =>
    pushed === branch
      ? [{ branch, workspaces }]
      : [
          { branch, workspaces, next: pushed },
          { branch: pushed, workspaces },
        ],
  );
  const known = new Set(own.map(({ branch }) => branch));
  const others = [...refs.refs.keys()]
    .filter((ref) => !isPartial && ref.startsWith(RECORDS))
    .map((ref) => ref.slice(RECORDS.length))
    .filter((branch) => !known.has(branch))
    .map((branch): WantedLook => ({ branch, workspaces: [] }));
  return [...own, ...others].sort((a, b) => byteOrder(a.branch, b.branch));
}

/**
 * Looks at branches of a remote; changes nothing there.
 * @throws AdapterError when the remote cannot be reached or a record cannot be read
 */
export async function publishedBranches(
  look: BranchLook,
  refs: RemoteRefs,
  wanted: readonly WantedLook[],
): Promise<readonly PublishedBranch[]> {
  const names = wanted.flatMap(({ branch, next }) => (next === undefined ? [branch] : [branch, next]));
  const states = await readStates(look, refs, [...new Set(names)]);
  const byName = new Map(states.map((state) => [state.branch, state]));
  const found: PublishedBranch[] = [];
  for (const each of wanted) {
    const state = byName.get(each.branch);
    if (!state) continue;
    const next = each.next === undefined ? undefined : byName.get(each.next);
    const facts =
      next?.tip === undefined ? await pushedFacts(look, state) : await mergedFacts(look, state, next);
    found.push({ branch: each.branch, workspaces: each.workspaces, tip: state.tip, ...facts });
  }
  return found;
}

type Facts = Pick<PublishedBranch, 'source' | 'record' | 'trust' | 'edits'>;

async function pushedFacts(look: BranchLook, state: BranchState): Promise<Facts> {
  const trust = await trustOf(look, state);
  const edits = trust.kind === 'edited' ? trust.changes?.map(({ path }) => path) : [];
  const source = 'source' in trust ? trust.source : undefined;
  return { source, record: recordOf(state), trust: trust.kind, edits };
}

function recordOf({ record, tip }: BranchState): PublishedBranch['record'] {
  if (record) return 'recorded';
  return tip === undefined ? 'missing' : 'unrecorded';
}

/** The branch under review: people merge into it, so its files tell which render it shows. */
async function mergedFacts(look: BranchLook, base: BranchState, next: BranchState): Promise<Facts> {
  const record = recordOf(base);
  if (base.tip === undefined) return { source: undefined, record, trust: 'gone', edits: [] };
  if (next.tip === undefined) return { source: undefined, record, trust: 'edited', edits: undefined };
  await ensureCommits(look, [base.tip]);
  const merged = await look.source.objects.commit(base.tip);
  const history = await historyOf(look.target, next.tip, 'all');
  const render = merged && (await renderBehind(look, merged, history));
  if (render === undefined) return { source: undefined, record, trust: 'edited', edits: undefined };
  const source = render === 'start' ? undefined : parseRendered(render.message)?.source;
  return { source, record, trust: 'ours', edits: [] };
}
