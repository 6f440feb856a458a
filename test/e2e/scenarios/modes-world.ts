import type { Cluster } from '../../servers/start-cluster.ts';
import { until } from '../../servers/until.ts';

/** Name and namespace of an object. */
export function meta(name: string) {
  return { name, namespace: 'default' };
}

/** A ConfigMap. */
export function settings(name: string, colour: string) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta(name), data: { colour } };
}

/** A custom resource. */
export function gadget(name: string, spec: object) {
  return { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: meta(name), spec };
}

/** Applies objects as Flux does. */
export async function applyAsFlux(cluster: Cluster, objects: readonly object[]): Promise<void> {
  const args = [
    'apply',
    '--server-side',
    '--force-conflicts',
    '--field-manager=kustomize-controller',
    '--filename=-',
  ];
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const { code, stderr } = await cluster.kubectl(args, { input });
  if (code !== 0) throw new Error(stderr);
}

/** A kind is served a moment after it is known. */
export async function untilApplied(cluster: Cluster, object: object): Promise<void> {
  let last: unknown;
  await until(
    () =>
      applyAsFlux(cluster, [object]).then(
        () => true,
        (error: unknown) => void (last = error),
      ),
    { otherwise: () => String(last) },
  );
}

/** Applies the gadget that the policy changes until it does: a policy takes effect a moment after it is known. */
export async function untilMutating(cluster: Cluster): Promise<void> {
  const path = '/apis/example.com/v1/namespaces/default/gadgets/mutated';
  await until(
    async () => {
      await untilApplied(cluster, gadget('mutated', { mode: 'manual' }));
      const { body } = await cluster.api({ path });
      return (body as { spec?: { mode?: string } }).spec?.mode === 'managed' ? true : undefined;
    },
    { otherwise: () => 'the policy does nothing' },
  );
}

/** A kubeconfig for a server, and the authority that should have signed its certificate. */
export function kubeconfigOf(server: string, authority: string, token: string): object {
  const data = Buffer.from(authority).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': data } }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
}

const ADMISSION = 'admissionregistration.k8s.io/v1';

/** Whatever is written, the cluster makes another value of it, as a mutating webhook does. */
export const MUTATION = [
  {
    apiVersion: ADMISSION,
    kind: 'MutatingAdmissionPolicy',
    metadata: { name: 'managed.example.com' },
    spec: {
      failurePolicy: 'Fail',
      reinvocationPolicy: 'Never',
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ['example.com'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['gadgets'],
            resourceNames: ['mutated'],
          },
        ],
      },
      mutations: [
        {
          patchType: 'JSONPatch',
          jsonPatch: { expression: '[JSONPatch{op: "add", path: "/spec/mode", value: "managed"}]' },
        },
      ],
    },
  },
  {
    apiVersion: ADMISSION,
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name: 'managed.example.com' },
    spec: { policyName: 'managed.example.com' },
  },
];

/** An API that nobody serves. */
export const BROKEN = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1.broken.example.com' },
  spec: {
    group: 'broken.example.com',
    version: 'v1',
    groupPriorityMinimum: 1000,
    versionPriority: 15,
    insecureSkipTLSVerify: true,
    service: { name: 'nowhere', namespace: 'default', port: 443 },
  },
};
