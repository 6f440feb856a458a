import { describe, expect, it } from 'vitest';
import { apiLifecycle } from '../../src/validate/api-lifecycle.ts';
import { chooseTable } from '../../src/validate/kube-version.ts';
import { schemasFor } from '../../src/validate/object-schemas.ts';

const id = (apiVersion: string, kind: string) => {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return { group, version, kind, namespace: '', name: 'a' };
};

describe('the version of a cluster', () => {
  it.each([
    [undefined, 'exact', 37],
    ['1.34', 'exact', 34],
    ['v1.35.7', 'exact', 35],
    ['1.31', 'exact', 31],
    ['1.38.0', 'newer', 37],
    ['v1.30', 'unsupported', 31],
  ])('%s gets a table', async (version, kind, minor) => {
    expect(await chooseTable(version)).toEqual({ kind, minor });
  });
});

describe('the lifecycle of an API version', () => {
  it.each([
    ['policy/v1beta1', 'PodDisruptionBudget', 24, 'deprecated', 'policy/v1'],
    ['policy/v1beta1', 'PodDisruptionBudget', 25, 'removed', 'policy/v1'],
    ['policy/v1beta1', 'PodSecurityPolicy', 25, 'removed', undefined],
    ['extensions/v1beta1', 'Deployment', 37, 'removed', 'apps/v1'],
    ['extensions/v1beta1', 'Ingress', 21, 'deprecated', 'networking.k8s.io/v1'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 26, 'removed', 'autoscaling/v2'],
    [
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'FlowSchema',
      31,
      'deprecated',
      'flowcontrol.apiserver.k8s.io/v1',
    ],
    ['v1', 'Endpoints', 33, 'deprecated', 'discovery.k8s.io/v1 EndpointSlice'],
  ])('%s %s on 1.%i is %s', (...[api, kind, minor, state, successor]) => {
    expect(apiLifecycle(id(api, kind), minor)).toMatchObject({ state, successor });
  });

  it.each([
    ['v1', 'Endpoints', 32],
    ['apps/v1', 'Deployment', 37],
    ['admissionregistration.k8s.io/v1beta1', 'MutatingAdmissionPolicy', 37],
    ['example.com/v1beta1', 'Deployment', 37],
  ])('%s %s on 1.%i goes on', (api, kind, minor) => {
    expect(apiLifecycle(id(api, kind), minor)).toBeUndefined();
  });
});

describe('a kind', () => {
  it('of Kubernetes that is not served names what is', async () => {
    const { find } = await schemasFor(37);
    expect(await find(id('apps/v1beta9', 'Deployment'))).toMatchObject({
      kind: 'not-served',
      otherVersions: ['apps/v1'],
    });
    expect(await find(id('apps/v1', 'Deploy'))).toMatchObject({ kind: 'not-served', otherVersions: [] });
  });

  it('of a definition of the user is served as it says, also in place of a shipped one', async () => {
    const node = { kind: 'any' } as const;
    const from = 'crds/acme.yaml';
    const own = { isNamespaced: true, isDeprecated: false, node, from };
    const { find } = await schemasFor(
      37,
      new Map([
        ['acme.io/v1/Widget', own],
        ['external-secrets.io/v1beta1/ExternalSecret', own],
      ]),
    );
    expect(await find(id('acme.io/v1', 'Widget'))).toMatchObject({ kind: 'known' });
    for (const version of ['acme.io/v1beta1', 'acme.io/v2'])
      expect(await find(id(version, 'Widget'))).toMatchObject({
        kind: 'not-served',
        from,
        otherVersions: ['acme.io/v1'],
      });
    expect(await find(id('acme.io/v1', 'Wodget'))).toMatchObject({ kind: 'unchecked', kinds: ['Widget'] });
    expect(await find(id('external-secrets.io/v1beta1', 'ExternalSecret'))).toMatchObject({ kind: 'known' });
    expect(await find(id('external-secrets.io/v1', 'ExternalSecret'))).toMatchObject({ kind: 'not-served' });
    expect(await find(id('external-secrets.io/v1', 'SecretStore'))).toMatchObject({ kind: 'known' });
  });

  it.each([
    ['argoproj.io/v2', 'Application', 'argoproj.io/v1alpha1'],
    ['external-secrets.io/v1beta1', 'ExternalSecret', 'external-secrets.io/v1'],
  ])('of an operator may have a version that Moorline does not know: %s %s', async (api, kind, known) => {
    const { find } = await schemasFor(37);
    expect(await find(id(api, kind))).toMatchObject({ kind: 'unchecked', otherVersions: [known] });
  });

  it('of another group is checked if there is a table, and only then', async () => {
    const { find } = await schemasFor(37);
    const kinds = await Promise.all(
      [
        id('argoproj.io/v1alpha1', 'Application'),
        id('cert-manager.io/v1', 'Certificate'),
        id('acme.cert-manager.io/v1', 'Order'),
        id('external-secrets.io/v1', 'ExternalSecret'),
        id('generators.external-secrets.io/v1alpha1', 'Password'),
        id('gateway.networking.k8s.io/v1', 'HTTPRoute'),
        id('kustomize.toolkit.fluxcd.io/v1', 'Kustomization'),
        id('monitoring.coreos.com/v1', 'ServiceMonitor'),
        id('postgresql.cnpg.io/v1', 'Cluster'),
        id('bitnami.com/v1alpha1', 'SealedSecret'),
        id('mysql.oracle.com/v2', 'InnoDBCluster'),
        id('argoproj.io/v1alpha1', 'Rollout'),
        id('example.com/v1', 'Anything'),
      ].map(find),
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 11 }, () => 'known'),
      'unchecked',
      'unchecked',
    ]);
  });
});
