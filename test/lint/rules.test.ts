import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LintCode } from '../../src/diagnostics/codes.ts';
import { LINT_RULES } from '../../src/lint/rules/index.ts';
import { fieldPath } from '../../src/model/field-path.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { Path } from '../../src/model/node.ts';
import { setOf, SHOP, shopWith, shopWithout } from './shop.ts';

const WEB = 'Deployment/shop-prod-web';
const POD: Path = ['spec', 'template', 'spec'];
const CONTAINER: Path = [...POD, 'containers', 0];
const ENV: Path = [...CONTAINER, 'env', 0];
const at = '.spec.template.spec.containers[name="web"]';

/** The shop with a part of the Deployment, its pod or its container replaced. */
const deployment = (path: Path, part?: Json) => shopWith(WEB, path, part);
const pod = (path: Path, part?: Json) => shopWith(WEB, [...POD, ...path], part);
const container = (path: Path, part?: Json) => shopWith(WEB, [...CONTAINER, ...path], part);
const service = (path: Path, part?: Json) => shopWith('Service/shop-prod-web', path, part);
const ingress = (path: Path, part?: Json) => shopWith('Ingress/shop-prod-web', path, part);
const budget = (path: Path, part?: Json) => shopWith('PodDisruptionBudget/shop-prod-web', path, part);
const backend: Path = ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service'];
const backendAt = '.spec.rules[0].http.paths[0].backend.service';

/** Objects that break a rule, and what it finds: `Kind/name .field: detail`. */
type Case = readonly [objects: readonly JsonObject[], ...found: string[]];

