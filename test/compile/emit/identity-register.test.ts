import { describe, expect, it } from 'vitest';
import { compileTree, diagnosticLines, renderedFiles } from '../../tools/compile-tree.ts';

const WEB = `apps:
  web:
    workload:
      kind: Service
      containers:
        web:
          image: web
    accessories:
      k8s_manifest:
        paths: [manifests.yaml]
`;

const OWN = new Set<string>(['RESOURCE_DUPLICATE', 'NAMESPACE_DIFFERS', 'SELECTOR_SHARED', 'FILE_TAKEN']);

/** Renders manifests of projects `shop` and `store`, both in the namespace `shop`. */
async function render(shop: readonly string[], store: readonly string[] = []) {
  const files: Record<string, string> = { 'workspaces/dev.yaml': '' };
  for (const [name, manifests] of Object.entries({ shop, store })) {
    files[`${name}/project.yaml`] = `name: ${name}\n`;
    files[`${name}/dev/stack.yaml`] = 'name: dev\nnamespace: shop\n';
    files[`${name}/dev/app.yaml`] = WEB;
    files[`${name}/dev/manifests.yaml`] = manifests.join('---\n');
  }
  const compilation = await compileTree(files);
  // these manifests are no whole objects, which the validator would say as well
  const own = compilation.diagnostics.filter(({ code }) => OWN.has(code));
  return { lines: diagnosticLines(own), paths: [...renderedFiles(compilation).keys()] };
}

/** A manifest; `type` is API version and kind. */
function object(type: string, metadata: string, rest = ''): string {
  const [apiVersion = '', kind = ''] = type.split(' ');
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n${rest}`;
}

const settings = object('v1 ConfigMap', '{name: settings, namespace: shop}');

describe('identities', () => {
  it('are unique in a unit and in a workspace', async () => {
    expect((await render([settings, settings])).lines).toEqual([
      'error RESOURCE_DUPLICATE shop/dev/manifests.yaml:5:1',
    ]);
    expect((await render([settings], [settings])).lines).toEqual([
      'error RESOURCE_DUPLICATE store/dev/manifests.yaml:1:1',
    ]);
  });

  it('do not depend on the version, but on group, kind, namespace and name', async () => {
    const widget = (apiVersion: string) => object(`${apiVersion} Widget`, '{name: a, namespace: shop}');
    expect((await render([widget('acme.example/v1'), widget('acme.example/v2')])).lines).toEqual([
      'error RESOURCE_DUPLICATE shop/dev/manifests.yaml:5:1',
    ]);
    const others = [
      widget('acme.example/v1'),
      widget('other.example/v1'),
      object('acme.example/v1 Gadget', '{name: a, namespace: shop}'),
      object('acme.example/v1 Widget', '{name: a, namespace: other}'),
      object('acme.example/v1 Widget', '{name: b, namespace: shop}'),
    ];
    expect((await render(others)).lines).toEqual([]);
  });

  it('of Namespaces may repeat when they are equal', async () => {
    const namespace = object('v1 Namespace', '{name: shop}');
    const { lines, paths } = await render([namespace], [namespace]);
    expect(lines).toEqual([]);
    expect(paths.filter((path) => path.endsWith('/namespace_shop.yaml'))).toHaveLength(2);
    const labelled = object('v1 Namespace', '{name: shop, labels: {team: web}}');
    expect((await render([labelled])).lines).toEqual(['error NAMESPACE_DIFFERS shop/dev/manifests.yaml:1:1']);
  });

  it('of objects with generateName are all different', async () => {
    const job = (count: number) =>
      object(
        'batch/v1 Job',
        '{generateName: migrate-, namespace: shop}',
        `spec: {parallelism: ${String(count)}}\n`,
      );
    const { lines, paths } = await render([job(1), job(2)]);
    expect(lines).toEqual([]);
    expect(paths.filter((path) => path.includes('job_migrate-'))).toHaveLength(2);
    expect((await render([job(1), job(1)])).lines).toEqual(['error FILE_TAKEN shop/dev/manifests.yaml:6:1']);
  });
});

describe('selectors', () => {
  const deployment = (name: string, labels: string) =>
    object(
      'apps/v1 Deployment',
      `{name: ${name}, namespace: shop}`,
      `spec: {selector: {matchLabels: ${labels}}}\n`,
    );

  it('are unique in a namespace, also between kinds', async () => {
    const set = object(
      'apps/v1 StatefulSet',
      '{name: c, namespace: shop}',
      'spec: {selector: {matchLabels: {app: a}}}\n',
    );
    expect((await render([deployment('a', '{app: a}'), deployment('b', '{app: a}'), set])).lines).toEqual([
      'error SELECTOR_SHARED shop/dev/manifests.yaml:6:1',
      'error SELECTOR_SHARED shop/dev/manifests.yaml:11:1',
    ]);
  });

  it('of generated workloads count as well', async () => {
    const stolen = deployment('a', '{app.kubernetes.io/name: web, app.kubernetes.io/part-of: shop}');
    expect((await render([stolen])).lines).toEqual(['error SELECTOR_SHARED shop/dev/manifests.yaml:1:1']);
  });

  it('may differ in anything', async () => {
    const others = [
      deployment('a', '{app: a}'),
      deployment('b', '{app: a, tier: web}'),
      deployment('c', '{app: b}'),
    ];
    expect((await render(others)).lines).toEqual([]);
  });
});
