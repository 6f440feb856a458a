import type { Commit, ObjectId } from '../../model/git.ts';
import { parseRendered } from '../../publish/commit-message.ts';
import { branchDigest, type SharedInput } from '../../publish/record.ts';
import { RULES } from '../../publish/rules.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { ensureCommits, type BranchLook, type BranchState } from './branch-state.ts';
import { pushedBranch, reviewOf } from './review-mode.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';

/** A branch as the last publish left it. */
export interface PublishedBranch {
  /** The rendered branch, without `refs/heads/`. */
  readonly branch: string;
  /** The branch that is pushed for it. */
  readonly pushed: string;
  readonly workspaces: readonly string[];
  readonly tip: Commit;
}

/** Branches that all hold the render of one source commit: what a later publish can build on. */
export interface PublishedBase {
  /** The published source commit. */
  readonly source: ObjectId;
  /** Every branch of that commit that holds a unit. */
  readonly branches: readonly PublishedBranch[];
  readonly sharedInputs: readonly SharedInput[];
}

/**
 * What the remote holds, if it is the whole render of one source commit by the rules of this version and
 * nobody touched it since. Undefined when any doubt is left; then everything has to be rendered.
 * @param states of every record of the remote
 */
export async function publishedBase(
  look: BranchLook,
  states: readonly BranchState[],
  { review }: MoorlineConfig['publish'],
): Promise<PublishedBase | undefined> {
  const whole = states.flatMap(({ record }) => {
    const group = states.filter((state) => state.record?.source === record?.source && isAsLeft(state));
    const filled = group.filter((state) => (state.record?.layout?.units ?? 0) > 0);
    const digest = branchDigest(filled.map(({ branch }) => branch));
    // a branch without units shows a change by hand only here
    const isTouched = states.some(
      (state) => state.record?.source === record?.source && state.tip !== undefined && !isAsLeft(state),
    );
    // records that were left over by branches of the past stand in no such group
    return !isTouched &&
      filled.length > 0 &&
      filled.every((state) => state.record?.layout?.branches === digest)
      ? [{ record, filled }]
      : [];
  });
  const [found] = whole;
  const sharedInputs = found?.record?.layout?.sharedInputs;
  if (!found?.record || !sharedInputs) return undefined;
  const { filled, record } = found;
  await ensureCommits(
    look,
    filled.flatMap(({ tip }) => tip ?? []),
  );
  const branches = await Promise.all(filled.map((state) => publishedBranch(look, state, review)));
  const known = branches.filter((each) => each !== undefined);
  if (known.length !== filled.length) return undefined;
  const ordered = known.toSorted((a, b) => byteOrder(a.branch, b.branch));
  return { source: record.source, branches: ordered, sharedInputs };
}

/** True for a branch at the very commit that its record names. */
function isAsLeft({ tip, record }: BranchState): boolean {
  return tip !== undefined && tip === record?.rendered;
}

async function publishedBranch(
  { source }: BranchLook,
  { branch: pushed, tip: id }: BranchState,
  review: MoorlineConfig['publish']['review'],
): Promise<PublishedBranch | undefined> {
  const tip = id === undefined ? undefined : await source.objects.commit(id);
  const mark = tip && parseRendered(tip.message);
  if (!tip || mark?.rules !== RULES || mark.tree !== tip.tree) return undefined;
  const { workspaces } = mark;
  const mode = workspaces.some((workspace) => reviewOf(review, workspace) === 'pull-request')
    ? 'pull-request'
    : 'direct';
  const branch = mode === 'direct' ? pushed : pushed.replace(/-next$/, '');
  return pushedBranch(branch, mode) === pushed ? { branch, pushed, workspaces, tip } : undefined;
}
