import { describe, expect, it } from 'vitest';
import { lint } from '../../src/pipeline/lint.ts';
import { diagnosticsText } from '../../src/report/diagnostics-text.ts';
import { PLAIN } from '../../src/report/style.ts';
import { compileTree, diagnosticLines } from '../tools/compile-tree.ts';

const APP = `apps:
  web:
    annotations:
      owner: shop
    workload:
      kind: Service
      containers:
        web:
          image: ghcr.io/acme/web:latest
          env:
            API_TOKEN: c4n4ry
    accessories:
      network:
        ports:
          - port: 80
`;

const SHOP = {
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/base/app.yaml': APP,
  'apps/shop/dev/stack.yaml': 'name: dev\nworkspace: dev\n',
  'apps/shop/dev/app.yaml': 'apps: {}\n',
  'workspaces/dev.yaml': '{}\n',
};

const FROM_BASE = [
  'warning LINT_READINESS_PROBE apps/shop/base/app.yaml:8:9',
  'warning LINT_IMAGE_TAG apps/shop/base/app.yaml:9:18',
  'warning LINT_SECRET_IN_ENV apps/shop/base/app.yaml:11:24',
];

async function linted(files: Readonly<Record<string, string>>) {
  const compilation = await compileTree(files, true);
  const { diagnostics, suppressed } = lint(compilation);
  const ofRun = diagnosticLines(compilation.diagnostics);
  const errors = ofRun.filter((line) => line.startsWith('error'));
  const config = ofRun.filter((line) => line.includes('moorline.yaml'));
  return { lines: diagnosticLines(diagnostics), diagnostics, suppressed, errors, config };
}

describe('findings', () => {
  it('point at the input that made the field, or that lacks it', async () => {
    const { lines, diagnostics, errors } = await linted(SHOP);
    expect(errors).toEqual([]);
    expect(lines).toEqual(FROM_BASE);
    expect(diagnosticsText(diagnostics, PLAIN)).toContain('API_TOKEN: (secret)\n');
    expect(diagnosticsText(diagnostics, PLAIN)).not.toContain('c4n4ry');
    expect(diagnostics[1]).toMatchObject({
      summary: 'image can change under its name',
      detail: 'shop/Deployment.apps/shop-dev-web: The container "web" has an image with the tag latest.',
    });
  });

  it('point at the layer that wins', async () => {
    const { lines } = await linted({
      ...SHOP,
      'apps/shop/dev/app.yaml':
        'apps:\n  web:\n    workload:\n      containers:\n        web:\n          image: web\n',
    });
    expect(lines).toContain('warning LINT_IMAGE_TAG apps/shop/dev/app.yaml:6:18');
  });

  it('of several stacks at one line are one', async () => {
    const { lines, diagnostics } = await linted({
      ...SHOP,
      'apps/shop/prod/stack.yaml': 'name: prod\nworkspace: dev\n',
      'apps/shop/prod/app.yaml': 'apps: {}\n',
    });
    expect(lines).toEqual(FROM_BASE);
    expect(diagnostics[1]?.detail).toMatch(/^shop\/Deployment\.apps\/shop-dev-web and 1 more: /);
  });

  it('have the level that moorline.yaml sets', async () => {
    const { lines, config } = await linted({
      ...SHOP,
      'moorline.yaml':
        'lint:\n  LINT_IMAGE_TAG: error\n  LINT_SECRET_IN_ENV: off\n  LINT_SINGLE_REPLICA: info\n  LINT_MEMORY_LIMIT: warning\n',
    });
    expect(config).toEqual([]);
    expect(lines).toEqual([
      'info LINT_SINGLE_REPLICA apps/shop/base/app.yaml:5:5',
      'warning LINT_MEMORY_LIMIT apps/shop/base/app.yaml:8:9',
      'warning LINT_READINESS_PROBE apps/shop/base/app.yaml:8:9',
      'error LINT_IMAGE_TAG apps/shop/base/app.yaml:9:18',
    ]);
  });

  it('about an exempt object are counted', async () => {
    const exempt = APP.replace('owner: shop', 'moorline.dev/lint-ignore: LINT_IMAGE_TAG');
    const { lines, suppressed } = await linted({ ...SHOP, 'apps/shop/base/app.yaml': exempt });
    expect(lines).toEqual(FROM_BASE.filter((line) => !line.includes('IMAGE_TAG')));
    expect(suppressed).toBe(1);
  });
});

describe('what a profile renders', () => {
  const APPS = `apps:
  web:
    workload:
      kind: Service
      replicas: 3
      containers:
        web:
          image: ghcr.io/acme/web:1.4.2
          ports: {http: 8080}
          readinessProbe: {probeHandler: {http: 'http://localhost:8080/ready'}}
    accessories:
      network:
        ports: [{port: 80, targetPort: 8080}]
  nightly:
    workload:
      kind: Job
      schedule: 0 2 * * *
      containers:
        nightly:
          image: ghcr.io/acme/worker:1.4.2
`;

  it.each(['baseline', 'restricted'])('%s keeps all rules that it switches on', async (profile) => {
    const { lines, errors } = await linted({
      ...SHOP,
      'apps/shop/base/app.yaml': APPS,
      'workspaces/dev.yaml': `profile: ${profile}\n`,
    });
    expect(errors).toEqual([]);
    expect(lines).toEqual([]);
  });
});

describe('findings in manifests that are taken over', () => {
  const PODS = `kind: Pod
apiVersion: v1
metadata:
  name: first
spec:
  containers:
    - name: tool
      image: tool:1.0.0
---
# the second
apiVersion: v1
kind: Pod
metadata: {name: second, namespace: shop}
spec:
  hostNetwork: true
  containers:
    - name: ok
      image: ok:1.0.0
    - name: tool
      image: &image tool
    - name: other
      image: *image
`;
  const tree = (path: string, text: string) => ({
    ...SHOP,
    'apps/shop/base/app.yaml': `apps:\n  tools:\n    accessories:\n      all:\n        module: k8s_manifest\n        paths: [${path}]\n`,
    [`apps/shop/dev/${path}`]: text,
  });

  it('point at the value, the list item or the key around it', async () => {
    const { lines } = await linted({
      ...tree('pods.yaml', PODS),
      'moorline.yaml': 'lint: {LINT_MEMORY_LIMIT: info}\n',
    });
    expect(lines).toEqual([
      'info LINT_MEMORY_LIMIT apps/shop/dev/pods.yaml:7:7',
      'warning LINT_HOST_NAMESPACES apps/shop/dev/pods.yaml:15:16',
      'info LINT_MEMORY_LIMIT apps/shop/dev/pods.yaml:17:7',
      'info LINT_MEMORY_LIMIT apps/shop/dev/pods.yaml:19:7',
      'warning LINT_IMAGE_TAG apps/shop/dev/pods.yaml:20:21',
      'info LINT_MEMORY_LIMIT apps/shop/dev/pods.yaml:21:7',
      'warning LINT_IMAGE_TAG apps/shop/dev/pods.yaml:22:14',
    ]);
  });

  it('of a List and of JSON do so too', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { hostPID: true } };
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod] });
    expect((await linted(tree('list.json', list))).lines).toEqual([
      'warning LINT_HOST_NAMESPACES apps/shop/dev/list.json:1:117',
    ]);
    const text = JSON.stringify(pod, undefined, 1);
    expect((await linted(tree('pod.json', text))).lines).toEqual([
      'warning LINT_HOST_NAMESPACES apps/shop/dev/pod.json:8:14',
    ]);
  });
});
