import { describe, expect, it } from 'vitest';
import { partAt } from '../../../src/model/edit-json.ts';
import { isJsonObject } from '../../../src/model/json.ts';
import { identityOf } from '../../../src/model/resource.ts';
import { compileTree, renderedObjects } from '../../tools/compile-tree.ts';

const main = (name: string) => `containers: { ${name}: { image: "ghcr.io/acme/${name}:1.0.0" } }`;

async function wavesOf(phase: string): Promise<Readonly<Record<string, unknown>>> {
  const compilation = await compileTree(
    {
      'apps/shop/project.yaml': 'name: shop\n',
      'apps/shop/dev/stack.yaml': 'name: dev\n',
      'apps/shop/dev/app.yaml': `apps:
  web:
    workload: { kind: Service, ${main('web')} }
    accessories:
      network: { ports: [{ port: 80 }] }
      inference: { model: phi4, framework: Ollama }
  nightly:
    workload: { kind: Job, schedule: "0 2 * * *", ${main('nightly')} }
  first:
    workload: { kind: Job, phase: ${phase}, ${main('first')} }
`,
      'workspaces/dev.yaml': '',
    },
    true,
  );
  const waves = renderedObjects(compilation)
    .filter(isJsonObject)
    .map((object) => [
      `${identityOf(object).kind}/${identityOf(object).name}`,
      partAt(object, ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave']),
    ]);
  return Object.fromEntries(waves.filter(([, wave]) => wave !== undefined)) as Record<string, unknown>;
}

describe('sync waves', () => {
  it('put jobs of a phase before or after the workloads, and what they need before both', async () => {
    const workloads = { 'Deployment/shop-dev-web': '2', 'CronJob/shop-dev-nightly': '2' };
    expect(await wavesOf('pre')).toEqual({ ...workloads, 'Job/shop-dev-first': '1' });
    expect(await wavesOf('post')).toEqual({ ...workloads, 'Job/shop-dev-first': '3' });
  });

  it('are not there when no job has a phase', async () => {
    expect(await wavesOf('main')).toEqual({});
  });
});
