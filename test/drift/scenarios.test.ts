import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { judge, lines, managedBy, tolerance } from './judge.ts';

const APPLY = { operation: 'Apply' };

/** A Deployment as Git has it. */
const web = (spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec,
});

/** The same in a cluster, with what managers are known to own. */
const live = (spec: JsonObject, managedFields: readonly JsonObject[], metadata: JsonObject = {}) =>
  web(spec, { ...metadata, managedFields });

const object = (apiVersion: string, kind: string, rest: JsonObject): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  ...rest,
});

describe('what Git leaves out', () => {
  it('is drift when we gave it up as stringData, which the server notes under that name', () => {
    const secret = (rest: JsonObject, metadata: JsonObject = {}) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'login', namespace: 'shop', ...metadata },
      ...rest,
    });
    const written = { 'f:stringData': { 'f:password': {}, 'f:user': {} } };
    const found = judge(
      secret({ stringData: { password: 'x' } }),
      secret(
        { data: { password: 'eA==', user: 'eQ==' } },
        { managedFields: [managedBy('argocd-controller', written, APPLY)] },
      ),
    );
    expect(lines(found)).toEqual(['extra .data.user left-behind']);
    expect(found.fields[0]?.cause).toBe('ours');
  });

  it('is a default that follows from its neighbours, whoever made the object', () => {
    const made = (fields: JsonObject) => [managedBy('kubectl-create', { 'f:spec': fields })];
    const spec = { podSelector: {}, egress: [{}] };
    const policy = (rest: JsonObject, managedFields: readonly JsonObject[] = []) =>
      object('networking.k8s.io/v1', 'NetworkPolicy', {
        metadata: { name: 'web', namespace: 'shop', managedFields },
        spec: { ...spec, ...rest },
      });
    const types = (policyTypes: readonly string[]) =>
      lines(judge(policy({}), policy({ policyTypes }, made({ 'f:policyTypes': {} }))));
    expect(types(['Ingress', 'Egress'])).toEqual([]);
    expect(types(['Egress'])).toEqual(['extra .spec.policyTypes written-by-hand']);
  });

  it('is allocated, unless a person chose it', () => {
    const service = (nodePort: JsonObject, managedFields: readonly JsonObject[] = []) =>
      object('v1', 'Service', {
        metadata: { name: 'web', namespace: 'shop', managedFields },
        spec: { type: 'NodePort', ports: [{ port: 80, protocol: 'TCP', ...nodePort }] },
      });
    const port = '.spec.ports[port=80,protocol="TCP"].nodePort';
    const key = 'k:{"port":80,"protocol":"TCP"}';
    const chosen = managedBy('kubectl-patch', { 'f:spec': { 'f:ports': { [key]: { 'f:nodePort': {} } } } });
    expect(tolerance(judge(service({}), service({ nodePort: 31000 })), port)).toBe('allocated');
    const byHand = judge(service({}), service({ nodePort: 31000 }, [chosen]));
    expect(lines(byHand)).toEqual([`extra ${port} written-by-hand`]);
  });

  it('is drift when a person wrote it', () => {
    const found = judge(
      web({ template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } } }),
      live(
        {
          template: {
            spec: {
              containers: [{ name: 'web', image: 'web:1', env: [{ name: 'DEBUG', value: '1' }] }],
              nodeSelector: { disk: 'ssd' },
              terminationGracePeriodSeconds: 90,
            },
          },
        },
        [
          managedBy('kubectl-edit', {
            'f:spec': {
              'f:template': {
                'f:spec': {
                  'f:containers': {
                    'k:{"name":"web"}': {
                      'f:env': { '.': {}, 'k:{"name":"DEBUG"}': { '.': {}, 'f:name': {}, 'f:value': {} } },
                    },
                  },
                  'f:nodeSelector': {},
                  'f:terminationGracePeriodSeconds': {},
                },
              },
            },
          }),
        ],
      ),
    );
    expect(lines(found)).toEqual([
      'extra .spec.template.spec.containers[name="web"].env[name="DEBUG"] written-by-hand',
      'extra .spec.template.spec.nodeSelector.disk written-by-hand',
      'extra .spec.template.spec.terminationGracePeriodSeconds written-by-hand',
    ]);
    expect(found.fields.map(({ cause }) => cause)).toEqual(['human', 'human', 'human']);
  });

  it('is none when the person wrote what the server gives anyway', () => {
    const written = managedBy('kubectl-patch', { 'f:spec': { 'f:replicas': {}, 'f:paused': {} } });
    expect(judge(web(), live({ replicas: 1, paused: false }, [written])).state).toBe('synced');
    expect(lines(judge(web(), live({ replicas: 0, paused: true }, [written])))).toEqual([
      'extra .spec.replicas written-by-hand',
      'extra .spec.paused written-by-hand',
    ]);
  });

  it('is drift when the person wrote a zero that is no default', () => {
    const spec = {
      replicas: 0,
      template: { spec: { securityContext: { runAsUser: 0 }, hostNetwork: false } },
    };
    const fields = {
      'f:replicas': {},
      'f:template': { 'f:spec': { 'f:securityContext': { 'f:runAsUser': {} }, 'f:hostNetwork': {} } },
    };
    expect(lines(judge(web(), live(spec, [managedBy('kubectl-edit', { 'f:spec': fields })])))).toEqual([
      'extra .spec.replicas written-by-hand',
      'extra .spec.template.spec.securityContext.runAsUser written-by-hand',
    ]);
  });

  it('knows the pull policy by the tag', () => {
    const of = (image: string, imagePullPolicy: string) => {
      const owned = { 'k:{"name":"web"}': { 'f:imagePullPolicy': {} } };
      const fields = { 'f:spec': { 'f:template': { 'f:spec': { 'f:containers': owned } } } };
      const pod = (more: JsonObject) => ({
        template: { spec: { containers: [{ name: 'web', image, ...more }] } },
      });
      return judge(web(pod({})), live(pod({ imagePullPolicy }), [managedBy('kubectl-edit', fields)])).state;
    };
    expect([of('web', 'Always'), of('web:latest', 'Always'), of('a.b:5/web', 'Always')]).toEqual(
      Array<string>(3).fill('synced'),
    );
    expect([of('web:1', 'Always'), of('web@sha256:0', 'Always'), of('web', 'Never')]).toEqual(
      Array<string>(3).fill('drifted'),
    );
  });

  it('is none when a controller wrote it, or nobody is known', () => {
    const fields = { 'f:metadata': { 'f:labels': { 'f:team': {} } } };
    const labels = { team: 'shop' };
    const of = (managers: readonly JsonObject[]) => judge(web(), live({}, managers, { labels }));
    expect(tolerance(of([managedBy('kyverno', fields)]), '.metadata.labels.team')).toBe('other-owner');
    expect(tolerance(of([]), '.metadata.labels.team')).toBe('nobody-known');
    expect(lines(of([managedBy('kubectl-label', fields)]))).toEqual([
      'extra .metadata.labels.team written-by-hand',
    ]);
  });

  it('is left behind when we applied it and Git gave it up', () => {
    const fields = { 'f:metadata': { 'f:labels': { 'f:team': {} } } };
    const labels = { team: 'shop' };
    const ours = judge(web(), live({}, [managedBy('kustomize-controller', fields, APPLY)], { labels }));
    expect(lines(ours)).toEqual(['extra .metadata.labels.team left-behind']);
    expect(ours.fields[0]?.cause).toBe('ours');
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': '{"metadata":{"labels":{"team":"shop"}}}',
    };
    expect(lines(judge(web(), live({}, [], { labels, annotations })))).toEqual([
      'extra .metadata.labels.team left-behind',
    ]);
  });

  it('is none in a label by which the applier tracks its objects, unless a person wrote it', () => {
    const labels = { 'app.kubernetes.io/instance': 'shop' };
    const fields = { 'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/instance': {} } } };
    const of = (manager: string, more: JsonObject = {}) =>
      tolerance(judge(web(), live({}, [managedBy(manager, fields, more)], { labels })), LABEL);
    const LABEL = '.metadata.labels.app.kubernetes.io/instance';
    expect([of('argocd-controller', APPLY), of('kubectl-label')]).toEqual(['bookkeeping', undefined]);
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ metadata: { labels } }),
    };
    expect(tolerance(judge(web(), live({}, [], { labels, annotations })), LABEL)).toBe('bookkeeping');
  });

  it('is none when the maker of the object only owns defaults', () => {
    const gadget = (spec: JsonObject, managedFields: readonly JsonObject[] = []): JsonObject => ({
      apiVersion: 'example.com/v1',
      kind: 'Gadget',
      metadata: { name: 'web', managedFields },
      spec,
    });
    const made = managedBy('argocd-application-controller', { 'f:spec': { 'f:size': {}, 'f:mode': {} } });
    expect(judge(gadget({ size: 3 }), gadget({ size: 3, mode: 'slow' }, [made])).state).toBe('synced');
  });

  it('stays one difference inside a list without keys that a person rewrote', () => {
    const tolerations = [{ key: 'a', operator: 'Exists' }];
    const now = [{ key: 'a', operator: 'Exists', tolerationSeconds: 30 }];
    const spec = (list: readonly JsonObject[]) => ({ template: { spec: { tolerations: list } } });
    const of = (manager: string) =>
      judge(
        web(spec(tolerations)),
        live(spec(now), [
          managedBy(manager, { 'f:spec': { 'f:template': { 'f:spec': { 'f:tolerations': {} } } } }, APPLY),
        ]),
      );
    expect(of('argocd-controller').state).toBe('synced');
    expect(lines(of('k9s'))).toEqual([
      'extra .spec.template.spec.tolerations[0].tolerationSeconds written-by-hand',
    ]);
  });
});

