/** Loads the text of a table; each is a file of its own, read only by a run that needs it. */
type LoadTable = () => Promise<string>;

/** Tables of custom resources by API group. */
const CUSTOM: Readonly<Record<string, LoadTable>> = {
  'acme.cert-manager.io': certManager,
  'apps.kusionstack.io': handWritten,
  'argoproj.io': async () => (await import('./tables/argo-cd.ts')).argoCd,
  'bitnami.com': async () => (await import('./tables/sealed-secrets.ts')).sealedSecrets,
  'cert-manager.io': certManager,
  'core.oam.dev': handWritten,
  'database.alibaba.crossplane.io': handWritten,
  'external-secrets.io': externalSecrets,
  'gateway.networking.k8s.io': async () => (await import('./tables/gateway-api.ts')).gatewayApi,
  'generators.external-secrets.io': externalSecrets,
  'kustomize.toolkit.fluxcd.io': flux,
  'monitoring.coreos.com': async () => (await import('./tables/prometheus-operator.ts')).prometheusOperator,
  'mysql.oracle.com': handWritten,
  'opensearch.aws.upbound.io': handWritten,
  'opensearchservice.services.k8s.aws': handWritten,
  'postgresql.cnpg.io': async () => (await import('./tables/cloudnative-pg.ts')).cloudnativePg,
  'pxc.percona.com': handWritten,
  'rds.aws.m.upbound.io': handWritten,
  'rds.services.k8s.aws': handWritten,
  'services.k8s.aws': handWritten,
  'source.toolkit.fluxcd.io': flux,
};

async function certManager(): Promise<string> {
  return (await import('./tables/cert-manager.ts')).certManager;
}

async function externalSecrets(): Promise<string> {
  return (await import('./tables/external-secrets.ts')).externalSecrets;
}

async function handWritten(): Promise<string> {
  return (await import('./tables/hand-written.ts')).handWritten;
}

async function flux(): Promise<string> {
  return (await import('./tables/flux.ts')).flux;
}

/** The table of what Kubernetes itself serves. */
export async function loadKubernetesTable(): Promise<string> {
  return (await import('./tables/kubernetes.ts')).kubernetes;
}

/** The table of a group of custom resources; undefined for a group that Moorline has no facts about. */
export async function loadTable(group: string): Promise<string | undefined> {
  return Object.hasOwn(CUSTOM, group) ? await CUSTOM[group]?.() : undefined;
}
