import type { RemoteRefs } from '../../adapters/git/remote.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Commit, ObjectId } from '../../model/git.ts';
import { renderDifferences, type RenderComparison } from '../../publish/render-difference.ts';
import { branchFolder } from '../../publish/rendered-branch.ts';
import { METADATA_FILE, rendersRules, RULES } from '../../publish/rules.ts';
import { isOutOfReach, type BranchLook } from '../publish/branch-state.ts';
import type { ReferenceRenders } from './reference-renders.ts';
import type { BranchVerdict } from './verify-outcome.ts';

/** What all checks of a run share. */
export interface CheckContext {
  /** What is preserved is what the configuration of the run says. */
  readonly look: BranchLook;
  readonly refs: RemoteRefs;
  readonly references: ReferenceRenders;
  /** False for a commit that is not on the source branch. */
  readonly isOnSource: (source: ObjectId) => Promise<boolean>;
}

/** What is claimed of a branch: that its tip is the render of a source commit. */
export interface Claim {
  readonly branch: string;
  readonly tip: Commit;
  readonly source: ObjectId;
  readonly rules: number;
  /** Source commit of the record, whose configuration says which files belong to others. */
  readonly recorded: ObjectId | undefined;
}

/** A verdict that says nothing yet. */
export function blankVerdict(branch: string, commit: ObjectId | undefined): Omit<BranchVerdict, 'state'> {
  return {
    branch,
    commit,
    source: undefined,
    rules: undefined,
    recorded: undefined,
    differences: [],
    isCut: false,
    note: undefined,
    proof: undefined,
    problem: undefined,
  };
}

function claimed({ branch, tip, source, rules, recorded }: Claim): Omit<BranchVerdict, 'state'> {
  return { ...blankVerdict(branch, tip.id), source, rules, recorded };
}

const short = (id: ObjectId): string => id.slice(0, 7);

/**
 * Renders the claimed source commit anew and holds the tip against it. Nothing that the branch says is
 * believed but the claim itself, and that only for a commit of the source branch.
 * @throws AdapterError OBJECTS_MISSING, REMOTE_UNREACHABLE when objects cannot be had
 */
export async function checkClaim(context: CheckContext, claim: Claim): Promise<BranchVerdict> {
  const { look, references } = context;
  const { branch, tip, source, rules } = claim;
  if (!rendersRules(rules)) {
    const detail = `${branch} was rendered by the rules ${String(rules)}; this version has ${String(RULES)}.`;
    return {
      ...claimed(claim),
      state: 'unchecked',
      problem: diagnostic('RULES_UNSUPPORTED', detail, undefined),
    };
  }
  const { provenance, render } = await references.of(source);
  const diverged = await divergedVerdict(context, claim);
  if (diverged) return diverged;
  const { value: expected, diagnostics } = await render(branch);
  if (!expected) return { ...claimed(claim), state: 'unchecked', problem: diagnostics[0] };
  const { format } = look.source.store;
  const comparison = await renderDifferences(look.source.objects, {
    format,
    expected: branchFolder(format, expected, provenance),
    actual: tip.tree,
    isPreserved: await preservedBy(context, claim),
  });
  if (comparison.differences.length > 0) return differing(claim, comparison);
  const units = expected.units.map(({ project, stack, workspace, path, resources, outputs }) => ({
    project,
    stack,
    workspace,
    path,
    resources,
    outputs,
  }));
  const proof = { tree: tip.tree, repoURL: provenance.repoURL, units };
  return { ...claimed(claim), state: 'verified', proof };
}

/** The verdict on a branch that differs from what is claimed. */
export function differing(claim: Claim, { differences, isCut }: RenderComparison): BranchVerdict {
  const { branch, tip, source } = claim;
  const [first] = differences;
  const detail =
    first?.path === ''
      ? `${branch} is at ${short(tip.id)}, which is not what the last publish of ${short(source)} left there.`
      : `${branch} is at ${short(tip.id)}, where ${count(differences.length, isCut)} from a render of ${short(source)}.`;
  const isMetadataOnly = differences.every(({ path, kind }) => path === METADATA_FILE && kind === 'modified');
  const note = isMetadataOnly
    ? 'only the root metadata differs; where clones name the source differently, set publish.sourceURL'
    : undefined;
  const problem = diagnostic('BRANCH_DIFFERS', detail, undefined);
  return { ...claimed(claim), state: 'differs', differences, isCut, note, problem };
}

function count(paths: number, isCut: boolean): string {
  return paths === 1 && !isCut
    ? '1 path differs'
    : `${isCut ? 'more than ' : ''}${String(paths)} paths differ`;
}

/** Publish renders commits of the source branch only, so a mark that names another was not made by it. */
async function divergedVerdict(
  { isOnSource }: CheckContext,
  claim: Claim,
): Promise<BranchVerdict | undefined> {
  const { branch, source, recorded = source } = claim;
  for (const id of new Set([source, recorded])) {
    if (await isOnSource(id)) continue;
    const detail = `${branch} names the source commit ${short(id)}, which is not on the source branch.`;
    return {
      ...claimed(claim),
      state: 'diverged',
      problem: diagnostic('SOURCE_NOT_PUSHED', detail, undefined),
    };
  }
  return undefined;
}

/** What the last published source commit preserves; a record may be newer than the render. */
async function preservedBy({ references }: CheckContext, { source, recorded = source }: Claim) {
  try {
    return (await references.preserve(recorded)).isPreserved;
  } catch (error) {
    if (recorded === source || !isOutOfReach(error)) throw error;
    return (await references.preserve(source)).isPreserved;
  }
}
