import type { RefUpdate } from '../../adapters/git/push-answer.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Commit, GitObject, ObjectId } from '../../model/git.ts';
import type { ResourceId } from '../../model/resource.ts';

/** What a publish did to a branch, or would do. */
export type PublishState = 'pushed' | 'already' | 'noop' | 'superseded' | 'blocked' | 'planned' | 'unknown';

/** What happens to a unit on a branch that moves. */
export interface UnitAction {
  readonly project: string;
  readonly stack: string;
  readonly workspace: string;
  readonly action: 'added' | 'changed' | 'removed' | 'unchanged';
}

/** What shall happen to one branch. */
export interface BranchPlan {
  /** The rendered branch, without `refs/heads/`. */
  readonly branch: string;
  /** The ref that is pushed; another than the branch's when changes are reviewed. */
  readonly ref: string;
  readonly workspaces: readonly string[];
  /** `move`: a new commit and a new record. `noop`: a new record only. */
  readonly kind: 'move' | 'noop' | 'already' | 'superseded' | 'blocked';
  /** The tip that was found. */
  readonly base: ObjectId | undefined;
  /** The tip after the push. */
  readonly commit: ObjectId | undefined;
  readonly previousSource: ObjectId | undefined;
  /** Why it is blocked or left as it is, in words. */
  readonly reason: string | undefined;
  readonly units: readonly UnitAction[];
  readonly deleted: readonly ResourceId[];
  /** Paths of others that `--adopt` removes or overwrites. */
  readonly adopted: readonly string[];
  /** The new commit before it is signed, for a plan that moves the branch. */
  readonly unsigned?: Omit<Commit, 'id'>;
  /** Number of units that the branch has afterwards. */
  readonly unitCount: number;
  /** All objects that the push needs; written only when nothing is blocked. */
  readonly objects: readonly GitObject[];
  readonly updates: readonly RefUpdate[];
  readonly diagnostics: readonly Diagnostic[];
}