const BROKEN: Readonly<Record<LintCode, readonly Case[]>> = {
  LINT_AUTOSCALER_MINIMUM: [
    [
      shopWith('HorizontalPodAutoscaler/shop-prod-search', ['spec', 'minReplicas'], 1),
      'HorizontalPodAutoscaler/shop-prod-search .spec.minReplicas: It may leave fewer than two pods.',
    ],
    [
      shopWith('HorizontalPodAutoscaler/shop-prod-search', ['spec', 'minReplicas'], undefined),
      'HorizontalPodAutoscaler/shop-prod-search .spec.minReplicas: It may leave fewer than two pods.',
    ],
  ],
  LINT_AUTOSCALER_REPLICAS: [
    [
      shopWith('StatefulSet/shop-prod-search', ['spec', 'replicas'], 2),
      'StatefulSet/shop-prod-search .spec.replicas: It has replicas, and a HorizontalPodAutoscaler sets them too.',
    ],
  ],
  LINT_AUTOSCALER_TARGET: [
    [
      shopWith('HorizontalPodAutoscaler/shop-prod-search', ['spec', 'scaleTargetRef', 'kind'], 'Deployment'),
      'HorizontalPodAutoscaler/shop-prod-search .spec.scaleTargetRef.name: The unit renders no Deployment "shop-prod-search" with the API version that is named.',
    ],
    [
      shopWith('HorizontalPodAutoscaler/shop-prod-search', ['spec'], undefined),
      'HorizontalPodAutoscaler/shop-prod-search .spec.scaleTargetRef: It does not name the kind and name of an object to scale.',
    ],
  ],
  LINT_CAPABILITIES_ADDED: [
    [
      container(['securityContext', 'capabilities', 'add'], ['NET_BIND_SERVICE', 'SYS_ADMIN']),
      `${WEB} ${at}.securityContext.capabilities.add[1]: The container "web" adds the capability SYS_ADMIN.`,
    ],
  ],
  LINT_CAPABILITIES_DROPPED: [
    [
      container(['securityContext', 'capabilities', 'drop'], ['NET_RAW']),
      `${WEB} ${at}.securityContext.capabilities.drop: The container "web" does not drop ALL capabilities.`,
    ],
  ],
  LINT_CPU_REQUEST: [
    [
      container(['resources', 'requests', 'cpu']),
      `${WEB} ${at}.resources.requests.cpu: The container "web" has no CPU request.`,
    ],
  ],
  LINT_CRON_JOB_LIMITS: [
    [
      shopWith('CronJob/shop-prod-nightly', ['spec', 'startingDeadlineSeconds'], undefined),
      'CronJob/shop-prod-nightly .spec.startingDeadlineSeconds: A run that was missed is started however late it is, and after 100 of them never again: there is no startingDeadlineSeconds.',
    ],
    [
      shopWith('CronJob/shop-prod-nightly', ['spec', 'concurrencyPolicy'], undefined),
      'CronJob/shop-prod-nightly .spec.concurrencyPolicy: A run that takes too long is joined by the next one: there is no concurrencyPolicy.',
    ],
  ],
  LINT_DEFAULT_SERVICE_ACCOUNT: [
    [
      pod(['serviceAccountName']),
      `${WEB} .spec.template.spec.serviceAccountName: The pod runs as the ServiceAccount "default".`,
    ],
  ],
  LINT_DISRUPTION_BUDGET_BLOCKS: [
    [
      budget(['spec', 'maxUnavailable'], '0%'),
      'PodDisruptionBudget/shop-prod-web .spec.maxUnavailable: maxUnavailable: 0% allows no disruption.',
    ],
    [
      budget(['spec', 'minAvailable'], '100%'),
      'PodDisruptionBudget/shop-prod-web .spec.minAvailable: minAvailable: 100% allows no disruption.',
    ],
    [
      budget(['spec', 'minAvailable'], 3),
      'PodDisruptionBudget/shop-prod-web .spec.minAvailable: minAvailable: 3 allows no disruption of 3 pods.',
    ],
    [
      shopWith('PodDisruptionBudget/shop-prod-search', ['spec', 'minAvailable'], 2),
      'PodDisruptionBudget/shop-prod-search .spec.minAvailable: minAvailable: 2 allows no disruption of 2 pods.',
    ],
  ],
  LINT_DISRUPTION_BUDGET_MISSING: [
    [
      shopWithout('PodDisruptionBudget/shop-prod-web'),
      `${WEB} .spec.replicas: No PodDisruptionBudget selects its pods.`,
    ],
  ],
  LINT_DISRUPTION_BUDGET_UNHEALTHY: [
    [
      budget(['spec', 'unhealthyPodEvictionPolicy']),
      'PodDisruptionBudget/shop-prod-web .spec.unhealthyPodEvictionPolicy: The PodDisruptionBudget has no unhealthyPodEvictionPolicy: AlwaysAllow.',
    ],
  ],
  LINT_ENV_DUPLICATE: [
    [
      container(['env', 3], { name: 'LOG_LEVEL', value: 'debug' }),
      `${WEB} ${at}.env[name="LOG_LEVEL"].name: The container "web" sets the variable LOG_LEVEL twice.`,
    ],
  ],
  LINT_EPHEMERAL_STORAGE: [
    [
      container(['resources', 'limits', 'ephemeral-storage']),
      `${WEB} ${at}.resources.limits.ephemeral-storage: The container "web" has no limit for ephemeral-storage.`,
    ],
  ],
  LINT_HOST_NAMESPACES: [
    [pod(['hostPID'], true), `${WEB} .spec.template.spec.hostPID: The pod has hostPID: true.`],
  ],
  LINT_HOST_PATH: [
    [
      pod(['volumes', 0], { name: 'docker', hostPath: { path: '/var/run' } }),
      `${WEB} .spec.template.spec.volumes[name="docker"].hostPath: The volume "docker" is a folder of the node.`,
    ],
  ],
  LINT_HOST_PORTS: [
    [
      container(['ports', 0, 'hostPort'], 80),
      `${WEB} ${at}.ports[containerPort=8080,protocol="TCP"].hostPort: The container "web" takes port 80 of its node.`,
    ],
  ],
  LINT_IMAGE_PULL_POLICY: [
    [
      container(['imagePullPolicy']),
      `${WEB} ${at}.imagePullPolicy: The container "web" has no imagePullPolicy.`,
    ],
    [
      container(['imagePullPolicy'], 'Never'),
      `${WEB} ${at}.imagePullPolicy: The container "web" never pulls its image.`,
    ],
  ],
  LINT_IMAGE_TAG: [
    [
      container(['image'], 'registry.example.com:5000/acme/web'),
      `${WEB} ${at}.image: The container "web" has an image without a tag.`,
    ],
    [
      container(['image'], 'web:latest'),
      `${WEB} ${at}.image: The container "web" has an image with the tag latest.`,
    ],
  ],
  LINT_INGRESS_TARGET: [
    [
      ingress([...backend, 'name'], 'shop-prod-api'),
      `Ingress/shop-prod-web ${backendAt}.name: The unit renders no Service "shop-prod-api".`,
    ],
    [
      ingress([...backend, 'name'], 'shop-prd-web'),
      `Ingress/shop-prod-web ${backendAt}.name: The unit renders no Service "shop-prd-web". Did you mean "shop-prod-web"?`,
    ],
    [
      ingress([...backend, 'port'], { number: 8080 }),
      `Ingress/shop-prod-web ${backendAt}.port.number: The Service "shop-prod-web" has no port 8080.`,
    ],
    [
      ingress(['spec', 'defaultBackend'], { service: { name: 'shop-prod-web', port: { name: 'grpc' } } }),
      'Ingress/shop-prod-web .spec.defaultBackend.service.port.name: The Service "shop-prod-web" has no port grpc.',
    ],
  ],
  LINT_INGRESS_TLS: [[ingress(['spec', 'tls']), 'Ingress/shop-prod-web .spec.tls: The Ingress has no tls.']],
  LINT_JOB_TTL: [
    [
      shopWith('Job/shop-prod-import', ['spec', 'ttlSecondsAfterFinished'], undefined),
      'Job/shop-prod-import .spec.ttlSecondsAfterFinished: The Job has no ttlSecondsAfterFinished.',
    ],
  ],
  LINT_MEMORY_LIMIT: [
    [
      container(['resources', 'limits', 'memory']),
      `${WEB} ${at}.resources.limits.memory: The container "web" has no memory limit.`,
    ],
  ],
  LINT_NETWORK_POLICY_MISSING: [
    [
      shopWith(
        'NetworkPolicy/shop-prod',
        ['spec', 'podSelector', 'matchExpressions'],
        [{ key: 'app.kubernetes.io/name', operator: 'NotIn', values: ['web'] }],
      ),
      `${WEB} : No NetworkPolicy selects its pods.`,
    ],
  ],
  LINT_NETWORK_POLICY_TARGET: [
    [
      shopWith('NetworkPolicy/shop-prod', ['spec', 'podSelector', 'matchLabels'], { app: 'web' }),
      'NetworkPolicy/shop-prod .spec.podSelector: The podSelector fits no pod of this unit.',
    ],
  ],
  LINT_POD_SPREAD: [
    [
      pod(['topologySpreadConstraints']),
      `${WEB} .spec.replicas: Nothing keeps its pods from landing on one node.`,
    ],
  ],
  LINT_PRIVILEGED: [
    [
      container(['securityContext', 'privileged'], true),
      `${WEB} ${at}.securityContext.privileged: The container "web" is privileged.`,
    ],
  ],
  LINT_PRIVILEGE_ESCALATION: [
    [
      container(['securityContext', 'allowPrivilegeEscalation']),
      `${WEB} ${at}.securityContext.allowPrivilegeEscalation: The container "web" may escalate its privileges.`,
    ],
  ],
  LINT_PROBES_IDENTICAL: [
    [
      container(['livenessProbe'], { httpGet: { port: 'http', path: '/readyz' }, periodSeconds: 60 }),
      `${WEB} ${at}.livenessProbe: The container "web" has a livenessProbe that does the same as its readinessProbe.`,
    ],
  ],
  LINT_PROBE_HOST: [
    [
      container(['readinessProbe', 'httpGet', 'host'], 'example.com'),
      `${WEB} ${at}.readinessProbe.httpGet.host: The container "web" has a host in readinessProbe.`,
    ],
    [
      container(['lifecycle'], { preStop: { httpGet: { host: '10.0.0.1', port: 80 } } }),
      `${WEB} ${at}.lifecycle.preStop.httpGet.host: The container "web" has a host in lifecycle.preStop.`,
    ],
  ],
  LINT_PROBE_PORT: [
    [
      container(['readinessProbe', 'httpGet', 'port'], 'web'),
      `${WEB} ${at}.readinessProbe.httpGet.port: The container "web" has a readinessProbe at port web, which is not one of its ports.`,
    ],
    [
      container(['livenessProbe'], { tcpSocket: { port: 9090 } }),
      `${WEB} ${at}.livenessProbe.tcpSocket.port: The container "web" has a livenessProbe at port 9090, which is not one of its ports.`,
    ],
  ],
  LINT_READINESS_PROBE: [
    [
      container(['readinessProbe']),
      `${WEB} ${at}.readinessProbe: The container "web" has no readinessProbe, and a Service sends requests to its pod.`,
    ],
  ],
  LINT_READ_ONLY_ROOT: [
    [
      container(['securityContext', 'readOnlyRootFilesystem'], false),
      `${WEB} ${at}.securityContext.readOnlyRootFilesystem: The container "web" has a root file system that can be written.`,
    ],
  ],
  LINT_RUN_AS_NON_ROOT: [
    [
      container(['securityContext', 'runAsNonRoot'], false),
      `${WEB} ${at}.securityContext.runAsNonRoot: The container "web" does not say runAsNonRoot: true.`,
    ],
    [
      container(['securityContext', 'runAsUser'], 0),
      `${WEB} ${at}.securityContext.runAsUser: The container "web" runs as root.`,
    ],
  ],
  LINT_SECCOMP_PROFILE: [
    [
      shopWith(
        'CronJob/shop-prod-nightly',
        ['spec', 'jobTemplate', ...POD, 'securityContext', 'seccompProfile'],
        undefined,
      ),
      'CronJob/shop-prod-nightly .spec.jobTemplate.spec.template.spec.containers[name="nightly"].securityContext.seccompProfile: The container "nightly" has no seccomp profile.',
    ],
  ],
  LINT_SECCOMP_UNCONFINED: [
    [
      container(['securityContext', 'seccompProfile'], { type: 'Unconfined' }),
      `${WEB} ${at}.securityContext.seccompProfile.type: The container "web" runs without a filter of system calls.`,
    ],
  ],
  LINT_SECRET_IN_CONFIG_MAP: [
    [
      shopWith('ConfigMap/shop-prod-web-files', ['data', 'api_token'], 'c4n4ry'),
      'ConfigMap/shop-prod-web-files .data: The key "api_token" looks like that of a secret.',
    ],
    [
      shopWith('ConfigMap/shop-prod-web-files', ['data', 'tls'], '-----BEGIN RSA PRIVATE KEY-----\nc4n4ry\n'),
      'ConfigMap/shop-prod-web-files .data: The value of "tls" holds a private key.',
    ],
  ],
  LINT_SECRET_IN_ENV: [
    [
      shopWith(WEB, ENV, { name: 'AWS_SECRET_ACCESS_KEY', value: 'c4n4ry' }),
      `${WEB} ${at}.env[name="AWS_SECRET_ACCESS_KEY"].value: The container "web" has the value of AWS_SECRET_ACCESS_KEY in plain text.`,
    ],
  ],
  LINT_SELECTOR_LABELS: [
    [
      shopWith('StatefulSet/shop-prod-search', ['spec', 'selector', 'matchLabels'], { app: 'search' }),
      'StatefulSet/shop-prod-search .spec.selector: The selector does not fit the labels of the pod template.',
    ],
  ],
  LINT_SERVICE_ACCOUNT_MISSING: [
    [
      pod(['serviceAccountName'], 'shop-prod-wbe'),
      `${WEB} .spec.template.spec.serviceAccountName: The ServiceAccount "shop-prod-wbe" is not rendered by this unit. It has to exist in the cluster.`,
    ],
  ],
  LINT_SERVICE_ACCOUNT_TOKEN: [
    [
      pod(['automountServiceAccountToken'], true),
      `${WEB} .spec.template.spec.automountServiceAccountToken: The pod gets a token for the Kubernetes API.`,
    ],
  ],
  LINT_SERVICE_NODE_PORT: [
    [
      service(['spec', 'type'], 'NodePort'),
      'Service/shop-prod-web .spec.type: The Service is of the type NodePort.',
    ],
  ],
  LINT_SERVICE_TARGET: [
    [
      service(['spec', 'selector'], { 'app.kubernetes.io/name': 'wbe' }),
      'Service/shop-prod-web .spec.selector: The selector fits no pod of this unit.',
    ],
    [
      service(['metadata', 'namespace'], 'blog'),
      'Service/shop-prod-web .spec.selector: The selector fits no pod of this unit.',
    ],
  ],
  LINT_SERVICE_TARGET_PORT: [
    [
      service(['spec', 'ports', 0, 'targetPort'], 'web'),
      'Service/shop-prod-web .spec.ports[port=80,protocol="TCP"].targetPort: No container that the Service selects has a port named "web".',
    ],
  ],
  LINT_SINGLE_REPLICA: [
    [deployment(['spec', 'replicas'], 1), `${WEB} .spec.replicas: It runs one pod.`],
    [deployment(['spec', 'replicas']), `${WEB} .spec.replicas: It runs one pod.`],
  ],
  LINT_USER_GROUP_ID: [
    [
      pod(['securityContext', 'runAsGroup']),
      `${WEB} .spec.template.spec.initContainers[name="migrate"].securityContext.runAsGroup: The container "migrate" has no runAsGroup.`,
      `${WEB} ${at}.securityContext.runAsGroup: The container "web" has no runAsGroup.`,
    ],
    [
      container(['securityContext', 'runAsUser'], 1000),
      `${WEB} ${at}.securityContext.runAsUser: The container "web" has runAsUser 1000, below 10000.`,
    ],
  ],
  LINT_VOLUME_TYPES: [
    [
      pod(['volumes', 0], { name: 'tmp', nfs: { server: 'nas', path: '/' } }),
      `${WEB} .spec.template.spec.volumes[name="tmp"].nfs: A volume of the type nfs is not among those that a restricted namespace allows.`,
    ],
  ],
};

