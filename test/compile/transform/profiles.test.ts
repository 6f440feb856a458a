import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainResource } from '../../../src/pipeline/explain.ts';
import { positionOf } from '../../../src/diagnostics/span.ts';
import { partAt } from '../../../src/model/edit-json.ts';
import { podTemplatePath } from '../../../src/model/pod-template.ts';
import { identityKey, identityOf, type Resource } from '../../../src/model/resource.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { byteOrder } from '../../../src/util/byte-order.ts';
import { compileTree, diagnosticLines, renderedFiles, renderedObjects } from '../../tools/compile-tree.ts';
import { expectGolden, readFolder } from '../../tools/golden.ts';
import { kubectl } from '../../tools/kubectl.ts';
import { podSecurityFindings } from './pod-security.ts';

const SHOP = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'profiles');
const PROFILES = ['none', 'baseline', 'restricted'] as const;

/** The shop for a workspace with these lines more. */
function shop(...lines: readonly string[]): Record<string, string> {
  const files = Object.fromEntries([...readFolder(SHOP)].filter(([path]) => !path.startsWith('expected-')));
  const workspace = 'workspaces/prod.yaml';
  files[workspace] = [files[workspace] ?? '', ...lines.map((line) => `${line}\n`)].join('');
  return files;
}

async function objectsOf(...lines: readonly string[]): Promise<readonly JsonObject[]> {
  return renderedObjects(await compileTree(shop(...lines), true)) as readonly JsonObject[];
}

function byIdentity(objects: readonly JsonObject[]): readonly JsonObject[] {
  return objects.toSorted((a, b) => byteOrder(identityKey(identityOf(a)), identityKey(identityOf(b))));
}

/** Objects that make pods and that no file of the user holds, with the `spec` of the pods. */
async function podsOf(profile: string) {
  return (await objectsOf(`profile: ${profile}`)).flatMap((object) => {
    const path = podTemplatePath(identityOf(object));
    const { name } = identityOf(object);
    return path && name !== 'log-agent' ? [{ name, pod: partAt(object, [...path, 'spec']) ?? null }] : [];
  });
}

