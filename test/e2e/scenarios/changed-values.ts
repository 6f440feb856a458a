import {
  BUDGET,
  CONTAINER,
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
import type { Scenario } from './scenario.ts';

/** What Git declares and the cluster has otherwise, or no more. */
export const CHANGED_VALUES: readonly Scenario[] = [
  {
    name: 'image-set',
    truth: 'Somebody rolled out another image.',
    start: WEB,
    edit: 'kubectl set image deployment/web web=nginx:1.26',
    drift: { [`${CONTAINER}.image`]: 'modified human kubectl-set Update' },
  },
  {
    name: 'image-set-after-apply',
    truth: 'Nobody but kubectl applies here, and somebody set another image.',
    by: 'kubectl',
    start: WEB,
    edit: 'kubectl set image deployment/web web=nginx:1.26',
    drift: { [`${CONTAINER}.image`]: 'modified human kubectl-set Update' },
  },
  {
    name: 'scaled-by-hand',
    truth: 'Somebody scaled the Deployment.',
    start: WEB,
    edit: 'kubectl scale deployment/web --replicas=7',
    drift: { '.spec.replicas': 'modified human kubectl Update/scale' },
  },
  {
    name: 'scaled-after-autoscaler',
    truth: 'Somebody overruled the autoscaler.',
    start: WEB,
    edit: `kubectl patch deployment web --subresource=scale --field-manager=kube-controller-manager --type=merge --patch '{"spec":{"replicas":5}}'
kubectl scale deployment/web --replicas=1`,
    drift: { '.spec.replicas': 'modified human kubectl Update/scale' },
  },
  {
    name: 'store-scaled',
    truth: 'Somebody scaled the store down.',
    by: 'kustomize-controller',
    start: STORE,
    edit: 'kubectl scale statefulset/store --replicas=1',
    drift: { '.spec.replicas': 'modified human kubectl Update/scale' },
  },
  {
    name: 'store-scaled-to-nothing',
    truth: 'Somebody switched the store off; of a zero, the server does not note who wrote it.',
    start: STORE,
    edit: 'kubectl scale statefulset/store --replicas=0',
    drift: { '.spec.replicas': 'modified unknown nobody' },
  },
  {
    name: 'value-edited',
    truth: 'Somebody changed a setting in an editor.',
    start: SETTINGS,
    edit: `KUBE_EDITOR="sed -i 's/colour: blue/colour: red/'" kubectl edit configmap/settings`,
    drift: { '.data.colour': 'modified human kubectl-edit Update' },
  },
  {
    name: 'replaced',
    truth: 'Somebody replaced the object by a changed copy.',
    start: WEB,
    edit: 'kubectl get deployment/web --output=json | sed "s/nginx:1.25/nginx:1.24/" | kubectl replace --filename=-',
    drift: { [`${CONTAINER}.image`]: 'modified human kubectl-replace Update' },
  },
  {
    name: 'recreated',
    truth: 'Somebody deleted the settings and made them anew, with another value.',
    start: SETTINGS,
    edit: `kubectl delete configmap/settings
kubectl create configmap settings --from-literal=colour=green --from-literal=size=large`,
    drift: { '.data.colour': 'modified human kubectl-create Update' },
  },
  {
    name: 'password-changed',
    truth: 'Somebody changed the password.',
    start: PASSWORD,
    edit: `kubectl patch secret login --patch '{"stringData":{"password":"orchid-caraway"}}'`,
    drift: { '.data.password': 'modified human kubectl-patch Update' },
  },
  {
    name: 'host-edited',
    truth: 'Somebody serves another host.',
    start: INGRESS,
    edit: `KUBE_EDITOR="sed -i 's/shop.example.com/test.example.com/'" kubectl edit ingress/web`,
    drift: { '.spec.rules[0].host': 'modified human kubectl-edit Update' },
  },
  {
    name: 'policy-opened',
    truth: 'Somebody lets everybody in.',
    by: 'kustomize-controller',
    start: POLICY,
    edit: `kubectl patch networkpolicy web --type=json --patch '[{"op":"replace","path":"/spec/ingress","value":[{}]}]'`,
    drift: {
      '.spec.ingress[0].from': 'missing human kubectl-patch Update',
      '.spec.ingress[0].ports': 'missing human kubectl-patch Update',
    },
  },
  {
    name: 'budget-lowered',
    truth: 'Somebody allows all pods to go at once.',
    start: BUDGET,
    edit: `kubectl patch poddisruptionbudget web --type=merge --patch '{"spec":{"minAvailable":0}}'`,
    drift: { '.spec.minAvailable': 'modified human kubectl-patch Update' },
  },
  {
    name: 'scaler-raised',
    truth: 'Somebody lets the autoscaler go higher.',
    start: SCALER,
    edit: `kubectl patch horizontalpodautoscaler web --patch '{"spec":{"maxReplicas":50}}'`,
    drift: { '.spec.maxReplicas': 'modified human kubectl-patch Update' },
  },
  {
    name: 'schedule-edited',
    truth: 'Somebody moved the nightly job.',
    start: NIGHTLY,
    edit: `KUBE_EDITOR="sed -i 's/0 3/30 4/'" kubectl edit cronjob/nightly`,
    drift: { '.spec.schedule': 'modified human kubectl-edit Update' },
  },
  {
    name: 'role-widened',
    truth: 'Somebody lets readers write.',
    start: ROLE,
    edit: `kubectl patch role reader --type=json --patch '[{"op":"add","path":"/rules/0/verbs/-","value":"delete"}]'`,
    drift: { '.rules[0].verbs': 'modified human kubectl-patch Update' },
  },
  {
    name: 'selector-set',
    truth: 'Somebody pointed the Service at other pods.',
    start: SERVICE,
    edit: 'kubectl set selector service/web app=other',
    drift: { '.spec.selector.app': 'modified human kubectl-set Update' },
  },
  {
    name: 'target-port-type',
    truth: 'A number is not the name of a port, even if it looks the same.',
    start: GADGET,
    edit: `kubectl patch gadget gadget --type=merge --patch '{"spec":{"target":"8080"}}'`,
    drift: { '.spec.target': 'modified human kubectl-patch Update' },
  },
  {
    name: 'memory-raised',
    truth: 'Somebody gave the pods more memory: another amount, not another spelling.',
    start: WEB,
    edit: 'kubectl set resources deployment/web --containers=web --requests=cpu=1,memory=1025Mi',
    drift: { [`${CONTAINER}.resources.requests.memory`]: 'modified human kubectl-set Update' },
  },
  {
    name: 'env-removed',
    truth: 'Somebody took a variable away; who did is a guess.',
    start: WEB,
    edit: 'kubectl set env deployment/web --containers=web REGION-',
    drift: { [`${CONTAINER}.env[name="REGION"]`]: 'missing unknown nobody' },
  },
  {
    name: 'label-removed',
    truth: 'Somebody took a label away.',
    start: WEB,
    edit: 'kubectl label deployment/web team-',
    drift: { '.metadata.labels.team': 'missing unknown nobody' },
  },
  {
    name: 'container-removed',
    truth: 'Somebody removed the proxy.',
    start: WEB,
    edit: `kubectl patch deployment web --type=json --patch '[{"op":"remove","path":"/spec/template/spec/containers/1"}]'`,
    drift: { '.spec.template.spec.containers[name="proxy"]': 'missing unknown nobody' },
  },
  {
    name: 'two-people',
    truth: 'Somebody changed the image, and somebody else took a limit away, of whom nothing is left.',
    start: WEB,
    edit: `kubectl set image deployment/web web=nginx:1.26
kubectl patch deployment web --type=json --patch '[{"op":"remove","path":"/spec/template/spec/containers/0/resources/limits/memory"}]'`,
    drift: {
      [`${CONTAINER}.image`]: 'modified human kubectl-set Update',
      [`${CONTAINER}.resources.limits`]: 'missing unknown nobody',
    },
  },
  {
    name: 'forced-by-tool',
    truth: 'Another tool applied its own image by force.',
    start: WEB,
    edit: `kubectl apply --server-side --force-conflicts --field-manager=preview-tool --filename=- <<'END'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: "nginx:preview"}]}}}
END`,
    drift: { [`${CONTAINER}.image`]: 'modified controller preview-tool Apply' },
  },
  {
    name: 'forced-by-person',
    truth: 'Somebody applied another value by force, beside the controller.',
    by: 'kustomize-controller',
    start: SETTINGS,
    edit: `kubectl apply --server-side --force-conflicts --filename=- <<'END'
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {colour: red}
END`,
    drift: { '.data.colour': 'modified human kubectl Apply' },
  },
  {
    name: 'applied-by-person',
    truth: 'Somebody applied an own copy over what the controller applies.',
    start: SETTINGS,
    edit: `kubectl apply --filename=- <<'END'
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {colour: red, size: large}
END`,
    drift: { '.data.colour': 'modified human kubectl-client-side-apply Update' },
  },
  {
    name: 'resized-by-controller',
    truth: 'An autoscaler changed a request that Git declares: it will be undone and come back.',
    start: WEB,
    edit: `kubectl patch deployment web --field-manager=vpa-updater --patch '{"spec":{"template":{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"3"}}}]}}}}'`,
    drift: { [`${CONTAINER}.resources.requests.cpu`]: 'modified controller vpa-updater Update' },
  },
  {
    name: 'webhook-switched',
    truth: 'An operator made its webhook strict although Git says Ignore.',
    start: WEBHOOK,
    edit: `kubectl patch validatingwebhookconfiguration $NS --field-manager=pilot-discovery --patch '{"webhooks":[{"name":"check.example.com","failurePolicy":"Fail"}]}'`,
    drift: {
      '.webhooks[name="check.example.com"].failurePolicy': 'modified controller pilot-discovery Update',
    },
  },
  {
    name: 'gadget-port-changed',
    truth: 'Somebody changed one item of a keyed list of a custom resource.',
    start: GADGET,
    edit: `kubectl patch gadget gadget --type=json --patch '[{"op":"replace","path":"/spec/listeners/1/port","value":8443}]'`,
    drift: { '.spec.listeners[name="https"].port': 'modified human kubectl-patch Update' },
  },
  {
    name: 'gadget-theme-changed',
    truth: 'Somebody changed a value in a part that has no schema.',
    start: GADGET,
    edit: `KUBE_EDITOR="sed -i 's/name: dark/name: light/'" kubectl edit gadget/gadget`,
    drift: { '.spec.extra.theme.name': 'modified human kubectl-edit Update' },
  },
  {
    name: 'deleted',
    truth: 'Somebody deleted the Deployment.',
    start: WEB,
    edit: 'kubectl delete deployment/web',
    state: 'missing',
    drift: { '': 'missing unknown nobody' },
  },
  {
    name: 'going-away',
    truth: 'Somebody deleted the settings, and a finalizer still holds them.',
    start: SETTINGS.replace('namespace: $NS', 'namespace: $NS, finalizers: [example.com/hold]'),
    edit: 'kubectl delete configmap/settings --wait=false',
    state: 'terminating',
    drift: { '': 'terminating unknown nobody' },
  },
];
