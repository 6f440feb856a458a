import { expect, it } from 'vitest';
import { traceDrift } from '../../../src/pipeline/drift/trace-fields.ts';
import { memoryTree } from '../../tools/memory-tree.ts';
import { withPart } from '../../../src/model/edit-json.ts';
import { renderedObjects, compileTree } from '../../tools/compile-tree.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { byHand, driftOf } from './adopt-world.ts';

const FILES = {
  'workspaces/prod.yaml': 'modules:\n  service: { configs: { default: { replicas: 2 } } }\n',
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/base/app.yaml':
    'apps:\n  web:\n    workload:\n      kind: Service\n      containers:\n        web:\n          image: ghcr.io/acme/web:1.4.2\n          env: { LEVEL: info }\n',
  'apps/shop/prod/stack.yaml': 'name: prod\nimages:\n  ghcr.io/acme/web: 1.5.0\n',
  'apps/shop/prod/app.yaml': 'apps:\n  web:\n    accessories:\n      k8s_manifest: { paths: [manifests] }\n',
  'apps/shop/prod/manifests/map.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: map }\ndata:\n  level: info\n',
};
const POD = ['spec', 'template', 'spec', 'containers', 0] as const;

async function traced(isNamed: boolean) {
  const objects = renderedObjects(await compileTree(FILES, true)) as readonly JsonObject[];
  const live = objects.map((object) => {
    if (object['kind'] === 'ConfigMap') return withPart(object, ['data', 'level'], 'debug');
    if (object['kind'] !== 'Deployment') return object;
    const image = withPart(object, [...POD, 'image'], 'ghcr.io/acme/web:1.6.0');
    const env = withPart(
      image,
      [...POD, 'env'],
      [
        { name: 'LEVEL', value: 'debug' },
        { name: 'NEW', value: 'x' },
      ],
    );
    return byHand(withPart(env, ['spec', 'replicas'], 7));
  });
  const drift = driftOf(isNamed ? 'prod shop/prod' : undefined, objects, live);
  const [found] = await traceDrift({ reader: memoryTree(FILES) }, [drift]);
  return Object.fromEntries(
    (found?.resources ?? []).flatMap(({ fields }) =>
      fields.map(({ path, source }) => [
        path.replace('.spec.template.spec.containers[name="web"]', 'web'),
        source && `${source.file}:${String(source.line)}:${String(source.column)}`,
      ]),
    ),
  );
}

it.each([true, false])('finds the place of each value, or of what is around it', async (isNamed) => {
  expect(await traced(isNamed)).toEqual({
    '.data.level': 'apps/shop/prod/manifests/map.yaml:5:10',
    '.spec.replicas': 'workspaces/prod.yaml:2:46',
    'web.image': 'apps/shop/prod/stack.yaml:3:21',
    'web.env[name="LEVEL"].value': 'apps/shop/base/app.yaml:8:25',
    'web.env[name="NEW"]': 'apps/shop/base/app.yaml:8:11',
  });
});

it('gives no place to what no unit renders, and reads nothing when nothing drifted', async () => {
  const orphan = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' }, data: { a: 'b' } };
  const drift = driftOf(undefined, [orphan], [withPart(orphan, ['data', 'a'], 'c')]);
  expect(await traceDrift({ reader: memoryTree(FILES) }, [drift])).toEqual([drift]);
  const none = driftOf(undefined, [orphan], [orphan]);
  const reader = { ...memoryTree({}), list: () => Promise.reject(new Error('nobody should ask')) };
  expect(await traceDrift({ reader }, [none])).toEqual([none]);
});
