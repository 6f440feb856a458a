import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesDrift } from '../../src/drift/files-drift.ts';
import { revertCommands, type RevertOptions } from '../../src/drift/revert-command.ts';
import type { DriftedResource, WorkspaceDrift } from '../../src/drift/verdict.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { judge, managedBy } from './judge.ts';

const CLUSTER = { cluster: { context: 'prod', version: null }, branch: 'rendered/prod', revision: 'c0ffee' };
const WEB = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'web' } },
  spec: {
    replicas: 3,
    template: { spec: { containers: [{ name: 'web', image: 'web:1', env: [{ name: 'A', value: '1' }] }] } },
  },
};
const live = (change: JsonObject, fields: JsonObject = {}) => ({
  ...WEB,
  ...change,
  metadata: {
    ...WEB.metadata,
    ...(change['metadata'] as JsonObject | undefined),
    managedFields: [managedBy('kubectl-edit', fields)],
  },
});
const pod = (container: JsonObject) => ({
  spec: {
    ...WEB.spec,
    template: { spec: { containers: [{ ...WEB.spec.template.spec.containers[0], ...container }] } },
  },
});

/** The commands for one verdict: `kubectl` first, then that of the controller. */
function commandsFor(
  resource: DriftedResource,
  drift: Partial<WorkspaceDrift> = CLUSTER,
  options: RevertOptions = {},
) {
  const found = revertCommands({ ...filesDrift([resource], []), ...drift }, options).get(resource);
  return found && [found.command, ...(found.controller === undefined ? [] : [found.controller])];
}

const PATCH = 'kubectl --context=prod -n shop patch Deployment.apps web';

