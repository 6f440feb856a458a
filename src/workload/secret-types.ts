import type { SecretInput } from './secret-schema.ts';

/** What is known about a type of secret. */
export interface SecretType {
  readonly kubernetesType: string;
  /** The only keys it has; empty when it takes any. */
  readonly keys: readonly string[];
}

/** The types of Kusion (catalog@455e3c90 secret.k, kusion@02cc9d8b pkg/generators/secret). */
export const SECRET_TYPES: Readonly<Record<SecretInput['type'], SecretType>> = {
  basic: { kubernetesType: 'kubernetes.io/basic-auth', keys: ['username', 'password'] },
  token: { kubernetesType: 'Opaque', keys: ['token'] },
  opaque: { kubernetesType: 'Opaque', keys: [] },
  certificate: { kubernetesType: 'kubernetes.io/tls', keys: ['tls.crt', 'tls.key'] },
  external: { kubernetesType: 'Opaque', keys: [] },
};
