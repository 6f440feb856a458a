import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../../src/model/selection.ts';
import { MODULES } from '../../src/modules/index.ts';
import { compile } from '../../src/pipeline/compile.ts';
import { kubernetesTarget } from '../../src/targets/kubernetes/index.ts';
import { compileTree, diagnosticLines } from '../tools/compile-tree.ts';
import { memoryTree } from '../tools/memory-tree.ts';

const APP = `apps:
  web:
    workload:
      kind: Service
      containers: { web: { image: ghcr.io/acme/web:1.4.2 } }
    accessories:
      k8s_manifest: { paths: [../manifests] }
`;

/** A repository whose stacks dev and prod render the same manifest. */
const repository = (manifest: string, more: Readonly<Record<string, string>> = {}) => ({
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/dev/stack.yaml': 'name: dev\n',
  'apps/shop/dev/app.yaml': APP,
  'apps/shop/prod/stack.yaml': 'name: prod\n',
  'apps/shop/prod/app.yaml': APP,
  'apps/shop/manifests/object.yaml': manifest,
  'workspaces/dev.yaml': '',
  'workspaces/prod.yaml': '',
  ...more,
});

const TYPO = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndat: {}\n';
const FLOW = `apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
kind: FlowSchema
metadata: { name: a }
spec: { priorityLevelConfiguration: { name: exempt } }
`;
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: applications.argoproj.io }
spec:
  group: argoproj.io
  scope: Namespaced
  names: { kind: Application, plural: applications }
  versions:
    - name: v1alpha1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { fromTheFuture: { type: string } } } } } }
`;

describe('a check of every object', () => {
  it('says once what two units have from one file', async () => {
    const { diagnostics, ok } = await compileTree(repository(TYPO));
    expect(diagnosticLines(diagnostics)).toEqual([
      'error OBJECT_FIELD_UNKNOWN apps/shop/manifests/object.yaml:4:1',
    ]);
    expect(ok).toBe(false);
  });

  it('is the same when origins are kept anyway', async () => {
    const [plain, traced] = [await compileTree(repository(TYPO)), await compileTree(repository(TYPO), true)];
    expect(diagnosticLines(traced.diagnostics)).toEqual(diagnosticLines(plain.diagnostics));
  });

  it('is left out on request', async () => {
    const { ok, diagnostics } = await compile({
      reader: memoryTree(repository(TYPO)),
      modules: MODULES,
      target: kubernetesTarget,
      selection: EVERYTHING,
      validate: false,
    });
    expect([ok, diagnostics]).toEqual([true, []]);
  });

  it('is left out for a unit that is not compiled', async () => {
    const { diagnostics } = await compile({
      reader: memoryTree(repository(TYPO)),
      modules: MODULES,
      target: kubernetesTarget,
      selection: EVERYTHING,
      pick: () => () => false,
    });
    expect(diagnostics).toEqual([]);
  });

  it('asks for the Kubernetes version of each workspace', async () => {
    const { diagnostics } = await compileTree(
      repository(FLOW, {
        'workspaces/dev.yaml': 'cluster: { kubeVersion: "1.31" }\n',
        'workspaces/prod.yaml': 'cluster: { kubeVersion: "1.32" }\n',
      }),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['API_REMOVED', 'API_DEPRECATED']);
  });
});

describe('a definition of the user', () => {
  const object =
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec: { fromTheFuture: x }\n';
  const config = { 'moorline.yaml': 'schemas: { crds: [crds/**/*.yaml] }\n' };

  it('counts instead of the shipped one', async () => {
    const without = await compileTree(repository(object));
    expect(new Set(without.diagnostics.map(({ code }) => code))).toEqual(
      new Set(['OBJECT_FIELD_UNKNOWN', 'OBJECT_INVALID']),
    );
    const { ok, diagnostics } = await compileTree(
      repository(object, { ...config, 'crds/argo/application.yaml': CRD }),
    );
    expect([ok, diagnostics]).toEqual([true, []]);
  });

  it('may stand in a List', async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n${CRD.trimEnd()
      .split('\n')
      .map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`))
      .join('\n')}\n`;
    const { ok } = await compileTree(repository(object, { ...config, 'crds/all.yaml': list }));
    expect(ok).toBe(true);
  });

  it('is an input that all units share', async () => {
    const { tree } = await compileTree(repository(object, { ...config, 'crds/argo/application.yaml': CRD }));
    for (const { sharedInputs } of tree.units) expect(sharedInputs).toContain('crds');
  });

  it('that is broken is said once, and the others count', async () => {
    const { diagnostics } = await compileTree(
      repository(object, { ...config, 'crds/application.yaml': CRD, 'crds/other.yaml': 'kind: Pod\n' }),
    );
    expect(diagnosticLines(diagnostics)).toEqual(['error CRD_INVALID crds/other.yaml:1:1']);
  });
});

describe('the schema tables', () => {
  it('are not read by a program that has nothing to check', () => {
    const dist = join(import.meta.dirname, '../../dist');
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)"(\.[^"]+)"/g))
        visit(join(dirname(file), path));
    };
    visit(join(dist, 'bin.js'));
    expect(seen.size).toBeGreaterThan(3);
    const holdsTable = (file: string): boolean =>
      readFileSync(file, 'utf8').includes('imagePullSecrets:[(name)LocalObjectReference');
    expect([...seen].filter(holdsTable)).toEqual([]);
    const chunks = readdirSync(join(dist, 'chunks')).map((name) => join(dist, 'chunks', name));
    expect(chunks.some(holdsTable)).toBe(true);
  });
});
