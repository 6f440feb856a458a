import type { Json } from '../model/json.ts';
import type { ResourceId } from '../model/resource.ts';
import type { ManagerClass } from './managers.ts';
import type { FieldSeverity } from './severity.ts';

/** What is known about one object of either side. */
export type DriftState =
  'synced' | 'drifted' | 'missing' | 'orphan' | 'terminating' | 'skipped' | 'unchecked';

/** How a field differs; the last two stand for a whole object. */
export type FieldKind = 'missing' | 'modified' | 'extra' | 'orphan' | 'terminating';

/** Somebody who owns a field of the live object. */
export interface Blame {
  readonly manager: string;
  readonly operation: string;
  readonly subresource: string | null;
  readonly time: string | null;
}

/** A difference that is drift. `path` is empty text for the whole object; a secret value is `(secret)`. */
export interface DriftField {
  readonly path: string;
  readonly kind: FieldKind;
  /** Null where there is none. */
  readonly desired: Json;
  readonly live: Json;
  /** What kind of writer is behind it. */
  readonly cause: ManagerClass | 'unknown';
  /** Best guess first, co-owners after it; empty when nobody is known. */
  readonly blame: readonly Blame[];
  /** Name of the rule that makes it drift. */
  readonly rule: string;
  readonly severity: FieldSeverity;
  /** True when the controller says that all is well and will not undo this; undefined when that is not known. */
  readonly unseen?: boolean;
  /** Where the source says what Git wants here; only for what was asked to be traced. */
  readonly source?: SourcePlace;
  /** When a run with a history first saw it, in RFC 3339; none without a history. */
  readonly firstSeen?: string;
}

/** A place in a file of a commit. */
export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** A difference that is no drift, and the rule that says so. */
export interface ToleratedField {
  readonly path: string;
  readonly rule: string;
  readonly blame: readonly Blame[];
}

/** What a person should know although it is not drift by itself. */
export type DriftWarningCode =
  | 'unknown-field'
  | 'server-field-in-git'
  | 'reconcile-disabled'
  | 'duplicate-list-key'
  | 'quantity-heuristic'
  | 'duration-heuristic'
  | 'yaml11-boolean-key'
  | 'hook'
  | 'generate-name'
  | 'unconfirmed';

/** A warning and the field that it is about; the whole object when there is none. */
export interface DriftWarning {
  readonly code: DriftWarningCode;
  readonly path: string;
}

/** The verdict about one object. */
export interface DriftedResource {
  readonly id: ResourceId;
  readonly state: DriftState;
  /** Why an object is unchecked. */
  readonly reason: string | undefined;
  /** The unit that the object belongs to, and its file in the rendered branch; none when files are compared. */
  readonly unit?: string;
  readonly manifest?: string;
  readonly fields: readonly DriftField[];
  readonly tolerated: readonly ToleratedField[];
  readonly warnings: readonly DriftWarning[];
}

/** Why a cluster is behind the branch although nothing drifted; there is none when two sets of files are compared. */
export interface DriftLag {
  readonly class: 'not-seen' | 'not-applied' | 'applying' | 'failed' | 'suspended' | 'unknown';
  readonly applied: string | null;
  readonly head: string | null;
  readonly commits: number | null;
  readonly since: string | null;
  readonly reason: string | null;
}

/** The controller that applies a branch. */
export interface DriftController {
  readonly kind: 'argocd' | 'flux';
  readonly namespace: string;
  readonly name: string;
}

/** What is known about the controller of one unit, in a comparison with a cluster. */
export interface UnitDrift {
  /** `project/stack`. */
  readonly unit: string;
  /** Folder in the rendered branch. */
  readonly path: string;
  /** The commit of the rendered branch that the cluster was compared with; null when nothing is published. */
  readonly revision: string | null;
  readonly controller: DriftController | null;
  readonly lag: DriftLag | null;
}

/** The cluster that was asked. */
export interface DriftCluster {
  /** Name of the kubeconfig's context. */
  readonly context: string;
  /** Such as `v1.37.2`; null when the server does not say. */
  readonly version: string | null;
}

/** How the cluster was asked: reading only, by dry-run applies, or by those where a verdict is in doubt. */
export type DriftMode = 'read' | 'dry-run' | 'auto';

/** A drift that is gone. */
export interface HealedDrift {
  readonly id: ResourceId;
  readonly path: string;
  readonly cause: DriftField['cause'];
  readonly firstSeen: string;
  /** The time of the run that did not find it any more. */
  readonly healed: string;
}

/** How long drift with a cause lasted, over the whole history. */
export interface RevertTime {
  readonly cause: DriftField['cause'];
  readonly count: number;
  /** Whole seconds on average, as exact as the runs were frequent. */
  readonly meanSeconds: number;
}

/** What the history says of one workspace. */
export interface DriftHistory {
  /** Drift that an earlier run saw and this one did not, in the order of the history. */
  readonly healed: readonly HealedDrift[];
  readonly reverts: readonly RevertTime[];
}

/** What was found about one workspace, or about two sets of files; the names are null for files. */
export interface WorkspaceDrift {
  readonly workspace: string | null;
  /** The rendered branch, without `refs/heads/`. */
  readonly branch: string | null;
  readonly cluster: DriftCluster | null;
  readonly mode: DriftMode | null;
  /** Those of the units where they all agree, else null. */
  readonly revision: string | null;
  readonly controller: DriftController | null;
  /** The worst lag of the units. */
  readonly lag: DriftLag | null;
  readonly units: readonly UnitDrift[];
  /** How many resources are in each state. */
  readonly summary: Readonly<Record<DriftState, number>>;
  readonly resources: readonly DriftedResource[];
  /** Names of ignore rules that named nothing. */
  readonly unusedRules: readonly string[];
  /** What earlier runs say; none without a history. */
  readonly history?: DriftHistory;
}
