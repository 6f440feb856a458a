import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { moorlineHere } from '../tools/cli.ts';
import { publishedWorld } from '../tools/publish-world.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const object = (apiVersion: string, kind: string, metadata: object) =>
  JSON.stringify({ apiVersion, kind, metadata });

const FILES = {
  'git/policy.json': object('networking.k8s.io/v1', 'NetworkPolicy', { name: 'deny', namespace: 'web' }),
  'git/secret.json': object('v1', 'Secret', { name: 'token' }),
  'git/space.json': object('v1', 'Namespace', { name: 'web' }),
};
const ARGS = ['drift', '--print-rbac', '--desired', 'git'];

beforeEach(() => {
  vi.stubEnv('KUBECONFIG', '/nonexistent/kubeconfig');
});

describe('moorline drift --print-rbac without a cluster', () => {
  it('prints YAML for kubectl, and says on stderr that no cluster was asked', async () => {
    const { stdout, stderr, code } = await moorlineHere([...ARGS, '--mode', 'auto'], tempFolder(FILES));
    expect(code).toBe(0);
    expect(stderr).toContain('ROLE_INCOMPLETE');
    expect(stderr).not.toContain('Left out');
    expect(stdout).toMatch(/^apiVersion: rbac.authorization.k8s.io\/v1\nkind: ClusterRole\n/);
    expect(stdout.split('---\n')[2]).toBe(
      [
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: Role',
        'metadata:',
        '  name: moorline-drift',
        '  namespace: default',
        'rules:',
        '- apiGroups:',
        '  - ""',
        '  resourceNames:',
        '  - token',
        '  resources:',
        '  - secrets',
        '  verbs:',
        '  - get',
        '  - patch',
        '',
      ].join('\n'),
    );
    expect(stdout).toContain('resources:\n  - networkpolicies\n  verbs:\n  - get\n  - list\n  - patch\n');
  });

  it('names the kinds of others as left out', async () => {
    const files = { ...FILES, 'git/widget.json': object('example.com/v1', 'Widget', { name: 'w' }) };
    const { stdout, stderr } = await moorlineHere(ARGS, tempFolder(files));
    expect(stderr).toContain('Left out: Widget.example.com.');
    expect(stdout).not.toMatch(/widget|example/i);
  });

  it('takes the objects of the rendered branches', async () => {
    const { source } = await publishedWorld();
    const args = ['-C', source.dir, 'drift', '--print-rbac', '--workspace', 'prod', '--output', 'json'];
    const { stdout, code } = await moorlineHere(args);
    const { data } = JSON.parse(stdout) as { readonly data: { readonly objects: readonly Rbac[] } };
    expect(code).toBe(0);
    const roles = data.objects.filter(({ kind }) => kind.endsWith('Role'));
    expect(
      roles.map(({ kind, metadata: { namespace = '' }, rules = [] }) => [
        `${kind} ${namespace}`.trim(),
        rules.map(({ resources }) => resources.join(' ')),
      ]),
    ).toEqual([
      ['ClusterRole', ['namespaces', 'applications', 'kustomizations', 'gitrepositories']],
      ['Role cart', ['deployments']],
      ['Role shop', ['services', 'deployments']],
    ]);
  });

  it('makes no role for two clusters at once', async () => {
    const cluster = (name: string) => `cluster: { context: ${name} }\n`;
    const { source } = await publishedWorld({
      'workspaces/dev.yaml': cluster('one'),
      'workspaces/prod.yaml': cluster('two'),
    });
    const both = await moorlineHere(['-C', source.dir, 'drift', '--print-rbac']);
    expect([both.code, both.stdout]).toEqual([4, '']);
    expect(both.stderr).toContain('"one", "two"');
    const one = await moorlineHere(['-C', source.dir, 'drift', '--print-rbac', '--workspace', 'dev']);
    expect(one.code).toBe(0);
  });

  it.each([
    ['--live', 'git'],
    ['--history', 'drift.jsonl'],
    ['--watch'],
    ['--explain'],
    ['--output', 'junit'],
    ['--context', 'nowhere'],
  ])('does not take %s %s', async (...more) => {
    const run = await moorlineHere([...ARGS, ...more], tempFolder(FILES));
    expect([run.code, run.stdout]).toEqual([4, '']);
  });

  it('prints nothing for input that it cannot read', async () => {
    const run = await moorlineHere(ARGS, tempFolder({ [join('git', 'bad.yaml')]: 'a: {\n' }));
    expect([run.code, run.stdout]).toEqual([3, '']);
  });
});

interface Rbac {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string };
  readonly rules?: readonly { readonly resources: readonly string[] }[];
}