/** Objects that come near to breaking a rule. */
const SOUND: Readonly<Record<LintCode, readonly (readonly JsonObject[])[]>> = {
  LINT_CPU_REQUEST: [container(['resources'], { limits: { cpu: '1' } })],
  LINT_DISRUPTION_BUDGET_BLOCKS: [
    budget(['spec', 'minAvailable'], 2),
    shopWith('PodDisruptionBudget/shop-prod-web', ['spec', 'selector'], { matchLabels: { app: 'other' } }),
  ],
  LINT_DISRUPTION_BUDGET_MISSING: [
    shopWithout('PodDisruptionBudget/shop-prod-web').map((object) =>
      object['kind'] === 'Deployment'
        ? { ...object, spec: { ...(object['spec'] as JsonObject), replicas: 1 } }
        : object,
    ),
    budget(['spec', 'selector'], {}),
  ],
  LINT_IMAGE_TAG: [container(['image'], 'web:latest@sha256:0f2b'), container(['image'], 'latest/web:1')],
  LINT_INGRESS_TARGET: [ingress([...backend, 'name'], 'payments')],
  LINT_NETWORK_POLICY_MISSING: [
    shopWith('NetworkPolicy/shop-prod', ['spec', 'podSelector'], {}),
    shopWith('NetworkPolicy/shop-prod', ['spec', 'podSelector'], {
      matchExpressions: [{ key: 'app.kubernetes.io/part-of', operator: 'Exists' }],
    }),
  ],
  LINT_NETWORK_POLICY_TARGET: [shopWith('NetworkPolicy/shop-prod', ['spec', 'podSelector'], {})],
  LINT_PROBES_IDENTICAL: [
    container(['livenessProbe'], { httpGet: { path: '/readyz', port: 9090 } }),
    container(['livenessProbe'], { tcpSocket: { port: 'http' } }),
  ],
  LINT_PROBE_HOST: [container(['readinessProbe', 'httpGet', 'host'], '')],
  LINT_PROBE_PORT: [
    container(['ports'], []).map(
      (object) => JSON.parse(JSON.stringify(object).replaceAll('"port":"http"', '"port":8080')) as JsonObject,
    ),
  ],
  LINT_SECRET_IN_CONFIG_MAP: [
    shopWith('ConfigMap/shop-prod-web-files', ['data', 'token_url'], 'https://login.example.com'),
    shopWith('ConfigMap/shop-prod-web-files', ['data', 'ca.pem'], '-----BEGIN CERTIFICATE-----'),
  ],
  LINT_SECRET_IN_ENV: [
    ...[
      'true',
      '/run/secrets/token',
      'secret://shop/token',
      'https://login.example.com',
      'Bearer $(TOKEN)',
      '',
    ].map((value) => shopWith(WEB, ENV, { name: 'APP_TOKEN', value })),
    ...['PASSWORD_FILE', 'TOKEN_TTL', 'SECRET_NAME', 'LOG_LEVEL'].map((name) =>
      shopWith(WEB, ENV, { name, value: 'x' }),
    ),
    shopWith(WEB, ENV, { name: 'APP_TOKEN', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }),
  ],
  LINT_SERVICE_ACCOUNT_TOKEN: [pod(['automountServiceAccountToken'])],
  LINT_SERVICE_TARGET: [
    service(['spec', 'selector']),
    [
      ...service(['spec', 'selector'], { 'cnpg.io/cluster': 'shop' }),
      { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'shop', namespace: 'shop' } },
    ],
  ],
  LINT_SERVICE_TARGET_PORT: [service(['spec', 'ports', 0, 'targetPort'], 9999)],
};

