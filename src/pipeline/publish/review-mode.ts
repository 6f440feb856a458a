import { pathMatcher } from '../../compile/discover/path-matcher.ts';
import { diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import type { BranchRender } from '../../publish/rendered-branch.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';

/** How a branch is changed: by the push itself, or by a pull request from the branch that is pushed. */
export type ReviewMode = 'direct' | 'pull-request';

/** What is added to the name of a branch under review. */
const NEXT = '-next';

/** The branch that publish pushes for a rendered branch. */
export function pushedBranch(branch: string, mode: ReviewMode): string {
  return mode === 'direct' ? branch : `${branch}${NEXT}`;
}

/** The mode of a workspace: its own name first, then the patterns in the order of the file. */
export function reviewOf(review: MoorlineConfig['publish']['review'], workspace: string): ReviewMode {
  if (typeof review === 'string') return review;
  const own = Object.hasOwn(review, workspace) ? review[workspace] : undefined;
  if (own !== undefined) return own;
  const match = Object.entries(review).find(([pattern]) => pathMatcher([pattern])(workspace));
  return match?.[1] ?? 'direct';
}

/** The mode of each branch. Its workspaces have to agree, and no pushed branch may meet another branch. */
export function reviewModes(
  review: MoorlineConfig['publish']['review'],
  branches: readonly BranchRender[],
): Outcome<ReadonlyMap<string, ReviewMode>> {
  const modes = new Map<string, ReviewMode>();
  const diagnostics = branches.flatMap(({ branch, workspaces }) => {
    const found = new Set(workspaces.map((workspace) => reviewOf(review, workspace)));
    modes.set(branch, found.has('pull-request') ? 'pull-request' : 'direct');
    if (found.size < 2) return [];
    const detail = `${branch} holds the workspaces ${workspaces.join(', ')}, of which some are reviewed and some are not.`;
    return [diagnostic('REVIEW_MIXED', detail, undefined)];
  });
  for (const [branch, mode] of modes) {
    const pushed = pushedBranch(branch, mode);
    if (mode === 'direct' || !modes.has(pushed)) continue;
    const detail = `${pushed} is the rendered branch of another workspace and the branch that is pushed for the review of ${branch}.`;
    diagnostics.push(diagnostic('REF_CONFLICT', detail, undefined));
  }
  return { value: modes, diagnostics };
}
