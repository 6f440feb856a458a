import { describe, expect, it } from 'vitest';
import { partAt } from '../../../src/model/edit-json.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { deployment, made, object, transformed, type ProfileInput } from './run-profile.ts';

const RESTRICTED = { workspace: 'profile: restricted' };
const POD_LABELS = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' };

function policies(others: readonly Resource[], input: ProfileInput = RESTRICTED): readonly JsonObject[] {
  return transformed([made(deployment()), ...others], input)
    .map((resource) => resource.object)
    .filter(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && partAt(metadata, ['name']) === 'shop-dev-web',
    );
}

function ingress(others: readonly Resource[], input: ProfileInput = RESTRICTED) {
  return partAt(policies(others, input)[0], ['spec', 'ingress']);
}

const service = (spec: JsonObject = {}, metadata: JsonObject = {}) => {
  const ports = [{ name: 'web', port: 80, targetPort: 'http', protocol: 'TCP' }];
  const plain = object('v1 Service', 'web', { spec: { selector: POD_LABELS, ports, ...spec } });
  return made({ ...plain, metadata: { name: 'web', namespace: 'shop', ...metadata } });
};
const route = (port: JsonObject, name = 'web') =>
  made(
    object('networking.k8s.io/v1 Ingress', 'web', {
      spec: { rules: [{ http: { paths: [{ path: '/', backend: { service: { name, port } } }] } }] },
    }),
  );
const from = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const neighbours = { podSelector: {} };

describe('who may connect', () => {
  it('is nobody where nothing leads to the pods', () => {
    const [policy] = policies([]);
    expect(policy!['spec']).toMatchObject({
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'shop-dev-web' } },
      policyTypes: ['Ingress', 'Egress'],
    });
    expect(policy!['spec']).not.toHaveProperty('ingress');
  });

  it('is the namespace where a Service does', () => {
    expect(ingress([service()])).toEqual([{ from: [neighbours] }]);
    expect(ingress([service({ selector: { app: 'other' } })])).toBeUndefined();
    expect(ingress([service({ selector: {} })])).toBeUndefined();
    expect(ingress([service({}, { namespace: 'elsewhere' })])).toBeUndefined();
  });

  it.each([
    [{ number: 80 }, true],
    [{ name: 'web' }, true],
    [{ number: 81 }, false],
    [{ name: 'http' }, false],
  ])('is the ingress controller, on the port behind %j: %s', (port, isRouted) => {
    const routed = { from: [from('ingress-nginx')], ports: [{ port: 'http', protocol: 'TCP' }] };
    expect(ingress([service(), route(port)])).toEqual([
      { from: [neighbours] },
      ...(isRouted ? [routed] : []),
    ]);
  });

  it('is not the controller of an Ingress that leads elsewhere', () => {
    expect(ingress([service(), route({ number: 80 }, 'api')])).toEqual([{ from: [neighbours] }]);
  });

  it('is anyone on the ports of a load balancer', () => {
    const ports = [
      { port: 443, targetPort: 8443 },
      { port: 53, targetPort: 0, protocol: 'UDP' },
      { port: 8443 },
    ];
    expect(ingress([service({ type: 'LoadBalancer', ports })])).toEqual([
      { from: [neighbours] },
      {
        ports: [
          { port: 8443, protocol: 'TCP' },
          { port: 53, protocol: 'UDP' },
        ],
      },
    ]);
  });

  const monitor = (kind: string, labels: JsonObject) =>
    made(object(`monitoring.coreos.com/v1 ${kind}`, 'web', { spec: { selector: { matchLabels: labels } } }));

  it('is Prometheus where a monitor selects the pods or their Service', () => {
    const labelled = service({}, { labels: { scrape: 'me' } });
    expect(ingress([monitor('PodMonitor', POD_LABELS)])).toEqual([{ from: [from('monitoring')] }]);
    expect(ingress([monitor('PodMonitor', { app: 'other' })])).toBeUndefined();
    const wanted = [{ from: [neighbours, from('monitoring')] }];
    expect(ingress([labelled, monitor('ServiceMonitor', { scrape: 'me' })])).toEqual(wanted);
    expect(ingress([labelled, monitor('ServiceMonitor', POD_LABELS)])).toEqual([{ from: [neighbours] }]);
    expect(ingress([service({}, { annotations: { 'prometheus.io/scrape': 'true' } })])).toEqual(wanted);
  });

  it('is who allowFrom and the workspace name', () => {
    const input = {
      workspace: 'profile: restricted\ndefaults: { ingressNamespace: traefik, monitoringNamespace: metrics }',
      accessory: 'allowFrom: [gateway, batch]',
    };
    expect(ingress([service(), route({ number: 80 }), monitor('PodMonitor', POD_LABELS)], input)).toEqual([
      { from: [neighbours, from('metrics'), from('gateway'), from('batch')] },
      { from: [from('traefik')], ports: [{ port: 'http', protocol: 'TCP' }] },
    ]);
  });
});

it('lets pods connect to everything but the metadata service', () => {
  expect(partAt(policies([])[0], ['spec', 'egress', 1, 'to'])).toEqual([
    { namespaceSelector: {} },
    { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } },
    { ipBlock: { cidr: '::/0', except: ['fd00:ec2::254/128'] } },
  ]);
});

describe('a policy of the user', () => {
  const own = (podSelector: JsonObject, parts: { name?: string; namespace?: string } = {}) => {
    const { name = 'mine', namespace = 'shop' } = parts;
    const policy = object('networking.k8s.io/v1 NetworkPolicy', name, { spec: { podSelector } });
    return made({ ...policy, metadata: { name, namespace } }, { verbatim: true });
  };

  it('is not opened by ours', () => {
    expect(policies([own({})])).toEqual([]);
    expect(policies([own({ matchLabels: POD_LABELS })])).toEqual([]);
    expect(policies([own({ matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] })])).toEqual([]);
  });

  it('is beside ours where it is for other pods', () => {
    const notOurs = { key: 'app.kubernetes.io/name', operator: 'NotIn', values: ['web'] };
    expect(policies([own({ matchLabels: { app: 'other' } })])).toHaveLength(1);
    expect(policies([own({ matchExpressions: [notOurs] })])).toHaveLength(1);
    expect(policies([own({}, { namespace: 'elsewhere' })])).toHaveLength(1);
  });

  it('keeps its name', () => {
    const named = own({ matchLabels: { app: 'other' } }, { name: 'shop-dev-web' });
    expect(policies([named])).toEqual([named.object]);
  });
});
