import type { ResourceId } from '../../model/resource.ts';
import type { DriftController } from '../verdict.ts';

/** What Argo CD and Flux say of one of their objects, in the same words for both. Commits are full ids. */
export interface ControllerState {
  readonly controller: DriftController;
  /** Field manager that it applies with. */
  readonly applier: string;
  /** Folder of the branch that it applies; empty for the whole branch. */
  readonly folder: string;
  /** The commit that the cluster was last brought to; undefined when there is none yet. */
  readonly applied: string | undefined;
  /** The newest commit that the controller has looked at. */
  readonly seen: string | undefined;
  /** The commit that it last tried to apply. */
  readonly attempted: string | undefined;
  readonly progress: Progress;
  /** What it keeps account of; undefined when it does not say. */
  readonly inventory: readonly ResourceId[] | undefined;
  /** True when it deletes what Git no longer has. */
  readonly isPruning: boolean;
  /** Whether it finds that an object is as Git says, by identity key; undefined when it only speaks of all. */
  readonly verdicts: ReadonlyMap<string, boolean> | undefined;
  /** True when it says that all is well. */
  readonly isContent: boolean;
}

/** What it is doing. Times are as the controller wrote them; a text of it is cut to one short line. */
export interface Progress {
  /** Why it does nothing. */
  readonly suspended: string | undefined;
  /** Why the last try failed. */
  readonly failed: string | undefined;
  /** Why it cannot compare. */
  readonly blind: string | undefined;
  readonly isRunning: boolean;
  /** True when a person has to start it. */
  readonly isManual: boolean;
  readonly lookedAt: string | undefined;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
}
