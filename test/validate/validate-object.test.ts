import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.ts';
import { isJsonObject } from '../../src/model/json.ts';
import { identityOf } from '../../src/model/resource.ts';
import { schemasFor } from '../../src/validate/object-schemas.ts';
import { validateObject } from '../../src/validate/validate-object.ts';

/** What is wrong with a manifest: `path kind` of each problem. */
async function problemsOf(text: string, minor = 37): Promise<readonly string[]> {
  const [document] = parseManifests(text).documents;
  const object = document?.value;
  if (!isJsonObject(object)) throw new Error('the text holds no object');
  const id = identityOf(object);
  const finding = await (await schemasFor(minor)).find(id);
  const schema = finding.kind === 'known' ? finding.schema : undefined;
  return validateObject({ id, object, schema, minor }).map(({ path, kind }) => `${path.join('.')} ${kind}`);
}

/** A Deployment whose container and pod have some lines more. */
const deployment = (container: string, pod = '', top = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout}
spec:
  selector: {matchLabels: {app: checkout}}
  ${top}
  template:
    metadata: {labels: {app: checkout}}
    spec:
      ${pod}
      containers:
      - name: web
        image: ghcr.io/acme/checkout:2.1.0
        ${container}
`;

describe('a valid object', () => {
  it.each([
    deployment(''),
    deployment('ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53}]'),
    deployment('resources: {limits: {cpu: 2, memory: 1.5Gi, nvidia.com/gpu: "1"}}'),
    deployment('imagePullPolicy: ""'),
    deployment('livenessProbe: {httpGet: {port: http, path: /}}'),
    deployment('livenessProbe: {tcpSocket: {port: 8080}}'),
    deployment('env: [{name: A, value: ""}, {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'),
    deployment('volumeMounts: [{name: tmp, mountPath: /tmp}]', 'volumes: [{name: tmp, emptyDir: {}}]'),
    'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: YWI=, b: "YW\\nI=", c: ""}',
    'apiVersion: v1\nkind: Pod\nmetadata: {generateName: once-}\nspec: {containers: [{name: a, image: b}]}',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: "system:reader"}\nrules: [{verbs: [get]}]',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nroleRef: {kind: Role, name: b}',
    'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {schedule: "@daily", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}}',
    'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {maxUnavailable: 25%, selector: {}}',
    'apiVersion: example.com/v1\nkind: Anything\nmetadata: {name: a.b-c}\nspec: {free: true}',
  ])('has no problem: %#', async (text) => {
    expect(await problemsOf(text)).toEqual([]);
  });
});

describe('a problem of the schema', () => {
  const AT = 'spec.template.spec.containers.0';
  it.each([
    [deployment('imge: a'), `${AT}.imge unknown`],
    [deployment('livenessProbe: {httpGet: {path: /}}'), `${AT}.livenessProbe.httpGet missing`],
    [deployment('', '', 'replicas: three'), 'spec.replicas type'],
    [deployment('', '', 'replicas: 1.5'), 'spec.replicas type'],
    [deployment('', '', 'replicas: 2147483648'), 'spec.replicas value'],
    [
      deployment('', '', 'strategy: {rollingUpdate: {maxSurge: true}}'),
      'spec.strategy.rollingUpdate.maxSurge type',
    ],
    [deployment('env: [{name: A, value: 1}]'), `${AT}.env.0.value type`],
    [deployment('env: [{name: A}, {name: A}]'), `${AT}.env.1 duplicate`],
    [deployment('env: {A: b}'), `${AT}.env type`],
    [
      deployment('ports: [{containerPort: 80}, {containerPort: 80, protocol: TCP}]'),
      `${AT}.ports.1 duplicate`,
    ],
    [deployment('imagePullPolicy: always'), `${AT}.imagePullPolicy value`],
    [deployment('resources: {limits: {memory: 1GB}}'), `${AT}.resources.limits.memory value`],
    [deployment('resources: {limits: {memory: [1]}}'), `${AT}.resources.limits.memory type`],
    [deployment('tty: "yes"'), `${AT}.tty type`],
    [
      deployment('', 'volumes: [{name: a, emptyDir: {}}, {name: a, emptyDir: {}}]'),
      'spec.template.spec.volumes.1 duplicate',
    ],
    ['apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: YWI}', 'data.a value'],
    ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a: 1}}', 'metadata.labels.a type'],
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, finalizers: [x/y, x/y]}',
      'metadata.finalizers.1 duplicate',
    ],
    [
      'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: a}\nspec: {sourceRepo: [a]}',
      'spec.sourceRepo unknown',
    ],
    [
      'apiVersion: apps.kusionstack.io/v1alpha1\nkind: CollaSet\nmetadata: {name: a}\nspec: {template: {sepc: {}}}',
      'spec.template.sepc unknown',
    ],
    [
      'apiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata: {name: a}\nspec: {components: [{name: web}]}',
      'spec.components.0 missing',
    ],
    [
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: a}\nspec: {url: "https://git.example.com", interval: 5 minutes}',
      'spec.interval value',
    ],
  ])('%# is found', async (text, problem) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });
});

describe('a rule that no schema tells', () => {
  const AT = 'spec.template.spec.containers.0';
  const service = (ports: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: ${ports}}`;
  const cron = (spec: string): string =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly}\nspec: {${spec}, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}}`;
  it.each([
    [
      deployment('').replace('labels: {app: checkout}', 'labels: {app: other}'),
      'spec.selector.matchLabels.app rule',
    ],
    [deployment('').replace('{matchLabels: {app: checkout}}', '{}'), 'spec.selector rule'],
    [
      deployment('').replace(
        '{matchLabels: {app: checkout}}',
        '{matchExpressions: [{key: app, operator: NotIn, values: [checkout]}]}',
      ),
      'spec.selector.matchExpressions.0 rule',
    ],
    [deployment('').replace('name: checkout}', 'name: Checkout}'), 'metadata.name value'],
    [deployment('').replace('{name: checkout}', '{}'), 'metadata missing'],
    [
      deployment('').replace('labels: {app: checkout}', 'labels: {app: checkout, "a b": c}'),
      'spec.template.metadata.labels.a b value',
    ],
    [deployment('').replace('name: web', 'name: Web'), `${AT}.name value`],
    [deployment('volumeMounts: [{name: tmp, mountPath: /tmp}]'), `${AT}.volumeMounts.0.name rule`],
    [
      deployment('', 'volumes: [{name: a, emptyDir: {}, configMap: {name: b}}]'),
      'spec.template.spec.volumes.0 rule',
    ],
    [deployment('livenessProbe: {tcpSocket: {port: 1}, exec: {command: [a]}}'), `${AT}.livenessProbe rule`],
    [deployment('livenessProbe: {periodSeconds: 5}'), `${AT}.livenessProbe rule`],
    [
      deployment('lifecycle: {preStop: {sleep: {seconds: 5}, exec: {command: [a]}}}'),
      `${AT}.lifecycle.preStop rule`,
    ],
    [
      deployment('env: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'),
      `${AT}.env.0 rule`,
    ],
    [deployment('env: [{name: A, valueFrom: {}}]'), `${AT}.env.0.valueFrom rule`],
    [deployment('', 'initContainers: [{name: web, image: a}]'), `${AT}.name duplicate`],
    [deployment('', 'restartPolicy: Never'), 'spec.template.spec.restartPolicy rule'],
    [service('[{port: 80, name: http}, {port: 81, name: http}]'), 'spec.ports.1.name duplicate'],
    [service('[{port: 80, name: http}, {port: 81}]'), 'spec.ports.1 missing'],
    [service('[{port: 80}]').replace('name: web', 'name: web.shop'), 'metadata.name value'],
    ['apiVersion: v1\nkind: Namespace\nmetadata: {name: a, namespace: b}', 'metadata.namespace ignored'],
    ['apiVersion: example.com/v1\nkind: Anything\nmetadata: {name: A}', 'metadata.name value'],
    [cron('schedule: 0 0 31 13 *'), 'spec.schedule value'],
    [cron('schedule: "@fortnightly"'), 'spec.schedule value'],
    [cron('schedule: 0 0 * *'), 'spec.schedule value'],
    [cron('schedule: TZ=UTC 0 0 * * *'), 'spec.schedule value'],
    [cron('schedule: 5-1 0 * * *'), 'spec.schedule value'],
    [cron('schedule: 0 0 * * *, timeZone: Local'), 'spec.timeZone value'],
    [cron('schedule: 0 0 * * *, timeZone: ../etc'), 'spec.timeZone value'],
    [cron('schedule: 0 0 * * *, timeZone: /UTC'), 'spec.timeZone value'],
    [cron('schedule: 0 0 * * *, timeZone: ""'), 'spec.timeZone value'],
    [cron('schedule: 0 0 * * mon').replace('nightly', 'n'.repeat(53)), 'metadata.name value'],
  ])('%# is found', async (text, problem) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });

  const hpa = (spec: string): string =>
    `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, ${spec}}`;
  const resources = (text: string): string => deployment(`resources: {${text}}`);
  it.each([
    [deployment('ports: [{containerPort: 99999}]'), `${AT}.ports.0.containerPort value`],
    [deployment('ports: [{containerPort: 0}]'), `${AT}.ports.0.containerPort value`],
    [deployment('ports: [{containerPort: 80, hostPort: -1}]'), `${AT}.ports.0.hostPort value`],
    [deployment('ports: [{containerPort: 80, name: "8080"}]'), `${AT}.ports.0.name value`],
    [service('[{port: 0}]'), 'spec.ports.0.port value'],
    [service('[{port: 80, targetPort: 70000}]'), 'spec.ports.0.targetPort value'],
    [service('[{port: 80, targetPort: HTTP}]'), 'spec.ports.0.targetPort value'],
    [service('[{port: 80, nodePort: 65536}]'), 'spec.ports.0.nodePort value'],
    [resources('limits: {cpu: 500m}, requests: {cpu: 1}'), `${AT}.resources.requests.cpu rule`],
    [resources('limits: {memory: 1000Mi}, requests: {memory: 1Gi}'), `${AT}.resources.requests.memory rule`],
    [resources('limits: {memory: -1Gi}'), `${AT}.resources.limits.memory value`],
    [
      resources('limits: {nvidia.com/gpu: 2}, requests: {nvidia.com/gpu: 1}'),
      `${AT}.resources.requests.nvidia.com/gpu rule`,
    ],
    [resources('requests: {hugepages-2Mi: 4Mi}'), `${AT}.resources.requests.hugepages-2Mi rule`],
    [deployment('livenessProbe: {httpGet: {port: 0}}'), `${AT}.livenessProbe.httpGet.port value`],
    [deployment('readinessProbe: {grpc: {port: 65536}}'), `${AT}.readinessProbe.grpc.port value`],
    [
      deployment('lifecycle: {preStop: {tcpSocket: {port: http_x}}}'),
      `${AT}.lifecycle.preStop.tcpSocket.port value`,
    ],
    [
      deployment('startupProbe: {exec: {command: [a]}, periodSeconds: -1}'),
      `${AT}.startupProbe.periodSeconds value`,
    ],
    [
      deployment('livenessProbe: {exec: {command: [a]}, successThreshold: 2}'),
      `${AT}.livenessProbe.successThreshold rule`,
    ],
    [
      deployment('readinessProbe: {exec: {command: [a]}, terminationGracePeriodSeconds: 5}'),
      `${AT}.readinessProbe.terminationGracePeriodSeconds rule`,
    ],
    [
      deployment('volumeMounts: [{name: tmp, mountPath: ""}]', 'volumes: [{name: tmp, emptyDir: {}}]'),
      `${AT}.volumeMounts.0.mountPath value`,
    ],
    [
      deployment(
        'volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /a}]',
        'volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}]',
      ),
      `${AT}.volumeMounts.1 duplicate`,
    ],
    [deployment('', '', 'replicas: -1'), 'spec.replicas value'],
    [hpa('minReplicas: 5, maxReplicas: 3'), 'spec.maxReplicas rule'],
    [hpa('minReplicas: -1, maxReplicas: 3'), 'spec.minReplicas value'],
    [hpa('maxReplicas: 0'), 'spec.maxReplicas value'],
  ])('of numbers and amounts: %# is found', async (text, problem) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });

  it.each([
    deployment('ports: [{containerPort: 65535, hostPort: 0, name: http-metrics}]'),
    service('[{port: 80, targetPort: 0, nodePort: 0}]'),
    service('[{port: 80, targetPort: http}]'),
    resources(
      'limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 1000m, memory: 1024Mi, ephemeral-storage: 1Gi}',
    ),
    resources('limits: {nvidia.com/gpu: 1}, requests: {nvidia.com/gpu: "1"}'),
    deployment('readinessProbe: {grpc: {port: 1}, successThreshold: 3, initialDelaySeconds: 0}'),
    deployment('livenessProbe: {tcpSocket: {port: http}, terminationGracePeriodSeconds: 1}'),
    deployment('', '', 'replicas: 0'),
    hpa('minReplicas: 0, maxReplicas: 3'),
    hpa('minReplicas: 3, maxReplicas: 3'),
    cron('schedule: 0 0 * * *, timeZone: America/Argentina/Buenos_Aires'),
    cron('schedule: 0 0 * * *, timeZone: Etc/GMT+5'),
    cron('schedule: 0 0 * * *, timeZone: UTC'),
  ])('of numbers and amounts: %# passes', async (text) => {
    expect(await problemsOf(text)).toEqual([]);
  });

  it('holds for the volumes that a StatefulSet makes of its claims', async () => {
    const text = deployment(
      'volumeMounts: [{name: data, mountPath: /data}]',
      '',
      'serviceName: a\n  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]',
    );
    expect(await problemsOf(text.replace('kind: Deployment', 'kind: StatefulSet'))).toEqual([]);
  });

  it('is as strict as the version of Kubernetes', async () => {
    const text = service('[{port: 80}]').replace('name: web', 'name: 2048');
    expect(await problemsOf(text.replace('2048', '"2048"'), 33)).toEqual(['metadata.name value']);
    expect(await problemsOf(text.replace('2048', '"2048"'), 37)).toEqual([]);
  });
});
