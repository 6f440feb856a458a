import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adopted, type Change } from './adopt-world.ts';

const OWN = 'apps/shop/prod/app.yaml';
const BASE = 'apps/shop/base/app.yaml';

/** A shop in two environments; the base is shared by both stacks. */
const SHOP = {
  'moorline.yaml': '',
  'workspaces/dev.yaml': 'modules:\n  service: { configs: { default: { replicas: 2 } } }\n',
  'workspaces/prod.yaml':
    '# production\nmodules:\n  service:\n    configs:\n      default:\n        replicas: 2 # two zones\n',
  'apps/shop/project.yaml': 'name: shop\n',
  [BASE]: `# shared by all stacks
apps:
  web:
    workload:
      kind: Service
      labels: { tier: front }
      containers:
        web:
          image: ghcr.io/acme/web:1.4.2
          ports: { http: 8080 }
          env:
            LOG_LEVEL: info
            CACHE_SIZE: 512
            API_PASSWORD: changeme-please
          resources: { cpu: 100m-500m, memory: 256Mi-512Mi }
`,
  'apps/shop/dev/stack.yaml': 'name: dev\n',
  'apps/shop/prod/stack.yaml': 'name: prod # the real one\n',
  [OWN]: `# what production does differently
apps:
  web:
    workload:
      containers:
        web:
          env:
            # asked for by support
            REGION: eu-west-1 # Ireland
`,
};
const POD = ['spec', 'template', 'spec', 'containers', 0] as const;
const deployment = (path: Change['path'], value?: Change['value']): Change => ({
  kind: 'Deployment',
  path,
  ...(value === undefined ? {} : { value }),
});
const ENV = '.spec.template.spec.containers[name="web"].env';

