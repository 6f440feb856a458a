import type { Resource } from './resource.ts';
import type { Unit } from './unit.ts';

/** A unit's resources in output order. */
export interface Spec {
  readonly unit: Unit;
  readonly resources: readonly Resource[];
  readonly requiredSecrets: readonly RequiredSecret[];
}

/** A Secret that the workload uses and that someone else must put into the cluster. */
export interface RequiredSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
  readonly app: string;
}
