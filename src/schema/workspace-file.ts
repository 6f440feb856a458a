import { z } from 'zod';
import type { ModuleDefinition } from '../model/module.ts';
import { dnsLabel } from '../model/names.ts';
import { strictObject } from '../model/strict-object.ts';
import { anyMap, textMap } from './common.ts';
import { toLayer } from './to-layer.ts';

const providers = {
  alicloud: strictObject({ region: z.string().describe('Region.') }),
  aws: strictObject({
    region: z.string().describe('Region.'),
    profile: z.string().optional().describe('Profile.'),
  }),
  azure: strictObject({
    vaultUrl: z.string().describe('URL of the key vault.'),
    tenantId: z.string().describe('Tenant.'),
    environmentType: z.string().optional().describe('Azure cloud.'),
  }),
  vault: strictObject({
    server: z.string().describe('URL of the Vault server.'),
    path: z.string().optional().describe('Mount path of the KV engine.'),
    version: z.enum(['v1', 'v2']).optional().describe('Version of the KV engine.'),
  }),
  viettelcloud: strictObject({
    cmpURL: z.string().describe('URL.'),
    projectID: z.string().describe('Project.'),
  }),
  fake: anyMap,
  onpremises: strictObject({
    name: z.string().describe('Name.'),
    attributes: textMap.optional().describe('Attributes.'),
  }),
};

const optionalAll = (shape: Readonly<Record<string, z.ZodType>>) =>
  Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [key, schema.optional().describe(`Secrets in ${key}.`)]),
  );

/** The backends of `secretStore.backend`. */
const SECRET_BACKENDS = ['reference', 'external-secrets', 'sealed-secrets', 'sops', 'plaintext'] as const;

const secretStore = strictObject({
  backend: z.enum(SECRET_BACKENDS).optional().describe('How Secrets reach the cluster; default: reference.'),
  kind: z
    .enum(['SecretStore', 'ClusterSecretStore'])
    .optional()
    .describe('Kind of the External Secrets store.'),
  name: z.string().optional().describe('Name of the External Secrets store.'),
  provider: strictObject(optionalAll(providers))
    .optional()
    .describe('Kusion secret store: exactly one provider.'),
});

const defaults = strictObject({
  replicas: z.int().min(0).optional().describe('Replicas of services.'),
  resources: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .describe('Resources of containers that do not set them, by resource name.'),
  imagePullPolicy: z
    .enum(['Always', 'IfNotPresent', 'Never'])
    .optional()
    .describe('Pull policy of all images.'),
  networkPolicy: z
    .boolean()
    .optional()
    .describe('Whether a profile adds NetworkPolicies; default: true in restricted, false in baseline.'),
  ingressNamespace: dnsLabel
    .optional()
    .describe('Namespace of the ingress controller, which NetworkPolicies let in; default: ingress-nginx.'),
  monitoringNamespace: dnsLabel
    .optional()
    .describe('Namespace of Prometheus, which NetworkPolicies let in; default: monitoring.'),
  labels: textMap.optional().describe('Labels of workloads.'),
  annotations: textMap.optional().describe('Annotations of workloads.'),
});

/** `workspaces/NAME.yaml`; blocks of known modules are checked field by field. */
export function workspaceFile(modules: readonly ModuleDefinition[]) {
  const known = Object.fromEntries(
    modules.map((module) => [
      module.name,
      moduleConfig(platformBlock(module)).optional().describe(module.summary),
    ]),
  );
  return strictObject({
    modules: z
      .object(known)
      .catchall(moduleConfig(anyMap))
      .optional()
      .describe('Platform configuration, module by module.'),
    secretStore: secretStore.optional().describe('Where secret values live.'),
    context: anyMap.optional().describe('Kusion context; without effect on rendering.'),
    cluster: strictObject({
      server: z.string().optional().describe('URL of the API server as the controller names it.'),
      name: z.string().optional().describe('Name of the cluster as the controller names it.'),
      context: z.string().optional().describe('Context of the kubeconfig.'),
      kubeVersion: z
        .string()
        .regex(/^v?1\.[0-9]{1,3}(\.[0-9]{1,3})?$/)
        .optional()
        .describe('Kubernetes version, such as "1.34".'),
    })
      .optional()
      .describe('The cluster.'),
    defaults: defaults.optional().describe('Opinions for all workloads of the workspace.'),
    protected: z.boolean().optional().describe('Refuses plaintext secrets.'),
    profile: z
      .enum(['none', 'baseline', 'restricted'])
      .optional()
      .describe('Hardening of rendered objects; default: none.'),
  }).describe('A Moorline workspace.');
}

function moduleConfig(block: z.ZodType) {
  return strictObject({
    path: z.string().optional().describe('Where Kusion finds the module; without effect.'),
    version: z.string().optional().describe('Version of the Kusion module; without effect.'),
    configs: z
      .record(z.string().min(1), block)
      .optional()
      .describe('default, and patchers for some projects.'),
  });
}

/** One block of `configs`: the platform fields of the module, which patchers it names, and Kusion's special keys. */
function platformBlock(module: ModuleDefinition): z.ZodType {
  const layer = toLayer(module.platform) as z.ZodObject;
  return layer.extend({
    projectSelector: z.array(z.string().min(1)).optional().describe('Projects the patcher is for.'),
    importedResources: anyMap.optional().describe('Kusion imports; not rendered.'),
    healthPolicy: anyMap.optional().describe('Kusion health policy; not rendered.'),
  });
}
