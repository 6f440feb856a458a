import { execFileSync, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { revertCommands } from '../../src/drift/revert-command.ts';
import { filesDrift } from '../../src/drift/files-drift.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { describeWith } from '../servers/describe-with.ts';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import { kubectl } from '../tools/kubectl.ts';
import { judge } from '../drift/judge.ts';

const labels = { app: 'web' };
const WEB: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default', labels: { 'app.kubernetes.io/name': 'web' } },
  spec: {
    replicas: 3,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'web',
            image: 'web:1',
            env: [
              { name: 'A', value: "it's $HOME `x` \\ \u2028" },
              { name: 'B', value: 'b' },
            ],
            ports: [{ containerPort: 8080, name: 'http' }],
            resources: { limits: { memory: '256Mi' } },
          },
        ],
      },
    },
  },
};
const MAP: JsonObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'map', namespace: 'default' },
  data: { level: 'info' },
};
const SECRET: JsonObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'secret', namespace: 'default' },
  data: { key: 'c3dvcmRmaXNo' },
};

describeWith(['etcd', 'kube-apiserver'], 'commands that undo drift', () => {
  let cluster: Cluster;
  let repository: string;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.apply([WEB, MAP, SECRET]);
    repository = join(cluster.folder, 'rendered');
    for (const object of [WEB, MAP, SECRET] as readonly (JsonObject & { readonly kind?: string })[]) {
      mkdirSync(repository, { recursive: true });
      writeFileSync(join(repository, `${object.kind ?? ''}.json`), JSON.stringify(object));
    }
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: repository });
    git('init', '-q', '-b', 'rendered');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'one');
  }, 120_000);
  afterAll(() => cluster.stop());

  async function verdictOf(object: JsonObject) {
    const { metadata, kind } = object as { metadata: { name: string }; kind: string };
    const { stdout } = await cluster.kubectl([
      'get',
      kind,
      metadata.name,
      '--ignore-not-found',
      '--show-managed-fields',
      '--output=json',
    ]);
    const live = stdout === '' ? 'null\n' : (JSON.parse(stdout) as JsonObject);
    return { ...judge(object, live), manifest: `${kind}.json` };
  }

  /** Runs a command as a person would who pastes it. */
  function paste(command: string): Promise<{ readonly code: number | null; readonly stderr: string }> {
    const env = {
      HOME: cluster.folder,
      PATH: `${dirname(kubectl())}:${process.env['PATH'] ?? ''}`,
      KUBECONFIG: cluster.kubeconfig.admin,
    };
    const child = spawn('sh', ['-ec', command], { cwd: repository, env });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    return new Promise((done) => child.on('close', (code) => done({ code, stderr })));
  }

  const edit = (kind: string, name: string, patch: JsonObject) => [
    'patch',
    kind,
    name,
    '--type=strategic',
    '--field-manager=kubectl-edit',
    '-p',
    JSON.stringify(patch),
  ];
  const pod = (container: JsonObject) => ({
    spec: { template: { spec: { containers: [{ name: 'web', ...container }] } } },
  });

  it.each([
    ['a scale', WEB, ['scale', 'deployment', 'web', '--replicas=7']],
    ['an image', WEB, edit('deployment', 'web', pod({ image: 'web:2' }))],
    [
      'variables changed, added and removed',
      WEB,
      edit(
        'deployment',
        'web',
        pod({
          env: [
            { name: 'A', value: 'x' },
            { name: 'C', value: 'c' },
            { $patch: 'delete', name: 'B' },
          ],
        }),
      ),
    ],
    ['a limit', WEB, edit('deployment', 'web', pod({ resources: { limits: { memory: '1Gi', cpu: '1' } } }))],
    ['a port', WEB, edit('deployment', 'web', pod({ ports: [{ containerPort: 9090, name: 'more' }] }))],
    [
      'a container',
      WEB,
      edit('deployment', 'web', {
        spec: { template: { spec: { containers: [{ name: 'side', image: 'side:1' }] } } },
      }),
    ],
    [
      'a field of the pod',
      WEB,
      edit('deployment', 'web', { spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } }),
    ],
    [
      'labels',
      WEB,
      edit('deployment', 'web', { metadata: { labels: { 'app.kubernetes.io/name': 'x', 'a.b/c': 'y' } } }),
    ],
    ['keys of a map', MAP, edit('configmap', 'map', { data: { level: 'debug', 'more.txt': 'x' } })],
    ['all keys of a map', MAP, edit('configmap', 'map', { data: null })],
    ['a secret', SECRET, edit('secret', 'secret', { data: { key: 'aHVudGVyMg==', other: 'aHVudGVyMg==' } })],
    ['an object that is gone', MAP, ['delete', 'configmap', 'map']],
  ] satisfies readonly [string, JsonObject, readonly string[]][])('undo %s', async (_, object, args) => {
    expect((await cluster.kubectl(args)).stderr).toBe('');
    const verdict = await verdictOf(object);
    expect(['drifted', 'missing']).toContain(verdict.state);
    const drift = { ...filesDrift([verdict], []), branch: 'rendered' };
    const command = revertCommands(drift).get(verdict)?.command ?? 'false';
    expect(command).not.toMatch(/c3dvcmRmaXNo|aHVudGVyMg/);
    expect(await paste(command), command).toEqual({ code: 0, stderr: '' });
    const after = await verdictOf(object);
    expect(after.fields, command).toEqual([]);
    expect(after.state).toBe('synced');
  });

  it('do nothing when somebody was faster', async () => {
    await cluster.kubectl(['scale', 'deployment', 'web', '--replicas=7']);
    const verdict = await verdictOf(WEB);
    await cluster.kubectl(['scale', 'deployment', 'web', '--replicas=9']);
    const drift = { ...filesDrift([verdict], []), branch: 'rendered' };
    const { code } = await paste(revertCommands(drift).get(verdict)?.command ?? '');
    expect(code).not.toBe(0);
    expect((await verdictOf(WEB)).fields.map(({ live }) => live)).toEqual([9]);
  });
});
