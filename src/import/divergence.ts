import type { Json, JsonObject } from '../model/json.ts';
import type { SecretBackend } from '../model/secret-backend.ts';

/** What is known of a rendered stack besides its objects. */
export interface StackFacts {
  readonly backend: SecretBackend;
  /** Labels and annotations that Kusion reads and does not use: of apps, and of kubernetesMetadata. */
  readonly unusedMetadata: ReadonlyMap<string, string>;
  /** Labels and annotations of workloads, which Kusion's network module cannot take. */
  readonly workloadMetadata: ReadonlyMap<string, string>;
  /** Databases that a flavor of the platform makes instead of Kusion's objects. */
  readonly hasFlavor: boolean;
}

/** One thing that Moorline and Kusion do not agree on. */
export interface Divergence {
  readonly what: 'field' | 'missing' | 'extra';
  readonly kind: string;
  /** Of a field; empty text for the whole object. */
  readonly path: string;
  readonly ours: Json | undefined;
  readonly kusion: Json | undefined;
  readonly isOrder: boolean;
  /** The objects; undefined where one side has none. */
  readonly ourObject: JsonObject | undefined;
  readonly kusionObject: JsonObject | undefined;
  /** `extensions` of the resource in the Spec. */
  readonly extensions: JsonObject;
  readonly facts: StackFacts;
}