describe('the command that undoes drift', () => {
  it('is a patch that tests what is there', () => {
    const verdict = judge(WEB, live({ spec: { ...WEB.spec, replicas: 5 } }));
    expect(commandsFor(verdict)).toEqual([
      `${PATCH} --type=json -p '[{"op":"test","path":"/spec/replicas","value":5},{"op":"replace","path":"/spec/replicas","value":3}]'`,
    ]);
  });

  it('names keys with dots and slashes', () => {
    const labels = { 'app.kubernetes.io/name': 'other', 'a.b/c~d': 'x' };
    const fields = { 'f:metadata': { 'f:labels': { 'f:a.b/c~d': {} } } };
    const verdict = judge(WEB, live({ metadata: { ...WEB.metadata, labels } }, fields));
    expect(commandsFor(verdict)).toEqual([
      `${PATCH} --type=json -p '[{"op":"test","path":"/metadata/labels/app.kubernetes.io~1name","value":"other"},{"op":"replace","path":"/metadata/labels/app.kubernetes.io~1name","value":"web"},{"op":"test","path":"/metadata/labels/a.b~1c~0d","value":"x"},{"op":"remove","path":"/metadata/labels/a.b~1c~0d"}]'`,
    ]);
  });

  it('finds items of lists by their key, and joins what concerns the same one', () => {
    const container = {
      image: 'web:2',
      env: [
        { name: 'A', value: '2' },
        { name: 'B', value: 'x' },
      ],
    };
    const key = 'k:{"name":"B"}';
    const fields = {
      'f:spec': {
        'f:template': {
          'f:spec': {
            'f:containers': {
              'k:{"name":"web"}': { 'f:env': { [key]: { '.': {}, 'f:name': {}, 'f:value': {} } } },
            },
          },
        },
      },
    };
    expect(commandsFor(judge(WEB, live(pod(container), fields)))).toEqual([
      `${PATCH} --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:1","env":[{"name":"A","value":"1"},{"$patch":"delete","name":"B"}]}]}}}}'`,
    ]);
  });

  it('applies the manifest of an object that is gone, under the name of the controller', () => {
    const missing = { ...judge(WEB, 'null\n'), manifest: "shop/it's.yaml" };
    const controller = { kind: 'argocd', namespace: 'argocd', name: 'shop' } as const;
    expect(commandsFor(missing, { ...CLUSTER, controller }, { remote: 'origin' })).toEqual([
      String.raw`git fetch -q origin refs/heads/rendered/prod && git show 'c0ffee:shop/it'\''s.yaml' | kubectl --context=prod -n shop apply --server-side --force-conflicts --field-manager=argocd-controller -f -`,
      'argocd app sync argocd/shop --resource apps:Deployment:shop/web',
    ]);
    expect(commandsFor(judge(WEB, 'null\n'))).toBeUndefined();
  });

  it('deletes what Git does not have', () => {
    const orphan = { ...judge(WEB, 'null\n'), state: 'orphan' } as const;
    const controller = { kind: 'flux', namespace: 'flux-system', name: 'shop' } as const;
    expect(commandsFor(orphan, { ...CLUSTER, controller })).toEqual([
      'kubectl --context=prod -n shop delete Deployment.apps web',
      'flux reconcile kustomization shop -n flux-system',
    ]);
  });

  it('leaves the controller out where that sees nothing to do', () => {
    const verdict = judge(WEB, live({ spec: { ...WEB.spec, replicas: 5 } }));
    const unseen = { ...verdict, fields: verdict.fields.map((field) => ({ ...field, unseen: true })) };
    const controller = { kind: 'flux', namespace: 'flux-system', name: 'shop' } as const;
    expect(commandsFor(unseen, { ...CLUSTER, controller })).toHaveLength(1);
    expect(commandsFor(verdict, { ...CLUSTER, controller })).toHaveLength(2);
  });

  it('holds no value of a secret', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'aHVudGVyMg==' } };
    const other = {
      ...secret,
      metadata: {
        ...secret.metadata,
        managedFields: [managedBy('kubectl-edit', { 'f:data': { 'f:b': {} } })],
      },
      data: { a: 'c3dvcmRmaXNo', b: 'c3dvcmRmaXNo' },
    };
    const commands = commandsFor({ ...judge(secret, other), manifest: 's.yaml' });
    expect(commands).toEqual([
      `kubectl --context=prod patch Secret s --type=json -p '[{"op":"remove","path":"/data/b"}]' && git show c0ffee:s.yaml | kubectl --context=prod apply --server-side --force-conflicts -f -`,
    ]);
  });

  it('is none where the text of a path leaves a doubt, and is there once the object in Git settles it', () => {
    const custom = {
      apiVersion: 'acme.io/v1',
      kind: 'App',
      metadata: { name: 'a' },
      spec: { set: { 'x.y': 1 } },
    };
    const changed = judge(custom, { ...custom, spec: { set: { 'x.y': 2 } } });
    expect(commandsFor(changed)).toBeUndefined();
    expect(commandsFor(changed, CLUSTER, { desiredOf: () => custom })).toEqual([
      `kubectl --context=prod patch App.acme.io a --type=json -p '[{"op":"test","path":"/spec/set/x.y","value":2},{"op":"replace","path":"/spec/set/x.y","value":1}]'`,
    ]);
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { selector: { 'a.b': 'x' } },
    };
    expect(commandsFor(judge(service, { ...service, spec: { selector: { 'a.b': 'y' } } }))).toBeUndefined();
  });

  it('is none for items that a patch could mix up', () => {
    const [tcp, udp] = [
      { port: 53, protocol: 'TCP', name: 'a' },
      { port: 53, protocol: 'UDP', name: 'b' },
    ];
    const dns = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { ports: [tcp, udp] } };
    const renamed = { ...dns, spec: { ports: [tcp, { ...udp, name: 'c' }] } };
    expect(commandsFor(judge(dns, renamed))).toBeUndefined();
    expect(commandsFor({ ...judge(dns, renamed), manifest: 's.yaml' })?.[0]).toContain(' apply ');
  });

  it('hands the shell any value as it is, and shows nothing but printable ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const map = (text: string) => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'm' },
          data: { k: text },
        });
        const verdict = judge(map(value), map(`${value}!`));
        const [command = ''] = commandsFor(verdict) ?? [];
        expect(command).toMatch(/^[ -~]+$/);
        const script = `kubectl() { for each; do last="$each"; done; printf '%s' "$last"; }; ${command}`;
        const { stdout, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
        expect(status).toBe(0);
        expect((JSON.parse(stdout) as readonly JsonObject[]).at(-1)?.['value']).toBe(value);
      }),
      { numRuns: 40 },
    );
  });
});
