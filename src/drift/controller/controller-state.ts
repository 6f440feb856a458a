import type { ResourceId } from '../../model/resource.ts';
import type { DriftController } from '../verdict.ts';

/** What Argo CD and Flux say of one of their objects, in the same words for both. Commits are full ids. */
export interface ControllerState {
  readonly controller: DriftController;
  /** Field manager that it applies with. */
  readonly applier: string;
  /** Folder of the branch that it applies; empty for the whole branch. */
  readonly folder: string;
  /** The commit that it says it has applied; undefined when there is none yet. */
  readonly applied: string | undefined;
  /** The commit whose objects the cluster holds: a later one than `applied` when only what follows the apply failed. */
  readonly holds: string | undefined;
  /** The newest commit that the controller has looked at. */
  readonly seen: string | undefined;
  /** The commit that it last tried to apply. */
  readonly attempted: string | undefined;
  readonly progress: Progress;
  /** What it keeps account of; undefined when it does not say. */
  readonly inventory: readonly ResourceId[] | undefined;
  /** How tracking ids of Argo CD name it. */
  readonly trackers: readonly string[];
  /** True when it deletes what Git no longer has. */
  readonly isPruning: boolean;
  /** Whether it finds that an object is as Git says, by identity key; undefined when it only speaks of all. */
  readonly verdicts: ReadonlyMap<string, boolean> | undefined;
  /** True when it says that all is well. */
  readonly isContent: boolean;
  /** When it puts back a difference that it sees, for people; undefined when it does not or that is not known. */
  readonly revertNote: string | undefined;
}

/** What it is doing. Times are as the controller wrote them; a text of it is cut to one short line. */
export interface Progress {
  /** Why it does nothing. */
  readonly suspended: string | undefined;
  /** Why the last try failed. */
  readonly failed: string | undefined;
  /** Why it does not try. */
  readonly waits: string | undefined;
  /** Why it cannot compare. */
  readonly blind: string | undefined;
  /** Why it gets no newer commits. */
  readonly unseen: string | undefined;
  readonly isRunning: boolean;
  /** True when a person has to start it. */
  readonly isManual: boolean;
  /** True when its own settings are newer than its status. */
  readonly isStale: boolean;
  /** When it last looked for commits, as far as it says. */
  readonly lookedAt: string | undefined;
  /** When it got the commit that it has seen. */
  readonly fetchedAt: string | undefined;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
}
