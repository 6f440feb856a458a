import {
  BINDING,
  BUDGET,
  CLAIM,
  GADGET,
  INGRESS,
  NIGHTLY,
  PASSWORD,
  POLICY,
  ROLE,
  SCALER,
  SERVICE,
  SETTINGS,
  STORE,
  WEB,
  WEBHOOK,
} from './manifests.ts';
import { changed, type Scenario } from './scenario.ts';

const AGENT = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: $NS}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      tolerations: [{operator: Exists}]
      containers: [{name: agent, image: "agent:2", securityContext: {runAsNonRoot: true}}]
`;

const QUOTA = `
apiVersion: v1
kind: ResourceQuota
metadata: {name: all, namespace: $NS}
spec: {hard: {requests.cpu: 4000m, requests.memory: 8192Mi, pods: 10}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: all, namespace: $NS}
spec: {limits: [{type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 0.1}}]}
`;

const WIDE = `${WEBHOOK}---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: $NS}
provisioner: example.com/disk
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: $NS}
value: 1000
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: $NS}
spec: {capacity: {storage: 1024Mi}, accessModes: [ReadWriteOnce], hostPath: {path: /data}, storageClassName: $NS}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.$NS.example.com}
spec:
  group: $NS.example.com
  scope: Namespaced
  names: {kind: Thing, plural: things}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;

const RUN = `
apiVersion: batch/v1
kind: Job
metadata: {name: move, namespace: $NS}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: job, image: busybox}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: alone, namespace: $NS}
spec: {containers: [{name: alone, image: "busybox:1"}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: $NS}
`;

const MANY = [
  RUN,
  WEB,
  SERVICE,
  SETTINGS,
  PASSWORD,
  NIGHTLY,
  STORE,
  SCALER,
  INGRESS,
  POLICY,
  BUDGET,
  BINDING,
  ROLE,
  CLAIM,
  AGENT,
  QUOTA,
  GADGET,
].join('---');

