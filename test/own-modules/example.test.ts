import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainResource, matchesResource } from '../../src/pipeline/explain.ts';
import { positionOf, type Span } from '../../src/diagnostics/span.ts';
import { compileTree, diagnosticLines, renderedFiles } from '../tools/compile-tree.ts';
import { expectTree, readFolder } from '../tools/golden.ts';

const EXAMPLE = join(import.meta.dirname, '..', '..', 'fixtures', 'own-modules', 'redis');
const source = Object.fromEntries(readFolder(join(EXAMPLE, 'source')));

const lineOf = ({ source: { path, text }, start }: Span) =>
  `${path}:${String(positionOf({ path, text }, start).line)}`;

/** The line behind a field of a resource, and what kind of origin it is. */
async function originOf(resource: string, field: string): Promise<string> {
  const { traced } = await compileTree(source, true);
  for (const { spec, resolved } of traced) {
    const found = spec.resources.find(({ id }) => matchesResource(id, resource));
    const [first] = found ? explainResource(found, resolved, field) : [];
    if (first) return `${first.origin.kind} ${first.origin.by} ${lineOf(first.origin.span)}`;
  }
  return 'nothing';
}

describe('a Redis of the repository, used by two apps and shared', () => {
  it('renders the wanted tree', async () => {
    const compilation = await compileTree(source);
    const problems = diagnosticLines(compilation.diagnostics);
    expect(problems.filter((line) => !line.startsWith('info SECRET_REQUIRED'))).toEqual([
      'info SCHEMA_UNKNOWN modules/topics/module.yaml:31:13',
    ]);
    expect(problems).toHaveLength(4);
    expectTree(renderedFiles(compilation), join(EXAMPLE, 'expected'));
  });

  it('renders the same bytes from files in another order', async () => {
    const shuffled = Object.fromEntries(Object.entries(source).toReversed());
    const [one, other] = await Promise.all([compileTree(source), compileTree(shuffled)]);
    expect(renderedFiles(other)).toEqual(renderedFiles(one));
  });

  it.each([
    ['StatefulSet/shop-prod-web-redis', '.kind', 'file redis modules/redis/module.yaml:'],
    ['StatefulSet/shop-prod-web-redis', '.metadata.name', 'file redis modules/redis/module.yaml:'],
    ['StatefulSet/shop-prod-web-redis', '.spec.replicas', 'file redis apps/shop/prod/app.yaml:4'],
    [
      'StatefulSet/shop-prod-web-redis',
      '.spec.template.spec.containers[0].image',
      'file redis workspaces/prod.yaml:4',
    ],
    ['StatefulSet/shop-prod-worker-redis', '.spec.replicas', 'default redis apps/shop/base/app.yaml:23'],
    ['KafkaTopic/shop-dev-web-audit', '.spec.partitions', 'file topics apps/shop/base/app.yaml:14'],
    [
      'Deployment/shop-dev-web',
      '.spec.template.spec.containers[0].env[1].value',
      'file moorline modules/redis/module.yaml:',
    ],
  ])('%s %s comes from %s', async (resource, field, place) => {
    expect(await originOf(resource, field)).toContain(place);
  });
});