describe('what Git declares', () => {
  it('is drift when it is gone, and the newest person around it is the guess', () => {
    const found = judge(
      web({}, { labels: { team: 'shop', app: 'web' } }),
      live({}, [managedBy('kubectl-label', { 'f:metadata': { 'f:labels': { 'f:other': {} } } })], {
        labels: { app: 'web' },
      }),
    );
    expect(lines(found)).toEqual(['missing .metadata.labels.team declared-value']);
    expect(found.fields[0]?.blame[0]?.manager).toBe('kubectl-label');
  });

  it('is none when only its zero is gone', () => {
    const spec = { paused: false, template: { spec: { imagePullSecrets: [], securityContext: {} } } };
    expect(judge(web(spec), web({ template: { spec: {} } })).state).toBe('synced');
    const labels = { edge: '' };
    expect(lines(judge(web({}, { labels }), web({}, { labels: {} })))).toEqual([
      'missing .metadata.labels.edge declared-value',
    ]);
    const pod = { template: { spec: { automountServiceAccountToken: false } } };
    expect(judge(web(pod), web({ template: { spec: {} } })).state).toBe('drifted');
  });

  it('may be scaled by an autoscaler and not by a person', () => {
    const of = (manager: string, more: JsonObject) =>
      judge(
        web({ replicas: 2 }),
        live({ replicas: 5 }, [managedBy(manager, { 'f:spec': { 'f:replicas': {} } }, more)]),
      );
    const scale = { subresource: 'scale' };
    expect(tolerance(of('kube-controller-manager', scale), '.spec.replicas')).toBe('autoscaled');
    expect(tolerance(of('keda-operator', scale), '.spec.replicas')).toBe('autoscaled');
    expect(of('kubectl', scale).fields[0]).toMatchObject({ cause: 'human', rule: 'declared-value' });
    expect(of('argocd-controller', APPLY).state).toBe('drifted');
  });

  it('is compared by the meaning of quantities where a field holds one', () => {
    const pod = (requests: JsonObject) => ({
      template: { spec: { containers: [{ name: 'web', resources: { requests } }] } },
    });
    const same = judge(web(pod({ cpu: 0.1, memory: '3072Mi' })), web(pod({ cpu: '100m', memory: '3Gi' })));
    expect(same.tolerated.map(({ rule }) => rule)).toEqual(['quantity', 'quantity']);
    expect(same.warnings).toEqual([]);
    const text = (cpu: string) => object('v1', 'ConfigMap', { data: { cpu } });
    expect(judge(text('1000m'), text('1')).state).toBe('drifted');
  });

  it('guesses quantities and durations of custom resources by name, and says so', () => {
    const gadget = (spec: JsonObject) => object('example.com/v1', 'Gadget', { spec });
    const found = judge(
      gadget({ memory: '1024Mi', interval: '90m', version: '1.10' }),
      gadget({ memory: '1Gi', interval: '1h30m0s', version: '1.10' }),
    );
    expect(found.state).toBe('synced');
    expect(found.warnings.map(({ code }) => code)).toEqual(['quantity-heuristic', 'duration-heuristic']);
    expect(judge(gadget({ version: '1.10' }), gadget({ version: '1.1' })).state).toBe('drifted');
    expect(judge(gadget({ interval: '90m' }), gadget({ interval: '91m' })).state).toBe('drifted');
  });

  it('keeps numbers and texts apart', () => {
    const service = (targetPort: string | number) =>
      object('v1', 'Service', { spec: { ports: [{ port: 80, targetPort }] } });
    expect(lines(judge(service(8080), service('8080')))).toEqual([
      'modified .spec.ports[port=80,protocol="TCP"].targetPort declared-value',
    ]);
  });

  it('pairs items with the same key in their order', () => {
    const pod = (env: readonly JsonObject[]) => ({
      template: { spec: { containers: [{ name: 'web', env }] } },
    });
    const env = [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
    ];
    const found = judge(web(pod(env)), web(pod(env)));
    expect([found.state, found.warnings.map(({ code }) => code)]).toEqual(['synced', ['duplicate-list-key']]);
    expect(judge(web(pod(env)), web(pod(env.toReversed()))).state).toBe('drifted');
  });

  it('finds keys and sets of custom resources in managedFields', () => {
    const gadget = (spec: JsonObject, managedFields: readonly JsonObject[] = []): JsonObject => ({
      apiVersion: 'example.com/v1',
      kind: 'Gadget',
      metadata: { name: 'g', managedFields },
      spec,
    });
    const fields = {
      'f:spec': {
        'f:listeners': { 'k:{"name":"http"}': { '.': {} }, 'k:{"name":"https"}': { '.': {} } },
        'f:tags': { 'v:"a"': {}, 'v:"b"': {} },
      },
    };
    const listeners = [
      { name: 'http', port: 80 },
      { name: 'https', port: 443 },
    ];
    const now = [
      { name: 'https', port: 443, protocol: 'HTTP' },
      { name: 'http', port: 81 },
    ];
    const found = judge(
      gadget({ listeners, tags: ['b', 'a'] }),
      gadget({ listeners: now, tags: ['a', 'b'] }, [managedBy('kustomize-controller', fields, APPLY)]),
    );
    expect(lines(found)).toEqual(['modified .spec.listeners[name="http"].port declared-value']);
  });

  it('is none of our business in a certificate that is injected, nor in rules that are aggregated', () => {
    const hook = (caBundle: JsonObject) =>
      object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
        webhooks: [{ name: 'a.example.com', clientConfig: caBundle }],
      });
    const pem = btoa('-----BEGIN CERTIFICATE-----');
    expect(judge(hook({}), hook({ caBundle: pem })).state).toBe('synced');
    expect(judge(hook({ caBundle: 'Cg==' }), hook({ caBundle: pem })).state).toBe('synced');
    expect(judge(hook({ caBundle: pem }), hook({ caBundle: btoa('-----BEGIN X') })).state).toBe('drifted');
  });

  it('is compared by its keys when sops encrypts the values', () => {
    const git = object('v1', 'Secret', {
      stringData: { password: 'ENC[AES256_GCM,data:x]' },
      sops: { mac: 'ENC[AES256_GCM,data:y]' },
    });
    const there = (data: JsonObject) => object('v1', 'Secret', { data });
    expect(judge(git, there({ password: btoa('geheim') })).state).toBe('synced');
    expect(lines(judge(git, there({})))).toEqual(['missing .data.password declared-value']);
  });
});

describe('managers', () => {
  const fields = { 'f:metadata': { 'f:labels': { 'f:team': {} } } };
  const labels = { team: 'shop' };
  const ours = managedBy('argocd-controller', { 'f:spec': { 'f:replicas': {} } }, APPLY);

  it('take kubectl for ours only without a GitOps controller', () => {
    const applied = managedBy('kubectl', fields, APPLY);
    const of = (managers: readonly JsonObject[]) =>
      judge(web(), live({}, managers, { labels })).fields[0]?.cause;
    expect([of([applied]), of([applied, ours])]).toEqual(['ours', 'human']);
  });

  it('are sorted by the configuration first', () => {
    const of = (manager: string, managers: object) =>
      judge(web(), live({}, [managedBy(manager, fields)], { labels }), { managers }).fields[0]?.cause;
    expect(of('deploy-bot', {})).toBeUndefined();
    expect(of('deploy-bot', { human: ['deploy-*'] })).toBe('human');
    expect(of('deploy-bot', { ours: ['*-bot'] })).toBe('ours');
    expect(of('kubectl-edit', { controller: ['kubectl-edit'] })).toBeUndefined();
  });
});
