import { CLAIM, SCALER, SERVICE, SETTINGS, WEB, WEBHOOK } from './manifests.ts';
import { changed, type Scenario } from './scenario.ts';

/** What other parts of a cluster fill in, mark or run: no person would call it drift either. */
export const OTHERS_AT_WORK: readonly Scenario[] = [
  {
    name: 'ports-allocated',
    truth: 'The server gave the Service an address and node ports.',
    by: 'kustomize-controller',
    start: changed(SERVICE, 'spec:', 'spec:\n  type: NodePort'),
    tolerated: { '.spec.ports[port=80,protocol="TCP"].nodePort': 'allocated' },
  },
  {
    name: 'two-protocols',
    truth: 'One port number for TCP and UDP is two ports.',
    by: 'kubectl',
    start: `
apiVersion: v1
kind: Service
metadata: {name: dns, namespace: $NS}
spec:
  selector: {app: dns}
  ports: [{name: dns-udp, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]
`,
  },
  {
    name: 'volume-bound',
    truth: 'The volume controller bound the claim.',
    start: CLAIM,
    edit: `kubectl patch persistentvolumeclaim data --field-manager=kube-controller-manager --patch '{"metadata":{"annotations":{"pv.kubernetes.io/bound-by-controller":"yes"}},"spec":{"volumeName":"pv-1"}}'`,
    tolerated: { '.spec.volumeName': 'allocated' },
  },
  {
    name: 'bundle-injected',
    truth: 'cert-manager injects the certificate.',
    start: WEBHOOK,
    edit: `kubectl patch validatingwebhookconfiguration $NS --field-manager=cert-manager-cainjector --type=json --patch '[{"op":"add","path":"/webhooks/0/clientConfig/caBundle","value":"$CA"}]'`,
    tolerated: { '.webhooks[name="check.example.com"].clientConfig.caBundle': 'ca-bundle' },
  },
  {
    name: 'bundle-placeholder',
    truth: 'Git holds a placeholder, and cert-manager injected the certificate.',
    start: changed(WEBHOOK, 'clientConfig: {', 'clientConfig: {caBundle: Cg==, '),
    edit: `kubectl patch validatingwebhookconfiguration $NS --field-manager=cert-manager-cainjector --type=json --patch '[{"op":"add","path":"/webhooks/0/clientConfig/caBundle","value":"$CA"}]'`,
    tolerated: { '.webhooks[name="check.example.com"].clientConfig.caBundle': 'ca-bundle' },
  },
  {
    name: 'role-aggregated',
    truth: 'The control plane computes the rules.',
    start: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: $NS}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {shop: "yes"}}]}
rules: []
`,
    edit: `kubectl patch clusterrole $NS --field-manager=clusterrole-aggregation-controller --type=merge --patch '{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}'`,
    tolerated: { '.rules': 'aggregated-role' },
  },
  {
    name: 'job-labelled',
    truth: 'The server gave the Job its selector and labels.',
    start: `
apiVersion: batch/v1
kind: Job
metadata: {name: move, namespace: $NS}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: job, image: "busybox:1"}]}}}
`,
    tolerated: { '.spec.selector': 'allocated' },
  },
  {
    name: 'token-added',
    truth: 'A controller gave the bare account a token.',
    start: 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: $NS}\n',
    edit: `kubectl patch serviceaccount web --field-manager=kube-controller-manager --patch '{"secrets":[{"name":"web-token-x"}]}'`,
    tolerated: { '.secrets': 'nobody-known' },
  },
  {
    name: 'base64-wrapped',
    truth: 'Git wraps the base64 lines.',
    start: `
apiVersion: v1
kind: Secret
metadata: {name: key, namespace: $NS}
data: {key: dHVsaXAtc2VzYW1l, none: ""}
`,
    git: `
apiVersion: v1
kind: Secret
metadata: {name: key, namespace: $NS}
data: {key: "dHVsaXAt\\nc2VzYW1l\\n", none: ""}
`,
    tolerated: { '.data.key': 'base64' },
  },
  {
    name: 'marked-by-argo',
    truth: 'Argo CD marks what it applies, and Git does not hold the mark.',
    start: changed(
      SETTINGS,
      'namespace: $NS',
      'namespace: $NS, annotations: {argocd.argoproj.io/tracking-id: "shop:/ConfigMap:$NS/settings"}',
    ),
    git: SETTINGS,
    tolerated: { '.metadata.annotations.argocd.argoproj.io/tracking-id': 'bookkeeping' },
  },
  {
    name: 'marked-by-flux',
    truth: 'Flux marks what it applies, and Git does not hold the mark.',
    by: 'kustomize-controller',
    start: changed(
      SERVICE,
      'namespace: $NS',
      'namespace: $NS, labels: {kustomize.toolkit.fluxcd.io/name: other, kustomize.toolkit.fluxcd.io/namespace: flux-system}',
    ),
    git: SERVICE,
    tolerated: { '.metadata.labels.kustomize.toolkit.fluxcd.io/name': 'bookkeeping' },
  },
  {
    name: 'injected',
    truth: 'A policy engine and a mesh add what they need, where Git is silent.',
    start: WEB,
    edit: `kubectl annotate deployment/web --field-manager=kyverno policies.kyverno.io/last-applied=x
kubectl patch deployment web --field-manager=istio-operator --patch '{"spec":{"template":{"spec":{"containers":[{"name":"istio-proxy","image":"istio:1"}]}}}}'`,
    tolerated: { '.spec.template.spec.containers[name="istio-proxy"].image': 'other-owner' },
  },
  {
    name: 'refused-by-server',
    truth: 'Another tool tried to change the image, and the server refused.',
    start: WEB,
    edit: `! kubectl apply --server-side --field-manager=preview-tool --filename=- 2>/dev/null <<'END'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: "nginx:preview"}]}}}
END`,
  },
  {
    name: 'shared-value',
    truth: 'Another tool applied the same image: both own it, and it is right.',
    start: WEB,
    edit: `kubectl apply --server-side --field-manager=preview-tool --filename=- <<'END'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: "nginx:1.25"}]}}}
END`,
  },
  {
    name: 'exposed',
    truth: 'Somebody made a Service of their own: it is not ours.',
    start: WEB,
    edit: 'kubectl expose deployment/web --name=mine --port=80',
  },
  {
    name: 'paused',
    truth: 'Somebody told Flux to leave the object alone, and changed it.',
    by: 'kustomize-controller',
    start: SETTINGS,
    edit: `kubectl annotate configmap/settings kustomize.toolkit.fluxcd.io/reconcile=disabled
kubectl patch configmap settings --patch '{"data":{"colour":"red"}}'`,
    state: 'skipped',
    tolerated: { '.data.colour': 'reconcile-disabled' },
  },
  {
    name: 'hook',
    truth: 'A hook has run and is gone, as it should be.',
    start: SETTINGS,
    git: `${SETTINGS}---
apiVersion: batch/v1
kind: Job
metadata: {name: move, namespace: $NS, annotations: {argocd.argoproj.io/hook: PreSync}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: job, image: "busybox:1"}]}}}
`,
    state: 'skipped',
  },
  {
    name: 'namespace-finalized',
    truth: 'The server gives every namespace a label and a finalizer.',
    start: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: $NS, labels: {team: shop}}\n',
    tolerated: { '.metadata.labels.kubernetes.io/metadata.name': 'allocated' },
  },
  {
    name: 'older-version',
    truth: 'Git uses another version of the kind, which says the same.',
    start: SCALER,
    git: `
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: $NS}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 5, targetCPUUtilizationPercentage: 80}
`,
  },
];
