import {
  BINDING,
  BUDGET,
  GADGET,
  INGRESS,
  NIGHTLY,
  PASSWORD,
  POLICY,
  SCALER,
  STORE,
  WEB,
} from './manifests.ts';
import { changed, type Scenario } from './scenario.ts';

/** What a server, a controller or another spelling makes of what Git says: no person would call it drift. */
export const NO_DRIFT: readonly Scenario[] = [
  { name: 'untouched', truth: 'Nobody did anything.', start: WEB },
  { name: 'untouched-kubectl', truth: 'Nobody did anything.', by: 'kubectl', start: WEB },
  { name: 'untouched-client-side', truth: 'Nobody did anything.', by: 'argocd-client-side', start: WEB },
  { name: 'untouched-job', truth: 'The server only filled in defaults.', start: NIGHTLY },
  {
    name: 'untouched-store',
    truth: 'The server filled in the claim templates.',
    by: 'kustomize-controller',
    start: STORE,
  },
  { name: 'untouched-policy', truth: 'The server only filled in protocol and types.', start: POLICY },
  { name: 'untouched-binding', truth: 'The server only filled in the API group.', start: BINDING },
  { name: 'untouched-secret', truth: 'stringData is stored as data.', start: PASSWORD },
  {
    name: 'untouched-gadget',
    truth: 'The kind has defaults, also in a keyed list.',
    by: 'kustomize-controller',
    start: GADGET,
    tolerated: { '.spec.mode': 'nobody-known' },
  },
  {
    name: 'restarted',
    truth: 'Somebody restarted the pods; nothing of what Git says has changed.',
    start: WEB,
    edit: 'kubectl rollout restart deployment/web',
    tolerated: {
      '.spec.template.metadata.annotations.kubectl.kubernetes.io/restartedAt': 'restarted-at',
    },
  },
  {
    name: 'autoscaled',
    truth: 'The autoscaler does what it is there for.',
    start: WEB,
    edit: `kubectl autoscale deployment web --min=2 --max=9 --cpu-percent=80 2>/dev/null || kubectl autoscale deployment web --min=2 --max=9 --cpu=80%
kubectl patch deployment web --subresource=scale --field-manager=kube-controller-manager --type=merge --patch '{"spec":{"replicas":5}}'`,
    tolerated: { '.spec.replicas': 'autoscaled' },
  },
  {
    name: 'gadget-autoscaled',
    truth: 'An autoscaler scales a custom resource.',
    start: GADGET,
    edit: `kubectl patch gadget gadget --subresource=scale --field-manager=keda-operator --type=merge --patch '{"spec":{"replicas":4}}'`,
    tolerated: { '.spec.replicas': 'autoscaled' },
  },
  {
    name: 'status-written',
    truth: 'Controllers report, and count revisions.',
    start: WEB,
    edit: `kubectl patch deployment web --subresource=status --field-manager=kube-controller-manager --type=merge --patch '{"status":{"observedGeneration":1,"replicas":2,"readyReplicas":1}}'
kubectl annotate deployment/web --field-manager=kube-controller-manager deployment.kubernetes.io/revision=4`,
    tolerated: { '.status': 'status' },
  },
  {
    name: 'status-in-git',
    truth: 'Git holds a status that a person once copied along.',
    start: GADGET,
    edit: `kubectl patch gadget gadget --subresource=status --type=merge --patch '{"status":{"phase":"Ready"}}'`,
    git: `${GADGET}status: {phase: Pending}\n`,
  },
  {
    name: 'balancer-found',
    truth: 'The ingress controller reports an address.',
    start: INGRESS,
    edit: `kubectl patch ingress web --subresource=status --field-manager=nginx-ingress-controller --type=merge --patch '{"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}}}'`,
  },
  {
    name: 'budget-status',
    truth: 'The controller counts pods.',
    start: BUDGET,
    edit: `kubectl patch poddisruptionbudget web --subresource=status --field-manager=kube-controller-manager --type=merge --patch '{"status":{"currentHealthy":2,"desiredHealthy":1,"disruptionsAllowed":1,"expectedPods":2}}'`,
  },
  {
    name: 'quantities-respelt',
    truth: 'Git writes the same amounts otherwise.',
    start: WEB,
    git: changed(WEB, 'cpu: 1000m, memory: 1024Mi', 'cpu: 1, memory: 1Gi'),
  },
  {
    name: 'quantities-respelt-kubectl',
    truth: 'Git writes the same amounts otherwise, and kubectl had applied them.',
    by: 'kubectl',
    start: WEB,
    git: changed(WEB, 'cpu: 1000m, memory: 1024Mi', 'cpu: "1.0", memory: 1048576Ki'),
  },
  {
    name: 'defaults-spelt-out',
    truth: 'Git now says what the server filled in anyway.',
    start: WEB,
    git: changed(
      changed(WEB, 'image: envoy:1', 'image: envoy:1\n        imagePullPolicy: IfNotPresent'),
      'replicas: 2',
      'replicas: 2\n  revisionHistoryLimit: 10\n  strategy: {type: RollingUpdate}',
    ),
  },
  {
    name: 'default-left-out',
    truth: 'Git no longer says what the server fills in anyway.',
    start: changed(WEB, 'image: envoy:1', 'image: envoy:1\n        imagePullPolicy: IfNotPresent'),
    git: WEB,
    tolerated: { '.spec.template.spec.containers[name="proxy"].imagePullPolicy': 'default' },
  },
  {
    name: 'default-by-hand',
    truth: 'Somebody wrote what is the default anyway.',
    start: WEB,
    edit: `kubectl patch deployment web --patch '{"spec":{"revisionHistoryLimit":11}}'
kubectl patch deployment web --patch '{"spec":{"revisionHistoryLimit":10}}'`,
    tolerated: { '.spec.revisionHistoryLimit': 'default' },
  },
  {
    name: 'edited-and-back',
    truth: 'Somebody changed the image and changed it back.',
    start: WEB,
    edit: `kubectl set image deployment/web web=nginx:1.26
kubectl set image deployment/web web=nginx:1.25`,
  },
  {
    name: 'empty-in-git',
    truth: 'Git has empty maps, lists and zeros that the server drops.',
    start: changed(
      changed(WEB, 'image: envoy:1', 'image: envoy:1\n        resources: {}\n        env: []'),
      'labels: {app: web, team: shop}',
      'labels: {app: web, team: shop}, annotations: {}, creationTimestamp: null',
    ).replace('      volumes:', '      hostNetwork: false\n      nodeSelector: {}\n      volumes:'),
  },
  {
    name: 'lists-reordered',
    truth: 'Git lists ports, volumes and containers in another order.',
    start: WEB,
    git: changed(
      changed(
        WEB,
        '[{name: http, containerPort: 8080}, {name: admin, containerPort: 9000}]',
        '[{name: admin, containerPort: 9000}, {name: http, containerPort: 8080}]',
      ),
      '[{name: settings, configMap: {name: settings, defaultMode: 0440}}, {name: tmp, emptyDir: {}}]',
      '[{name: tmp, emptyDir: {}}, {name: settings, configMap: {name: settings, defaultMode: 288}}]',
    ),
  },
  {
    name: 'metrics-reordered',
    truth: 'Git lists the metrics in another order.',
    start: SCALER,
    git: SCALER.replace('{name: memory,', '{name: X,')
      .replace('{name: cpu,', '{name: memory,')
      .replace('{name: X,', '{name: cpu,')
      .replace('Utilization: 70', 'Utilization: X')
      .replace('Utilization: 80', 'Utilization: 70')
      .replace('Utilization: X', 'Utilization: 80'),
  },
  {
    name: 'gadget-reordered',
    truth: 'Git reordered a keyed list and a set of a custom resource.',
    by: 'kustomize-controller',
    start: GADGET,
    git: changed(
      changed(
        GADGET,
        '[{name: http, port: 80}, {name: https, port: 443}]',
        '[{name: https, port: 443}, {name: http, port: 80}]',
      ),
      '[b, a]',
      '[a, b]',
    ),
  },
  {
    name: 'gadget-respelt',
    truth: 'Git writes the same size and the same time otherwise in a custom resource.',
    start: GADGET,
    git: changed(changed(GADGET, '1024Mi', '1Gi'), 'interval: 1h', 'interval: 60m'),
    tolerated: { '.spec.storage': 'quantity-heuristic', '.spec.interval': 'duration-heuristic' },
  },
];
