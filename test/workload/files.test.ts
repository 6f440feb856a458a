import { describe, expect, it } from 'vitest';
import { serviceModule } from '../../src/modules/service/index.ts';
import { at, listed, only, places, refused, runModule, type ModuleRun } from '../modules/run-module.ts';

const POD = ['spec', 'template', 'spec'] as const;

function run(...containers: readonly object[]): ModuleRun {
  const named = containers.map((container, i) => [
    ['web', 'worker'][i],
    { image: 'nginx:1.29', ...container },
  ]);
  return runModule(serviceModule, { input: { containers: Object.fromEntries(named) as unknown } });
}

const mounts = (found: ModuleRun, container = 0) =>
  at(only(found, 'Deployment'), ...POD, 'containers', container, 'volumeMounts');
const volumes = (found: ModuleRun) => at(only(found, 'Deployment'), ...POD, 'volumes');
const file = (content: string) => ({ content });

describe('files', () => {
  it('come from a ConfigMap that is mounted over their directory', () => {
    const found = run({ files: { '/etc/app/a.yaml': { content: 'a: 1\n', mode: '755' } } });
    expect(only(found, 'ConfigMap')).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'shop-dev-web-web-0', namespace: 'shop' },
      data: { 'a.yaml': 'a: 1\n' },
    });
    expect(mounts(found)).toEqual([{ mountPath: '/etc/app', name: 'shop-dev-web-web-0' }]);
    expect(volumes(found)).toEqual([
      { name: 'shop-dev-web-web-0', configMap: { name: 'shop-dev-web-web-0', defaultMode: 0o755 } },
    ]);
  });

  it('are mounted one by one when several share a directory', () => {
    const found = run({
      files: {
        '/etc/app/b': file('b'),
        '/etc/app/a': file('a'),
        '/etc/app/key': { contentFrom: '${secret://tls/tls.key}', mode: '0400' },
        '/opt/c': file('c'),
      },
    });
    expect(mounts(found)).toEqual([
      { mountPath: '/etc/app/a', name: 'shop-dev-web-web-0', subPath: 'a' },
      { mountPath: '/etc/app/b', name: 'shop-dev-web-web-1', subPath: 'b' },
      { mountPath: '/etc/app/key', name: 'tls', subPath: 'tls.key' },
      { mountPath: '/opt', name: 'shop-dev-web-web-3' },
    ]);
    expect(found.problems).toEqual([]);
  });

  it('in the root directory are mounted one by one too', () => {
    const found = run({ files: { '/motd': file('hi'), 'conf/app.yaml': file('a') } });
    expect(mounts(found)).toEqual([
      { mountPath: '/motd', name: 'shop-dev-web-web-0', subPath: 'motd' },
      { mountPath: 'conf', name: 'shop-dev-web-web-1' },
    ]);
  });

  it('count per container, also those without content', () => {
    const found = run(
      { files: { '/a': { mode: '0600' }, '/etc/b': file('b') } },
      { files: { '/etc/c': file('c') } },
    );
    expect(found.objects.map((object) => at(object, 'metadata', 'name'))).toEqual([
      'shop-dev-web-web-1',
      'shop-dev-web-worker-0',
      'shop-dev-web',
    ]);
    expect(listed(found.problems)).toEqual(['warning FIELD_DROPPED input/containers/web/files//a']);
  });

  it('share one volume per Secret and mode', () => {
    const secret = (mode: string) => ({ contentFrom: 'secret://tls/tls.key', mode });
    const found = run(
      {
        files: { '/a/1': secret('0644'), '/b/2': secret('0400'), '/c/3': secret('400') },
        dirs: { '/tls': 'secret://tls' },
      },
      { files: { '/a/1': secret('644') } },
    );
    expect(volumes(found)).toEqual([
      { name: 'tls', secret: { secretName: 'tls', defaultMode: 0o644 } },
      { name: 'tls-0400', secret: { secretName: 'tls', defaultMode: 0o400 } },
    ]);
    expect((mounts(found) as { name: string }[]).map(({ name }) => name)).toEqual([
      'tls',
      'tls-0400',
      'tls-0400',
      'tls',
    ]);
    expect(mounts(found, 1)).toEqual([{ mountPath: '/a/1', name: 'tls', subPath: 'tls.key' }]);
    expect(found.problems).toEqual([]);
  });

  it('know the place of their content and mode', () => {
    const found = run({ files: { '/a/b': { content: 'x', mode: '0600' } } });
    expect(places(found, 0).get('data/b')).toBe('input/containers/web/files//a/b/content');
    const workload = places(found, 1);
    const pod = 'spec/template/spec';
    expect(workload.get(`${pod}/volumes/0/configMap/defaultMode`)).toBe(
      'input/containers/web/files//a/b/mode',
    );
    expect(workload.get(`${pod}/containers/0/volumeMounts/0`)).toBe('input/containers/web/files//a/b');
  });

  it('have an octal mode up to 777', () => {
    const withMode = (mode: string) => ({
      containers: { web: { image: 'nginx:1.29', files: { '/a/b': { content: 'x', mode } } } },
    });
    for (const mode of ['0644', '600', '000'])
      expect(refused(serviceModule.schema, withMode(mode))).toEqual([]);
    for (const mode of ['1644', '64', '0688', 'rw']) {
      expect(refused(serviceModule.schema, withMode(mode))).toEqual([
        'invalid_format containers/web/files//a/b/mode',
      ]);
    }
  });

  it.each([
    ['/etc/app/', file('x'), 'error FIELD_INVALID input/containers/web/files//etc/app/'],
    ['/etc/.', file('x'), 'error FIELD_INVALID input/containers/web/files//etc/.'],
    ['/etc/my file', file('x'), 'error FIELD_INVALID input/containers/web/files//etc/my file'],
    ['/etc/a:b/c', file('x'), 'error FIELD_INVALID input/containers/web/files//etc/a:b/c'],
    [
      '/a/b',
      { contentFrom: 'secret://tls' },
      'error REFERENCE_INVALID input/containers/web/files//a/b/contentFrom',
    ],
    [
      '/a/b',
      { contentFrom: 'configmap://x/y' },
      'error REFERENCE_INVALID input/containers/web/files//a/b/contentFrom',
    ],
    [
      '/a/b',
      { content: 'x', contentFrom: 'secret://a/b' },
      'error FIELD_CONFLICT input/containers/web/files//a/b/contentFrom',
    ],
    [
      '/a/b',
      { contentFrom: 'secret://my.secret/b' },
      'error NAME_INVALID input/containers/web/files//a/b/contentFrom',
    ],
  ])('refuse %s with %j', (path, spec, wanted) => {
    expect(listed(run({ files: { [path]: spec } }).problems)).toEqual([wanted]);
  });

  it('refuse a volume name over 63 characters, at its longest part', () => {
    const found = runModule(serviceModule, {
      input: { containers: { ['c'.repeat(50)]: { image: 'nginx:1.29', files: { '/a/b': file('x') } } } },
    });
    expect(listed(found.problems)).toEqual([`error NAME_TOO_LONG input/containers/${'c'.repeat(50)}`]);
  });

  it('refuse two volumes of one name', () => {
    const found = run({
      files: {
        '/a/1': { contentFrom: 'secret://tls/a' },
        '/b/2': { contentFrom: 'secret://tls-0400/a' },
        '/c/3': { contentFrom: 'secret://tls/a', mode: '0400' },
      },
    });
    expect(listed(found.problems)).toEqual([
      'error FIELD_CONFLICT input/containers/web/files//c/3/contentFrom',
    ]);
    expect(found.problems[0]!.related).toHaveLength(1);
  });
});

