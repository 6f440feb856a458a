import type { RemoteRefs } from '../../adapters/git/remote.ts';
import { selectUnits } from '../../compile/discover/select-units.ts';
import { diagnostic, hasErrors, type Diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import { isPartial, type Selection } from '../../model/selection.ts';
import type { Unit } from '../../model/unit.ts';
import type { BranchRender } from '../../publish/rendered-branch.ts';
import { byteOrder } from '../../util/byte-order.ts';
import type { Repository } from '../load-repository.ts';
import { recordRefOf } from '../publish/branch-state.ts';
import { pushedBranch, reviewModes, type ReviewMode } from '../publish/review-mode.ts';
import { partialBranches, wantedBranches, type WantedBranch } from '../publish/wanted-branches.ts';

/** What decides which branches are checked. */
export interface BranchChoice {
  readonly selection: Selection;
  /** Branches that were named; when there are none, the source and the records decide. */
  readonly names: readonly string[];
}

/**
 * The branches to check and how each is pushed. Named ones need not be of the source. Without names:
 * every branch of the source, and those that an earlier source was published to.
 */
export function verifyBranches(
  { selection, names }: BranchChoice,
  repository: Repository,
  refs: RemoteRefs,
): Outcome<readonly WantedBranch[]> {
  const all = withoutRenders(repository.units);
  const modes = reviewModes(repository.config.value.publish.review, all);
  if (hasErrors(modes.diagnostics) || !modes.value) return { diagnostics: modes.diagnostics };
  if (names.length > 0) return { value: named(names, all, { modes: modes.value, refs }), diagnostics: [] };
  const selected = selectUnits(repository.units, selection);
  const problems = isPartial(selection) ? selectionProblems(repository.units, selected) : [];
  if (problems.length > 0) return { diagnostics: problems };
  const value = wantedBranches(withoutRenders(selected), modes.value, {
    refs,
    all: new Set(all.map(({ branch }) => branch)),
    isPartial: isPartial(selection),
  });
  return { value, diagnostics: [] };
}

function selectionProblems(all: readonly Unit[], selected: readonly Unit[]): readonly Diagnostic[] {
  if (selected.length > 0) return partialBranches(all, selected);
  const detail = 'No unit matches --workspace, --project and --stack. See: moorline list units';
  return [diagnostic('SELECTION_EMPTY', detail, undefined)];
}

/** Branches with their workspaces; nothing is rendered. */
function withoutRenders(units: readonly Unit[]): readonly BranchRender[] {
  const workspaces = new Map<string, Set<string>>();
  for (const { branch, workspace } of units) {
    const found = workspaces.get(branch) ?? new Set();
    workspaces.set(branch, found.add(workspace.name));
  }
  return [...workspaces]
    .map(([branch, own]) => ({ branch, workspaces: [...own].sort(byteOrder), units: [] }))
    .sort((a, b) => byteOrder(a.branch, b.branch));
}

function named(
  names: readonly string[],
  all: readonly BranchRender[],
  { modes, refs }: { readonly modes: ReadonlyMap<string, ReviewMode>; readonly refs: RemoteRefs },
): readonly WantedBranch[] {
  const short = names.map((name) => name.replace(/^refs\/heads\//, ''));
  return [...new Set(short)].map((branch) => {
    const mode = modes.get(branch) ?? recordedMode(branch, refs);
    const render = all.find((each) => each.branch === branch) ?? { branch, workspaces: [], units: [] };
    return { render, mode, pushed: pushedBranch(branch, mode) };
  });
}

/** How a branch that the source does not have was published last: by which record there is. */
function recordedMode(branch: string, { refs }: RemoteRefs): ReviewMode {
  const has = (mode: ReviewMode): boolean => refs.has(recordRefOf(pushedBranch(branch, mode)));
  return !has('direct') && has('pull-request') ? 'pull-request' : 'direct';
}
