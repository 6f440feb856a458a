import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ObjectId } from '../../model/git.ts';
import type { RenderDifference } from '../../publish/render-difference.ts';
import type { UnitRender } from '../../publish/rendered-branch.ts';

/** What a check of a branch came to. */
export type VerifyState =
  /** Its tree is a fresh render of its source commit. */
  | 'verified'
  /** Its tree or its tip is another. */
  | 'differs'
  | 'missing'
  /** Nothing says that publish wrote it. */
  | 'unmarked'
  /** It names a source commit that is not on the source branch. */
  | 'diverged'
  /** The check could not be made. */
  | 'unchecked';

/** The check of one branch. */
export interface BranchVerdict {
  readonly branch: string;
  readonly state: VerifyState;
  /** The tip that was found. */
  readonly commit: ObjectId | undefined;
  /** The source commit that was rendered for the comparison, or should have been. */
  readonly source: ObjectId | undefined;
  /** Number of the rules that the branch was rendered by. */
  readonly rules: number | undefined;
  /** Source commit of the record: newer than `source` when commits since then changed nothing. */
  readonly recorded: ObjectId | undefined;
  readonly differences: readonly RenderDifference[];
  /** True when there are more differences than are listed. */
  readonly isCut: boolean;
  readonly note: string | undefined;
  /** What was proven, for a verified branch that holds a render. */
  readonly proof: BranchProof | undefined;
  readonly problem: Diagnostic | undefined;
}

/** What is proven of a branch. */
export interface BranchProof {
  readonly tree: ObjectId;
  readonly repoURL: string | undefined;
  readonly units: readonly Omit<UnitRender, 'folder' | 'identities'>[];
}

/** The checks of a run. */
export interface VerifyOutcome {
  /** The commit whose configuration says which branches there are. */
  readonly source: ObjectId;
  /** The remote of the rendered branches, without credentials; undefined when none was found. */
  readonly remote: string | undefined;
  readonly branches: readonly BranchVerdict[];
  readonly diagnostics: readonly Diagnostic[];
}
