import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../../src/model/json.ts';
import { compileTree, diagnosticLines, renderedObjects } from '../../tools/compile-tree.ts';

/** Who may say how many replicas there are, low precedence first. */
const SOURCES = ['defaults', 'configs.default', 'patcher', 'base', 'stack'] as const;
type Source = (typeof SOURCES)[number];

function repository(present: readonly Source[]): Record<string, string> {
  const replicas = (source: Source, indent: string) =>
    present.includes(source) ? `${indent}replicas: ${String(SOURCES.indexOf(source) + 2)}\n` : '';
  return {
    'workspaces/dev.yaml': `defaults:
  imagePullPolicy: Always
${replicas('defaults', '  ')}modules:
  service:
    configs:
      default:
        type: Deployment
${replicas('configs.default', '        ')}      busy:
        projectSelector: [shop]
        imagePullPolicy: Never
${replicas('patcher', '        ')}      calm:
        projectSelector: [store]
        replicas: 99
`,
    'store/project.yaml': 'name: store\n',
    'store/dev/stack.yaml': 'name: dev\n',
    'store/dev/app.yaml': '',
    'shop/project.yaml': 'name: shop\n',
    'shop/base/app.yaml': `apps:\n  web:\n    workload:\n      kind: Service\n      containers: {web: {image: "web:1"}}\n${replicas('base', '      ')}`,
    'shop/dev/stack.yaml': 'name: dev\n',
    'shop/dev/app.yaml': `apps:\n  web:\n    workload:\n      labels: {team: web}\n${replicas('stack', '      ')}`,
  };
}

/** The value at a path of the only Deployment. */
async function rendered(
  files: Record<string, string>,
  ...path: readonly (string | number)[]
): Promise<Json | undefined> {
  const compilation = await compileTree(files, true);
  expect(diagnosticLines(compilation.diagnostics)).toEqual([]);
  const objects = renderedObjects(compilation).filter(
    (object) => isJsonObject(object) && object['kind'] === 'Deployment',
  );
  expect(objects).toHaveLength(1);
  return path.reduce<Json | undefined>((value, step) => {
    if (Array.isArray(value)) return (value as readonly Json[])[Number(step)];
    return isJsonObject(value) ? value[String(step)] : undefined;
  }, objects[0]);
}

const subsets = Array.from({ length: 2 ** SOURCES.length }, (_, bits) =>
  SOURCES.filter((_each, i) => (bits >> i) & 1),
);

describe('precedence', () => {
  it.each(subsets.map((present) => ({ present, name: present.join(' < ') || 'none' })))(
    'of $name',
    async ({ present }) => {
      const highest = present.at(-1);
      expect(await rendered(repository(present), 'spec', 'replicas')).toBe(
        highest && SOURCES.indexOf(highest) + 2,
      );
    },
  );

  it('puts the images of a stack above every layer', async () => {
    const files = repository([]);
    files['shop/dev/app.yaml'] = 'apps:\n  web:\n    workload:\n      containers: {web: {image: "web:2"}}\n';
    const image = ['spec', 'template', 'spec', 'containers', 0, 'image'];
    expect(await rendered(files, ...image)).toBe('web:2');
    files['shop/dev/stack.yaml'] = 'name: dev\nimages: {web: "3"}\n';
    expect(await rendered(files, ...image)).toBe('web:3');
  });

  it('lets a patcher replace a key of configs.default as a whole, and defaults likewise', async () => {
    const files = repository([]);
    const labels = async (text: string) => {
      files['workspaces/dev.yaml'] = text;
      const all = await rendered(files, 'metadata', 'labels');
      const own = isJsonObject(all)
        ? Object.entries(all).filter(([key]) => !key.startsWith('app.kubernetes.io/'))
        : [];
      return Object.fromEntries(own);
    };
    const defaults = 'defaults:\n  labels: {a: defaults, z: defaults}\n';
    const configs =
      'modules:\n  service:\n    configs:\n      default:\n        labels: {a: default, b: default}\n';
    const patcher = '      busy:\n        projectSelector: [shop]\n        labels: {b: patcher}\n';
    expect(await labels(defaults)).toEqual({ a: 'defaults', z: 'defaults', team: 'web' });
    expect(await labels(defaults + configs)).toEqual({ a: 'default', b: 'default', team: 'web' });
    expect(await labels(defaults + configs + patcher)).toEqual({ b: 'patcher', team: 'web' });
  });

  it('lets a higher block delete a key with null', async () => {
    const files = repository(['defaults', 'configs.default']);
    files['workspaces/dev.yaml'] =
      `${files['workspaces/dev.yaml'] ?? ''}      `
        .replace(
          '        imagePullPolicy: Never\n',
          '        imagePullPolicy: Never\n        replicas: null\n',
        )
        .trimEnd() + '\n';
    expect(await rendered(files, 'spec', 'replicas')).toBeUndefined();
  });

  it('gives defaults only to the modules that know the key', async () => {
    const files = repository([]);
    files['workspaces/dev.yaml'] = 'defaults: {replicas: 4, imagePullPolicy: Always}\n';
    files['shop/base/app.yaml'] =
      'apps:\n  web:\n    workload:\n      kind: Service\n      containers: {web: {image: "web:1"}}\n    accessories:\n      network: {ports: [{port: 80}]}\n';
    expect(await rendered(files, 'spec', 'replicas')).toBe(4);
  });

  it('lets a layer delete what one below gives', async () => {
    const files = repository(['defaults', 'base']);
    files['shop/dev/app.yaml'] = 'apps:\n  web:\n    workload:\n      replicas: null\n';
    expect(await rendered(files, 'spec', 'replicas')).toBe(2);
  });
});