function found(id: string, objects: readonly JsonObject[]): readonly string[] {
  const rule = LINT_RULES.find((each) => each.id === id);
  return (rule?.check(setOf(objects)) ?? []).map(
    ({ resource: { id: of, object }, path, detail }) =>
      `${of.kind}/${of.name} ${fieldPath(object, path)}: ${detail}`,
  );
}

describe.each(LINT_RULES)('$id', ({ id }) => {
  it('finds nothing in a hardened shop', () => {
    expect(found(id, SHOP)).toEqual([]);
  });

  it.each((BROKEN[id] ?? []).map(([objects, ...wanted]) => ({ objects, wanted })))(
    'finds $wanted.0',
    ({ objects, wanted }) => {
      expect(found(id, objects)).toEqual(wanted);
    },
  );

  it('passes what only looks like it', () => {
    for (const objects of SOUND[id] ?? []) expect(found(id, objects)).toEqual([]);
  });

  it('takes objects of any shape', () => {
    const scalars = SHOP.map((object) => ({ ...object, spec: 'none', data: 7 }));
    const lists = SHOP.map((object) => ({ ...object, spec: [null], data: [] }));
    const empty = SHOP.map(({ apiVersion = '', kind = '' }) => ({ apiVersion, kind }));
    for (const objects of [scalars, lists, empty]) expect(() => found(id, objects)).not.toThrow();
  });

  it('names no secret value', () => {
    for (const [objects] of BROKEN[id] ?? []) expect(found(id, objects).join()).not.toContain('c4n4ry');
  });
});