describe('the shop', () => {
  it.each(PROFILES)('is rendered for the profile %s', async (profile) => {
    const compilation = await compileTree(shop(`profile: ${profile}`));
    expect(diagnosticLines(compilation.diagnostics)).toEqual([
      'info SECRET_REQUIRED apps/shop/base/app.yaml:30:9',
    ]);
    const text = [...renderedFiles(compilation).values()].join('---\n');
    expectGolden(join(SHOP, `expected-${profile}.yaml`), text);
  });

  it.each(['baseline', 'restricted'])(
    'is read by kubectl as it is meant for the profile %s',
    async (profile) => {
      const args = ['patch', '--local', '--type=merge', '-p', '{}', '-o', 'json', '-f'];
      const printed = execFileSync(kubectl(), [...args, join(SHOP, `expected-${profile}.yaml`)], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
      const read = printed.split(/(?<=^\})\n(?=\{)/m).map((text) => JSON.parse(text) as JsonObject);
      expect(byIdentity(read)).toEqual(byIdentity(await objectsOf(`profile: ${profile}`)));
    },
  );

  it('has the objects of Kusion, byte for byte, without a profile', async () => {
    const texts = async (...lines: readonly string[]) => renderedFiles(await compileTree(shop(...lines)));
    expect(await texts()).toEqual(await texts('profile: none'));
  });

  it('passes the admission of namespaces that enforce the Pod Security Standards', async () => {
    const findings = async (level: 'baseline' | 'restricted') =>
      (await podsOf(level)).map(({ name, pod }) => [name, podSecurityFindings(level, pod)]);
    expect((await findings('baseline')).filter(([, found]) => found?.length)).toEqual([]);
    // the one container that asks to run as root
    expect((await findings('restricted')).filter(([, found]) => found?.length)).toEqual([
      ['shop-prod-legacy', ['runAsNonRoot', 'runAsUser']],
    ]);
    expect((await podsOf('none')).every(({ pod }) => podSecurityFindings('restricted', pod).length > 3)).toBe(
      true,
    );
  });

  it('takes what profiles add from the line that asks for it', async () => {
    const { traced } = await compileTree(shop('profile: restricted'), true);
    const [{ spec, resolved }] = traced as [(typeof traced)[0]];
    const explained = (kind: string, field: string) => {
      const resource = spec.resources.find(({ id }) => id.kind === kind && id.name === 'shop-prod-web');
      return explainResource(resource as Resource, resolved, field).map(({ path, origin }) => {
        const { line } = positionOf(origin.span.source, origin.span.start);
        return `${path} ${origin.by} ${origin.span.source.path}:${String(line)}`;
      });
    };
    const pod = '.spec.template.spec';
    expect(explained('Deployment', `${pod}.securityContext.runAsUser`)).toEqual([
      `${pod}.securityContext.runAsUser moorline workspaces/prod.yaml:5`,
    ]);
    expect(explained('PodDisruptionBudget', '.spec.maxUnavailable')).toEqual([
      '.spec.maxUnavailable moorline workspaces/prod.yaml:5',
    ]);
    expect(explained('NetworkPolicy', '.spec.ingress[0].from')).toEqual([
      '.spec.ingress[0].from[0].podSelector moorline workspaces/prod.yaml:5',
      '.spec.ingress[0].from[1].namespaceSelector.matchLabels["kubernetes.io/metadata.name"] moorline workspaces/prod.yaml:5',
      '.spec.ingress[0].from[2].namespaceSelector.matchLabels["kubernetes.io/metadata.name"] moorline apps/shop/base/app.yaml:36',
    ]);
  });

  it('is the same whether origins are kept or not', async () => {
    const { tree } = await compileTree(shop('profile: restricted'));
    const traced = await compileTree(shop('profile: restricted'), true);
    expect(traced.tree).toEqual(tree);
  });
});

describe('the profile of a workload', () => {
  const kinds = (objects: readonly JsonObject[], app: string) =>
    objects
      .filter((object) => partAt(object, ['metadata', 'name']) === `shop-prod-${app}`)
      .map(({ kind }) => kind);

  it('counts alone where the workspace has none', async () => {
    const files = shop();
    const base = 'apps/shop/base/app.yaml';
    files[base] = files[base]!.replace('kind: Service\n      replicas: 2', (text) =>
      text.replace('\n', '\n      securityProfile: restricted\n'),
    );
    const objects = renderedObjects(await compileTree(files, true)) as readonly JsonObject[];
    expect(kinds(objects, 'worker')).toEqual([
      'ServiceAccount',
      'Deployment',
      'PodDisruptionBudget',
      'NetworkPolicy',
    ]);
    expect(kinds(objects, 'web')).toEqual(['Deployment', 'HorizontalPodAutoscaler']);
  });

  it('adds NetworkPolicies as the workspace says', async () => {
    const policies = async (...lines: readonly string[]) =>
      (await objectsOf(...lines)).filter(({ kind }) => kind === 'NetworkPolicy').length;
    expect(await policies('profile: restricted')).toBe(5);
    expect(await policies('profile: restricted', 'defaults: { networkPolicy: false }')).toBe(0);
    expect(await policies('profile: baseline')).toBe(0);
    expect(await policies('profile: baseline', 'defaults: { networkPolicy: true }')).toBe(5);
    expect(await policies('defaults: { networkPolicy: true }')).toBe(0);
  });

  it('lets in the namespaces that the workspace names', async () => {
    const objects = await objectsOf(
      'profile: restricted',
      'defaults: { ingressNamespace: traefik, monitoringNamespace: observability }',
    );
    const text = JSON.stringify(objects.filter(({ kind }) => kind === 'NetworkPolicy'));
    expect(text).toContain('"traefik"');
    expect(text).toContain('"observability"');
    expect(text).not.toMatch(/"ingress-nginx"|"monitoring"/);
  });
});
