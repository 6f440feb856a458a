import type { Path } from '../model/node.ts';

/** What is wrong: a field nobody knows, one that is missing, a value of the wrong kind, or one that is not allowed. What is `ignored` is not refused. */
export type ProblemKind = 'unknown' | 'missing' | 'type' | 'value' | 'duplicate' | 'rule' | 'ignored';

/** Something that an API server would refuse, or drop. */
export interface ObjectProblem {
  /** The field at fault; for a missing field the map that lacks it. */
  readonly path: Path;
  readonly kind: ProblemKind;
  /** The rest of a sentence that starts with the path: `has to be text, not a number`. */
  readonly detail: string;
  /** What was probably meant. */
  readonly suggestion?: string;
}

/** Takes a problem down. */
export type Report = (problem: ObjectProblem) => void;