describe('adopting the value of a field', () => {
  it('writes into the file that makes it for this unit alone, and nowhere else in it', async () => {
    const { lines, written, left } = await adopted(SHOP, [
      deployment([...POD, 'env', 3, 'value'], 'eu-central-1'),
    ]);
    expect(lines).toEqual([`Deployment ${ENV}[name="REGION"].value ${OWN}:9`]);
    expect(written).toEqual({ [OWN]: SHOP[OWN].replace('eu-west-1', 'eu-central-1') });
    expect(left).toEqual([]);
  });

  it('overrides a shared base in the layer of the stack', async () => {
    const { lines, written, left } = await adopted(SHOP, [
      deployment([...POD, 'env', 2, 'value'], 'debug'),
      deployment([...POD, 'env', 1, 'value'], '1024'),
    ]);
    expect(lines).toHaveLength(2);
    expect(written).toEqual({
      [OWN]: `${SHOP[OWN]}            CACHE_SIZE: "1024"\n            LOG_LEVEL: debug\n`,
    });
    expect(left).toEqual([]);
  });

  it('changes a workspace that only one unit uses in place', async () => {
    const { written, left } = await adopted(SHOP, [deployment(['spec', 'replicas'], 5)]);
    expect(written).toEqual({
      'workspaces/prod.yaml': SHOP['workspaces/prod.yaml'].replace('replicas: 2 #', 'replicas: 5 #'),
    });
    expect(left).toEqual([]);
  });

  it('overrides a workspace that other units use', async () => {
    const more = {
      ...SHOP,
      'apps/blog/project.yaml': 'name: blog\n',
      'apps/blog/prod/stack.yaml': 'name: prod\n',
      'apps/blog/prod/app.yaml': SHOP[BASE],
    };
    const { lines, written, left } = await adopted(more, [deployment(['spec', 'replicas'], 5)]);
    expect(lines).toEqual([`Deployment .spec.replicas ${OWN}:10`]);
    expect(written).toEqual({ [OWN]: `${SHOP[OWN]}      replicas: 5\n` });
    expect(left).toEqual([]);
  });

  it('makes the layer of a stack that has none', async () => {
    const { written, left } = await adopted(SHOP, [deployment([...POD, 'env', 2, 'value'], 'debug')], {
      unit: 'dev shop/dev',
    });
    expect(written).toEqual({
      'apps/shop/dev/app.yaml':
        'apps:\n  web:\n    workload:\n      containers:\n        web:\n          env:\n            LOG_LEVEL: debug\n',
    });
    expect(left).toEqual([]);
  });

  it('sets an image in stack.yaml as a release does, also where the map is there', async () => {
    const image = deployment([...POD, 'image'], 'ghcr.io/acme/web:1.5.0');
    const first = await adopted(SHOP, [image]);
    expect(first.written).toEqual({
      'apps/shop/prod/stack.yaml': 'name: prod # the real one\nimages:\n  ghcr.io/acme/web: 1.5.0\n',
    });
    const stack = 'name: prod\nimages: # pinned\n  ghcr.io/acme/web: 1.4.9 # now\n';
    const second = await adopted({ ...SHOP, 'apps/shop/prod/stack.yaml': stack }, [image]);
    expect(second.written).toEqual({ 'apps/shop/prod/stack.yaml': stack.replace('1.4.9', '1.5.0') });
    expect([...first.left, ...second.left]).toEqual([]);
  });

  it('overrides the whole image where the repository is another one', async () => {
    const { written, left } = await adopted(SHOP, [deployment([...POD, 'image'], 'ghcr.io/other/web:1.5.0')]);
    expect(written).toEqual({ [OWN]: `${SHOP[OWN]}          image: ghcr.io/other/web:1.5.0\n` });
    expect(left).toEqual([]);
  });

  it('exchanges one side of a request and a limit', async () => {
    const { written, left } = await adopted(SHOP, [
      deployment([...POD, 'resources', 'limits', 'memory'], '1Gi'),
      deployment([...POD, 'resources', 'requests', 'cpu'], '200m'),
    ]);
    expect(written).toEqual({
      [OWN]: `${SHOP[OWN]}          resources:\n            memory: 256Mi-1Gi\n            cpu: 200m-500m\n`,
    });
    expect(left).toEqual([]);
  });

  it('adds what a person added, where the model has a field for it', async () => {
    const { lines, written, left } = await adopted(SHOP, [
      deployment([...POD, 'env', 4], { name: 'FLAG', value: 'on' }),
      deployment(['spec', 'template', 'metadata', 'labels', 'team'], 'a'),
      deployment(['metadata', 'labels', 'team'], 'a'),
    ]);
    expect(lines).toHaveLength(3);
    expect(Object.keys(written)).toEqual([OWN]);
    expect(written[OWN]).toContain('\n            FLAG: "on"\n');
    expect(left).toEqual([]);
  });

  it('deletes what is gone with a null', async () => {
    const { written, left } = await adopted(SHOP, [deployment([...POD, 'env', 2])]);
    expect(written).toEqual({ [OWN]: `${SHOP[OWN]}            LOG_LEVEL: null\n` });
    expect(left).toEqual([]);
  });

  it('finds the unit of an object that names none', async () => {
    const only = { isUnitUnknown: true, selection: { workspace: ['prod'], project: [], stack: [] } };
    const { lines } = await adopted(SHOP, [deployment(['spec', 'replicas'], 5)], only);
    expect(lines).toEqual(['Deployment .spec.replicas workspaces/prod.yaml:6']);
  });

  it('writes nothing in a dry run', async () => {
    const { value, written } = await adopted(SHOP, [deployment(['spec', 'replicas'], 5)], {
      dryRun: true,
    });
    expect([value?.edits.map(({ file }) => file), written]).toEqual([['workspaces/prod.yaml'], {}]);
  });

  it('adopts only what was asked for', async () => {
    const { lines, left } = await adopted(
      SHOP,
      [deployment(['spec', 'replicas'], 5), deployment([...POD, 'env', 2, 'value'], 'debug')],
      { only: (_, { path }) => path === '.spec.replicas' },
    );
    expect(lines).toEqual(['Deployment .spec.replicas workspaces/prod.yaml:6']);
    expect(left).toEqual([`Deployment ${ENV}[name="LOG_LEVEL"].value`]);
  });
});

