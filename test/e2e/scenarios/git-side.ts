import { CONTAINER, GADGET, NIGHTLY, PASSWORD, SERVICE, SETTINGS, WEB } from './manifests.ts';
import { changed, type Scenario } from './scenario.ts';

const ARGO = 'argocd-controller Apply';

const tracked = (id: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: old, namespace: $NS, annotations: {argocd.argoproj.io/tracking-id: "${id}"}}\n`;

/** What changed in Git and not in the cluster: something is left behind, or has not come yet. */
export const GIT_SIDE: readonly Scenario[] = [
  {
    name: 'git-key-removed',
    truth: 'A setting is gone from Git and still there.',
    start: SETTINGS,
    git: changed(SETTINGS, ', size: large', ''),
    drift: { '.data.size': `extra ours ${ARGO}` },
  },
  {
    name: 'git-key-removed-kubectl',
    truth: 'A setting is gone from the file that kubectl had applied, and still there.',
    by: 'kubectl',
    start: SETTINGS,
    git: changed(SETTINGS, ', size: large', ''),
    drift: { '.data.size': 'extra ours kubectl-client-side-apply Update' },
  },
  {
    name: 'git-env-removed',
    truth: 'A variable is gone from Git and still there.',
    start: WEB,
    git: changed(WEB, ', {name: REGION, value: eu}', ''),
    drift: { [`${CONTAINER}.env[name="REGION"]`]: `extra ours ${ARGO}` },
  },
  {
    name: 'git-label-removed',
    truth: 'A label is gone from Git and still there.',
    by: 'argocd-client-side',
    start: WEB,
    git: changed(WEB, ', team: shop', ''),
    drift: { '.metadata.labels.team': 'extra ours argocd-controller Update' },
  },
  {
    name: 'git-port-removed',
    truth: 'A port is gone from Git and still open.',
    start: SERVICE,
    git: changed(SERVICE, ', {name: admin, port: 9000}', ''),
    drift: { '.spec.ports[port=9000,protocol="TCP"]': `extra ours ${ARGO}` },
  },
  {
    name: 'git-secret-removed',
    truth: 'A key of the Secret is gone from Git and still there.',
    start: PASSWORD,
    git: changed(PASSWORD, 'user: shop, ', ''),
    drift: { '.data.user': `extra ours ${ARGO}` },
  },
  {
    name: 'git-container-removed',
    truth: 'The proxy is gone from Git and still runs.',
    by: 'kustomize-controller',
    start: WEB,
    git: changed(WEB, '      - name: proxy\n        image: envoy:1\n', ''),
    drift: {
      '.spec.template.spec.containers[name="proxy"]': 'extra ours kustomize-controller Apply',
    },
  },
  {
    name: 'git-image-changed',
    truth: 'Git has a new image, and the cluster still the old one.',
    start: WEB,
    git: changed(WEB, 'nginx:1.25', 'nginx:1.26'),
    drift: { [`${CONTAINER}.image`]: `modified ours ${ARGO}` },
  },
  {
    name: 'git-type-removed',
    truth: 'Git no longer opens the Service on every node, and it still is.',
    start: changed(SERVICE, 'spec:', 'spec:\n  type: NodePort'),
    git: SERVICE,
    drift: { '.spec.type': `extra ours ${ARGO}` },
  },
  {
    name: 'git-object-added',
    truth: 'Git has one more object, which nobody applied.',
    start: SETTINGS,
    git: `${SETTINGS}---${NIGHTLY}`,
    state: 'missing',
    drift: { '': 'missing unknown nobody' },
  },
  {
    name: 'git-object-removed',
    truth: 'Git has dropped an object that Argo CD tracks, and it is still there.',
    start: `${SETTINGS}---\n${tracked('shop:/ConfigMap:$NS/old')}`,
    git: SETTINGS,
    state: 'orphan',
    drift: { '': 'orphan unknown nobody' },
  },
  {
    name: 'copied-tracking-mark',
    truth: 'An object that somebody copied carries the mark of another one: nobody has to remove it.',
    start: `${SETTINGS}---\n${tracked('shop:/ConfigMap:$NS/settings')}`,
    git: SETTINGS,
  },
  {
    name: 'git-misspelt',
    truth: 'Git asks for a field that no cluster will ever have.',
    start: SETTINGS,
    git: `${SETTINGS}imutable: true\n`,
    drift: { '.imutable': 'missing unknown nobody' },
  },
  {
    name: 'gadget-weights-reordered',
    truth: 'Git reordered a list whose order counts.',
    by: 'kustomize-controller',
    start: GADGET,
    git: changed(GADGET, '[1, 3]', '[3, 1]'),
    drift: { '.spec.weights': 'modified ours kustomize-controller Apply' },
  },
  {
    name: 'gadget-listener-removed',
    truth: 'Git dropped an item of a keyed list, and it is still there.',
    start: GADGET,
    git: changed(GADGET, ', {name: https, port: 443}', ''),
    drift: { '.spec.listeners[name="https"]': `extra ours ${ARGO}` },
  },
];
