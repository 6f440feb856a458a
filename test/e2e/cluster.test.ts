import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { describeWith } from '../servers/describe-with.ts';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import { until } from '../servers/until.ts';

describeWith(['etcd', 'kube-apiserver'], 'a cluster of a test', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.stop());

  const map = (name: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
  });
  const create = ['create', '--filename=-'];

  it('stores what the admin writes, and says its version', async () => {
    const { stdout, stderr } = await cluster.kubectl(create, { input: JSON.stringify(map('settings')) });
    expect(stderr).toBe('');
    expect(stdout).toBe('configmap/settings created\n');
    const { body } = await cluster.api({ path: '/version' });
    // A build that was not told its version says v0.0.0.
    expect(body).toMatchObject({ major: '1', gitVersion: expect.stringMatching(/^v1\./) as string });
  });

  it('lets the reader get and list, and nothing else', async () => {
    await cluster.apply([map('known')]);
    const got = await cluster.kubectl(['get', 'configmap', 'known', '--output=name'], { user: 'reader' });
    expect(got).toEqual({ code: 0, stdout: 'configmap/known\n', stderr: '' });
    const refused = await cluster.kubectl(create, { user: 'reader', input: JSON.stringify(map('mine')) });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('(Forbidden)');
    const watched = await cluster.api({ path: '/api/v1/configmaps?watch=true', user: 'reader' });
    expect(watched.status).toBe(403);
  });

  it('gives the others what a test gives them', async () => {
    const look = async (path: string) => (await cluster.api({ path, user: 'limited' })).status;
    expect(await look('/api/v1/configmaps')).toBe(403);
    await cluster.grant('limited', [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }]);
    expect(await look('/api/v1/configmaps')).toBe(200);
    expect(await look('/api/v1/secrets')).toBe(403);
    const kinds = await cluster.api({ path: '/api/v1', user: 'nobody' });
    expect(kinds.status).toBe(200);
    expect((await cluster.api({ path: '/api/v1/configmaps', user: 'nobody' })).status).toBe(403);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('leaves nothing behind after %s', async (signal) => {
    const play = join(import.meta.dirname, '../servers/play.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', play], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const otherwise = () => `after ${signal}: ${said}`;
    const url = await until(() => /https:\/\/[\d.:]+\d/.exec(said)?.[0], { otherwise });
    const folder = dirname(/^export KUBECONFIG=(.*)$/m.exec(said)?.[1] ?? '');
    expect(existsSync(folder)).toBe(true);
    child.kill(signal);
    const refuses = () =>
      fetch(url).then(
        () => undefined,
        (error: unknown) => (error as Failure).cause?.code === 'ECONNREFUSED' || undefined,
      );
    await until(async () => (existsSync(folder) ? undefined : refuses()), { otherwise });
  });
});

interface Failure {
  readonly cause?: { readonly code?: string };
}