describe('directories', () => {
  it('mount a whole Secret, in path order', () => {
    const found = run({ dirs: { '/b': 'secret://other', 'a/': '${secret://keys}' } });
    expect(mounts(found)).toEqual([
      { mountPath: '/b', name: 'other' },
      { mountPath: '/a', name: 'keys' },
    ]);
    expect(volumes(found)).toEqual([
      { name: 'other', secret: { secretName: 'other' } },
      { name: 'keys', secret: { secretName: 'keys' } },
    ]);
  });

  it('warn about a key that is not used', () => {
    expect(listed(run({ dirs: { '/a': 'secret://keys/one' } }).problems)).toEqual([
      'warning FIELD_DROPPED input/containers/web/dirs//a',
    ]);
  });

  it('refuse anything but a Secret', () => {
    expect(listed(run({ dirs: { '/tmp': 'scratch' } }).problems)).toEqual([
      'error REFERENCE_INVALID input/containers/web/dirs//tmp',
    ]);
  });

  it('refuse a path that is taken, whatever its spelling', () => {
    const found = run({ files: { '/etc/app/a': file('x') }, dirs: { '/etc//app': 'secret://keys' } });
    expect(listed(found.problems)).toEqual(['error MOUNT_DUPLICATE input/containers/web/dirs//etc//app']);
    expect(found.problems[0]!.related![0]!.at.path).toEqual(['containers', 'web', 'files', '/etc/app/a']);
  });
});
