/** Where the values of Secrets live; `secretStore.backend` of a workspace, default `reference`. */
export type SecretBackend = 'reference' | 'external-secrets' | 'sealed-secrets' | 'sops' | 'plaintext';