describe('the rules', () => {
  const folder = join(import.meta.dirname, '../../src/lint/rules');
  const ids = LINT_RULES.map(({ id }) => id);

  it('are named after their files, in order', () => {
    const files = readdirSync(folder).filter((file) => file !== 'index.ts');
    const names = files.map((file) => `LINT_${file.slice(0, -3).replaceAll('-', '_').toUpperCase()}`);
    expect(ids.toSorted()).toEqual(names.toSorted());
    for (const id of ids) {
      const file = `${id.slice(5).toLowerCase().replaceAll('_', '-')}.ts`;
      expect(existsSync(join(folder, file)), file).toBe(true);
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('have an object each that breaks them', () => {
    expect(Object.keys(BROKEN).toSorted()).toEqual(ids.toSorted());
  });

  it.each(LINT_RULES)('$id says what it means and where it comes from', (rule) => {
    expect(rule.summary).toMatch(
      /^(?:[a-z]|CPU |Service(?:Account)? |Ingress |ConfigMap |HorizontalPodAutoscaler |NetworkPolicy ).*[a-zA-Z]$/,
    );
    expect(rule.explanation).toMatch(/^[^\n]{40,}[^]*\.$/);
    for (const line of rule.explanation.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
    expect(Object.values(rule.sources).flat().join('').length).toBeGreaterThan(3);
  });
});
