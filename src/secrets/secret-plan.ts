import type { Pointer } from '../model/pointer.ts';

/** A Secret that something in the unit reads, whichever backend brings it into the cluster. */
export interface SecretPlan {
  readonly name: string;
  /** What asks for it. */
  readonly at: Pointer;
  /** `type` of the Kubernetes Secret. */
  readonly type: string;
  readonly immutable?: boolean | undefined;
  /** The backend plaintext writes `stringData` and no `type`, as Kusion's databases do. */
  readonly asText?: true;
  /** In any order; no key twice. */
  readonly values: readonly SecretValue[];
}

/** One key of a Secret and where its value comes from. */
export type SecretValue = { readonly key: string; readonly at: Pointer } & (
  | { readonly kind: 'given'; readonly text: string }
  /** A text that is no secret, such as a host name. */
  | { readonly kind: 'public'; readonly text: string }
  /** Made up once in the cluster. */
  | { readonly kind: 'generated'; readonly length: number }
  /** A text around the generated value, which takes the place of `{}`. */
  | { readonly kind: 'around'; readonly text: string }
  | { readonly kind: 'remote'; readonly reference: RemoteReference }
  /** Only known by whoever creates the Secret. */
  | { readonly kind: 'unknown' }
);

/** A value in an external secret store, as `remoteRef` of an ExternalSecret names it. */
export interface RemoteReference {
  readonly key: string;
  readonly property?: string;
  readonly version?: string;
}