describe('a field that is refused', () => {
  const refused = async (files: Parameters<typeof adopted>[0], ...changes: readonly Change[]) => {
    const { lines, written, diagnostics } = await adopted(files, changes);
    expect(written).toEqual({});
    expect(diagnostics.map(({ code }) => code)).toEqual(changes.map(() => 'ADOPT_REFUSED'));
    return lines;
  };

  it('is one of a stack that several workspaces render', async () => {
    const files = {
      ...SHOP,
      'workspaces/test.yaml': '',
      'apps/shop/prod/stack.yaml': 'name: prod\nworkspace: [prod, test]\n',
    };
    const { lines, written } = await adopted(files, [deployment([...POD, 'env', 3, 'value'], 'x')]);
    expect(lines).toEqual([
      `no Deployment ${ENV}[name="REGION"].value: ${OWN} also makes shop/prod in test, so it cannot hold a value for shop/prod in prod alone`,
    ]);
    expect(written).toEqual({});
  });

  it('is a secret', async () => {
    const [line] = await refused(SHOP, deployment([...POD, 'env', 0, 'value'], 'hunter2-hunter2'));
    expect(line).toMatch(/API_PASSWORD.*: the value is a secret/);
    expect(line).not.toContain('hunter2');
  });

  it('has no field in the model', async () => {
    expect(await refused(SHOP, deployment(['spec', 'minReadySeconds'], 7))).toEqual([
      'no Deployment .spec.minReadySeconds: no field of the source makes this value',
    ]);
  });

  it('would change another value that is as Git says', async () => {
    const [line] = await refused(SHOP, {
      kind: 'Deployment',
      path: ['metadata', 'labels', 'tier'],
      value: 'back',
    });
    expect(line).toMatch(
      /^no Deployment \.metadata\.labels\.tier: .* would change too, to what the cluster does not have$/,
    );
  });
});

describe('a document of a file of manifests', () => {
  const MANIFEST = `# limits
apiVersion: v1
kind: ConfigMap
metadata: { name: one }
data:
  level: info # quiet
---
apiVersion: v1
kind: ConfigMap
metadata: { name: two }
data: { level: warn }
`;
  const withManifest = (dir: string) => ({
    ...SHOP,
    [OWN]: `apps:\n  web:\n    accessories:\n      k8s_manifest: { paths: [${dir}] }\n`,
    [`apps/shop/prod/${dir}/maps.yaml`]: MANIFEST,
  });

  it('is edited in place', async () => {
    const { written, left } = await adopted(withManifest('manifests'), [
      { kind: 'ConfigMap', path: ['data', 'level'], value: 'debug' },
      { kind: 'ConfigMap', path: ['data', 'more'], value: 'yes' },
    ]);
    expect(written).toEqual({
      'apps/shop/prod/manifests/maps.yaml': MANIFEST.replace(
        'info # quiet',
        'debug # quiet\n  more: "yes"',
      ).replace('{ level: warn }', '{ level: debug, more: "yes" }'),
    });
    expect(left).toEqual([]);
  });

  it('stays when other units render it too', async () => {
    const layer = 'apps:\n  web:\n    accessories:\n      k8s_manifest: { paths: [../manifests] }\n';
    const files = {
      ...SHOP,
      [OWN]: layer,
      'apps/shop/dev/app.yaml': layer,
      'apps/shop/manifests/maps.yaml': MANIFEST,
    };
    const { lines, written } = await adopted(files, [
      { kind: 'ConfigMap', path: ['data', 'level'], value: 'debug' },
    ]);
    expect(lines[0]).toMatch(/also makes shop\/dev in dev, so it cannot hold a value for one of them$/);
    expect(written).toEqual({});
  });
});

it('leaves bytes alone that no text shows', async () => {
  const own = `\ufeff${SHOP[OWN].replaceAll('\n', '\r\n')}`;
  const { root, left } = await adopted({ ...SHOP, [OWN]: own }, [
    deployment([...POD, 'env', 2, 'value'], 'debug'),
  ]);
  expect(readFileSync(join(root, OWN), 'utf8')).toBe(`${own}            LOG_LEVEL: debug\r\n`);
  expect(left).toEqual([]);
});