/** Many kinds at once, objects that others made before, and more things that people and controllers do. */
export const MORE_KINDS: readonly Scenario[] = [
  { name: 'many-kinds', truth: 'Nobody did anything.', start: MANY },
  { name: 'many-kinds-kubectl', truth: 'Nobody did anything.', by: 'kubectl', start: MANY },
  {
    name: 'many-kinds-created',
    truth: 'Somebody created the objects, and Argo CD took them over.',
    by: 'argocd-after-create',
    start: MANY,
  },
  {
    name: 'many-kinds-migrated',
    truth: 'kubectl had applied the objects before Flux took them over.',
    by: 'flux-after-kubectl',
    start: MANY,
  },
  { name: 'wide-kinds', truth: 'Nobody did anything to what has no namespace.', start: WIDE },
  {
    name: 'wide-kinds-created',
    truth: 'Somebody created what has no namespace, and Argo CD took it over.',
    by: 'argocd-after-create',
    start: WIDE,
  },
  {
    name: 'migrated-key-removed',
    truth: 'kubectl had applied a setting that Git dropped, and taking over removed it.',
    by: 'flux-after-kubectl',
    start: SETTINGS,
    git: changed(SETTINGS, ', size: large', ''),
    edit: `kubectl apply --server-side --field-manager=kustomize-controller --filename=- <<'END'
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {colour: blue}
END`,
  },
  {
    name: 'created-then-edited',
    truth: 'Argo CD took the object over, and somebody added a setting.',
    by: 'argocd-after-create',
    start: SETTINGS,
    edit: `kubectl patch configmap settings --patch '{"data":{"debug":"yes"}}'`,
    drift: { '.data.debug': 'extra human kubectl-patch Update' },
  },
  {
    name: 'labelled-without-controller',
    truth: 'Only kubectl applies here, and somebody labelled the object.',
    by: 'kubectl',
    start: STORE,
    edit: 'kubectl label statefulset/store owner=eve',
    drift: { '.metadata.labels.owner': 'extra human kubectl-label Update' },
  },
  {
    name: 'port-moved',
    truth: 'Somebody moved a port of the Service.',
    start: SERVICE,
    edit: `kubectl patch service web --type=json --patch '[{"op":"replace","path":"/spec/ports/1/port","value":9001}]'`,
    drift: {
      '.spec.ports[port=9000,protocol="TCP"]': 'missing human kubectl-patch Update',
      '.spec.ports[port=9001,protocol="TCP"]': 'extra human kubectl-patch Update',
    },
  },
  {
    name: 'volume-replaced',
    truth: 'Somebody put a folder of the node in place of an empty one.',
    start: WEB,
    edit: `kubectl patch deployment web --type=json --patch '[{"op":"replace","path":"/spec/template/spec/volumes/1","value":{"name":"tmp","hostPath":{"path":"/tmp"}}}]'`,
    drift: { '.spec.template.spec.volumes[name="tmp"].hostPath': 'extra human kubectl-patch Update' },
  },
  {
    name: 'strategy-changed',
    truth: 'Somebody lets rollouts stop everything first.',
    start: WEB,
    edit: `kubectl patch deployment web --patch '{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}'`,
    drift: { '.spec.strategy.type': 'extra human kubectl-patch Update' },
  },
  {
    name: 'agent-on-delete',
    truth: 'Somebody stopped the rollout of the agents.',
    by: 'kustomize-controller',
    start: AGENT,
    edit: `kubectl patch daemonset agent --type=merge --patch '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'`,
    drift: { '.spec.updateStrategy.type': 'extra human kubectl-patch Update' },
  },
  {
    name: 'security-loosened',
    truth: 'Somebody lets the agent be root.',
    start: AGENT,
    edit: `kubectl patch daemonset agent --patch '{"spec":{"template":{"spec":{"containers":[{"name":"agent","securityContext":{"runAsNonRoot":false,"privileged":true}}]}}}}'`,
    drift: {
      '.spec.template.spec.containers[name="agent"].securityContext.runAsNonRoot':
        'modified human kubectl-patch Update',
      '.spec.template.spec.containers[name="agent"].securityContext.privileged':
        'extra human kubectl-patch Update',
    },
  },
  {
    name: 'quota-raised',
    truth: 'Somebody raised the quota.',
    start: QUOTA,
    edit: `kubectl patch resourcequota all --patch '{"spec":{"hard":{"pods":"100"}}}'`,
    drift: { '.spec.hard.pods': 'modified human kubectl-patch Update' },
  },
  {
    name: 'quota-respelt',
    truth: 'Git writes the same quota otherwise.',
    start: QUOTA,
    git: changed(changed(changed(QUOTA, '4000m', '4'), '8192Mi', '8Gi'), '0.1', '100m'),
  },
  {
    name: 'behaviour-added',
    truth: 'Somebody keeps the autoscaler from scaling down.',
    start: SCALER,
    edit: `kubectl patch horizontalpodautoscaler web --type=merge --patch '{"spec":{"behavior":{"scaleDown":{"selectPolicy":"Disabled"}}}}'`,
    drift: { '.spec.behavior': 'extra human kubectl-patch Update' },
  },
  {
    name: 'tls-added',
    truth: 'Somebody added a certificate.',
    start: INGRESS,
    edit: `kubectl patch ingress web --type=merge --patch '{"spec":{"tls":[{"hosts":["shop.example.com"],"secretName":"tls"}]}}'`,
    drift: { '.spec.tls': 'extra human kubectl-patch Update' },
  },
  {
    name: 'made-immutable',
    truth: 'Somebody froze the password.',
    start: PASSWORD,
    edit: `kubectl patch secret login --patch '{"immutable":true}'`,
    drift: { '.immutable': 'extra human kubectl-patch Update' },
  },
  {
    name: 'same-label-by-hand',
    truth: 'Somebody wrote the label that Git has.',
    start: WEB,
    edit: `kubectl label deployment/web --overwrite team=tools
kubectl label deployment/web --overwrite team=shop`,
  },
  {
    name: 'held-by-controller',
    truth: 'A controller wants to clean up before the Service goes, and owns it.',
    by: 'kustomize-controller',
    start: SERVICE,
    edit: `kubectl patch service web --field-manager=cloud-controller-manager --type=merge --patch '{"metadata":{"finalizers":["service.kubernetes.io/load-balancer-cleanup"]}}'`,
    tolerated: { '.metadata.finalizers': 'other-owner' },
  },
];
