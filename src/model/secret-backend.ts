/** Where the values of Secrets live; `secretStore.backend` of a workspace, default `reference`. */
export type SecretBackend = 'reference' | 'external-secrets' | 'sealed-secrets' | 'sops' | 'plaintext';

/** The External Secrets store that ExternalSecrets refer to; `secretStore.kind` and `.name` of a workspace. */
export interface SecretStoreRef {
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  readonly name: string;
}
