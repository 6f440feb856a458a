import { expect, it } from 'vitest';
import { compileTree, diagnosticLines } from '../../tools/compile-tree.ts';

const files = {
  'project.yaml': 'name: shop\n',
  'dev/stack.yaml': 'name: dev\n',
  'dev/app.yaml': `apps:
  web:
    workload: { kind: Service, containers: { web: { image: "ghcr.io/acme/web:1.4.2" } } }
    accessories:
      k8s_manifest: { paths: [host.yaml] }
`,
  'workspaces/dev.yaml': '',
};

it.each([
  ['a value', 'data: { host: $kusion_path.v1:Service:shop:web.metadata.name }', '2:15'],
  ['a part of a value', 'data: { url: "http://$kusion_path.v1:Service:shop:web.metadata.name/" }', '2:22'],
  ['a key', 'data: { $kusion_path.a: b }', '2:9'],
  ['a text that is written with an escape', 'data: { host: "\\x24kusion_path.a" }', '1:1'],
])('finds %s of a manifest', async (_, data, place) => {
  const host = `{ apiVersion: v1, kind: ConfigMap, metadata: { name: host },\n${data} }\n`;
  const { diagnostics, ok } = await compileTree({ ...files, 'dev/host.yaml': host });
  expect(diagnosticLines(diagnostics)).toEqual([`error KUSION_PATH_LEFT dev/host.yaml:${place}`]);
  expect(ok).toBe(false);
});

it('leaves other texts with a dollar alone', async () => {
  const host = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: host }\ndata: { host: $KUSION_PATH }\n`;
  const { diagnostics } = await compileTree({ ...files, 'dev/host.yaml': host });
  expect(diagnosticLines(diagnostics)).toEqual([]);
});

it('finds a text that comes from the platform', async () => {
  const workspace = `modules:
  service:
    configs:
      default:
        annotations: { acme.example/host: $kusion_path.a.b }
`;
  const app = files['dev/app.yaml'].split('\n').slice(0, 3).join('\n');
  const { diagnostics } = await compileTree({
    ...files,
    'dev/app.yaml': app,
    'workspaces/dev.yaml': workspace,
  });
  expect(diagnosticLines(diagnostics)).toEqual(['error KUSION_PATH_LEFT workspaces/dev.yaml:5:43']);
});
