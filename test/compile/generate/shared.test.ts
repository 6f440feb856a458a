import { describe, expect, it } from 'vitest';
import { partAt } from '../../../src/model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import { compileTree, diagnosticLines, renderedObjects } from '../../tools/compile-tree.ts';

const app = (env: string) => `
    workload:
      kind: Service
      containers:
        main:
          image: ghcr.io/acme/main:1.0.0
${env}`;

function repository(layers: Readonly<Record<string, string>>): Record<string, string> {
  return {
    'apps/shop/project.yaml': 'name: shop\n',
    'apps/shop/dev/stack.yaml': 'name: dev\n',
    'workspaces/dev.yaml': '',
    ...layers,
  };
}

const shared = `
shared:
  assistant: { module: inference, model: phi4, framework: Ollama }
`;
const uses = `          env: { URL: { ref: assistant.url } }\n`;

function envOf(objects: readonly Json[], name: string): Json | undefined {
  const found = objects.find(
    (object) =>
      isJsonObject(object) &&
      partAt(object, ['metadata', 'name']) === name &&
      object['kind'] === 'Deployment',
  );
  return partAt(found, ['spec', 'template', 'spec', 'containers', 0, 'env']);
}

describe('accessories that apps share', () => {
  it('are rendered once, and patch the apps that refer to them', async () => {
    const compilation = await compileTree(
      repository({ 'apps/shop/dev/app.yaml': `apps:\n  a:${app(uses)}  b:${app('')}${shared}` }),
      true,
    );
    expect(diagnosticLines(compilation.diagnostics)).toEqual([]);
    const objects = renderedObjects(compilation);
    const value = 'proxy-infer-service';
    expect(envOf(objects, 'shop-dev-a')).toEqual([
      { name: 'INFERENCE_URL', value },
      { name: 'URL', value },
    ]);
    expect(envOf(objects, 'shop-dev-b')).toBeUndefined();
    expect((objects as JsonObject[]).filter(({ kind }) => kind === 'Deployment')).toHaveLength(4);
  });

  it('merge over layers like apps', async () => {
    const compilation = await compileTree(
      repository({
        'apps/shop/base/app.yaml': `apps:\n  a:${app(uses)}${shared}`,
        'apps/shop/dev/app.yaml': 'shared:\n  assistant: { model: mistral }\n',
      }),
      true,
    );
    expect(diagnosticLines(compilation.diagnostics)).toEqual([]);
    expect(JSON.stringify(renderedObjects(compilation))).toContain('FROM mistral');
  });

  it('cannot have the key of an accessory of an app', async () => {
    const own = '    accessories:\n      assistant: { module: inference, model: phi4, framework: Ollama }';
    const compilation = await compileTree(
      repository({ 'apps/shop/dev/app.yaml': `apps:\n  a:${app('')}${own}${shared}` }),
    );
    expect(diagnosticLines(compilation.diagnostics)).toEqual([
      'error FIELD_CONFLICT apps/shop/dev/app.yaml:9:7',
    ]);
  });

  it('point at their line when they are wrong', async () => {
    const compilation = await compileTree(
      repository({
        'apps/shop/dev/app.yaml': `apps:\n  a:${app('')}\nshared:\n  x: { module: inference }\n`,
      }),
    );
    expect(diagnosticLines(compilation.diagnostics)).toEqual([
      'error FIELD_MISSING apps/shop/dev/app.yaml:10:3',
      'error FIELD_MISSING apps/shop/dev/app.yaml:10:3',
    ]);
  });
});
