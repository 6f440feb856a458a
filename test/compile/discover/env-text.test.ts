import { describe, expect, it } from 'vitest';
import { envAsText } from '../../../src/compile/discover/env-text.ts';
import { nodeAt, toValue } from '../../../src/model/node.ts';
import { compileTree, diagnosticLines, renderedFiles } from '../../tools/compile-tree.ts';
import { mapOf } from '../../tools/yaml-node.ts';

const app = (env: string, kind = 'containers') =>
  `web:\n  workload:\n    ${kind}:\n      web:\n        env:\n${env}`;
const envOf = (text: string, kind = 'containers'): unknown => {
  const node = nodeAt(envAsText(mapOf(app(text, kind))), ['web', 'workload', kind, 'web', 'env']);
  return node && toValue(node);
};

describe('envAsText', () => {
  it('takes numbers and booleans as they are written', () => {
    const text =
      '          A: 1.10\n          B: 8080\n          C: true\n          D: 0x1F\n          E: 1e3\n          F: FALSE\n          G: -0\n';
    const written = { A: '1.10', B: '8080', C: 'true', D: '0x1F', E: '1e3', F: 'FALSE', G: '-0' };
    expect(envOf(text)).toEqual(written);
    expect(envOf(text, 'initContainers')).toEqual(written);
  });

  it('leaves text, null and what is no scalar alone', () => {
    expect(
      envOf(
        '          A: "1.10"\n          B: yes-man\n          C:\n          D: [1]\n          E: {x: 1}\n',
      ),
    ).toEqual({
      A: '1.10',
      B: 'yes-man',
      C: null,
      D: [1],
      E: { x: 1 },
    });
  });

  it('changes nothing elsewhere, and gives the same object when there is nothing to change', () => {
    const root = mapOf(
      'web:\n  labels: {replicas: 2}\n  workload:\n    replicas: 2\n    containers:\n      web: {image: web, env: {A: text}}\n',
    );
    expect(envAsText(root)).toBe(root);
  });

  it('keeps the place of every value', () => {
    const root = mapOf(app('          A: 1.10\n'));
    const [before, after] = [root, envAsText(root)].map((node) =>
      nodeAt(node, ['web', 'workload', 'containers', 'web', 'env', 'A']),
    );
    expect([after?.start, after?.end]).toEqual([before?.start, before?.end]);
  });

  it('reaches the rendered object', async () => {
    const compilation = await compileTree({
      'workspaces/dev.yaml': '',
      'shop/project.yaml': 'name: shop\n',
      'shop/dev/stack.yaml': 'name: dev\n',
      'shop/dev/app.yaml':
        'apps:\n  web:\n    workload:\n      kind: Service\n      containers:\n        web:\n          image: web\n          env: {VERSION: 1.10, DEBUG: true}\n',
    });
    expect(diagnosticLines(compilation.diagnostics)).toEqual([]);
    const text = [...renderedFiles(compilation).values()].join('');
    expect(text).toContain('- name: DEBUG\n          value: "true"\n');
    expect(text).toContain('- name: VERSION\n          value: "1.10"\n');
  });
});
