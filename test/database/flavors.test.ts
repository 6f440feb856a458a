import { describe, expect, it } from 'vitest';
import { at, listed, only, places } from '../modules/run-module.ts';
import { kinds, runDatabase, short, type EngineName } from './run-database.ts';

const BOUND = {
  host: 'shop-dev-web-mysql-app/host',
  port: 'shop-dev-web-mysql-app/port',
  dbname: 'shop-dev-web-mysql-app/dbname',
  username: 'shop-dev-web-mysql-app/username',
  password: 'shop-dev-web-mysql-app/password',
  uri: 'shop-dev-web-mysql-app/uri',
};
const AWS = { region: 'eu-west-1', instanceType: 'db.t4g.medium' };

describe('every flavor', () => {
  it.each<[EngineName, object, readonly string[]]>([
    [
      'mysql',
      { flavor: 'statefulset' },
      ['Password/D-app', 'ExternalSecret/D-app', 'Service/D', 'StatefulSet/D'],
    ],
    [
      'postgres',
      { flavor: 'statefulset' },
      ['Password/D-app', 'ExternalSecret/D-app', 'Service/D', 'StatefulSet/D'],
    ],
    ['postgres', { flavor: 'cloudnative-pg' }, ['Cluster/D']],
    ['postgres', { flavor: 'cloudnative-pg', podMonitor: true }, ['Cluster/D', 'PodMonitor/D']],
    [
      'mysql',
      { flavor: 'innodbcluster' },
      [
        'Password/D-root',
        'ExternalSecret/D-root',
        'Password/D-app',
        'ExternalSecret/D-app',
        'InnoDBCluster/D',
        'Job/D-user',
      ],
    ],
    ['mysql', { flavor: 'percona' }, ['Password/D-app', 'ExternalSecret/D-app', 'PerconaXtraDBCluster/D']],
    ['mysql', { flavor: 'crossplane', ...AWS }, ['Instance/D']],
    ['postgres', { flavor: 'crossplane', ...AWS }, ['Instance/D']],
    [
      'postgres',
      { flavor: 'crossplane', cloud: 'alicloud', instanceType: 'pg.n2.small.1' },
      ['RDSInstance/D'],
    ],
    [
      'postgres',
      { flavor: 'ack', ...AWS },
      ['Password/D-app', 'ExternalSecret/D-app', 'DBInstance/D', 'Secret/D-conn', 'FieldExport/D-host'],
    ],
    ['mysql', { flavor: 'external' }, []],
  ])('%s with %j is made of its objects', (engine, platform, expected) => {
    for (const type of ['local', 'cloud']) {
      const run = runDatabase(engine, { input: { type }, platform });
      const name = `shop-dev-web-${engine}`;
      expect(kinds(run)).toEqual(expected.map((each) => each.replace('/D', `/${name}`)));
      expect(run.problems).toEqual([]);
    }
  });

  it('names a database that apps share after its key', () => {
    const context = { shared: true, app: 'orders-db', key: 'orders-db', unitName: 'shop-dev-orders-db' };
    const run = runDatabase('postgres', { platform: { flavor: 'cloudnative-pg' }, context });
    expect(kinds(run)).toEqual(['Cluster/shop-dev-orders-db']);
    expect(run.env[0]?.name).toBe('KUSION_DB_HOST_SHOP_DEV_ORDERS_DB');
  });

  it('reports the key of a shared one that cannot be part of a name', () => {
    const context = { shared: true, app: 'ordersDB', key: 'ordersDB', unitName: 'shop-dev-ordersDB' };
    const run = runDatabase('postgres', { platform: { flavor: 'external' }, context });
    expect(listed(run.problems)).toEqual(['error NAME_INVALID unit/app']);
  });

  it.each<[EngineName, string, number]>([
    ['mysql', 'statefulset', 52],
    ['postgres', 'cloudnative-pg', 50],
    ['mysql', 'innodbcluster', 40],
    ['mysql', 'percona', 22],
    ['mysql', 'crossplane', 63],
    ['mysql', 'ack', 63],
  ])('%s %s takes a name of its limit and no longer one', (engine, flavor, limit) => {
    const problemsOf = (length: number) =>
      runDatabase(engine, { platform: { flavor, ...AWS, databaseName: 'd'.repeat(length) } }).problems;
    const errors = (length: number) => listed(problemsOf(length)).filter((line) => line.startsWith('error'));
    expect(errors(limit)).toEqual([]);
    if (limit < 63) expect(errors(limit + 1)).toEqual(['error NAME_TOO_LONG platform/databaseName']);
  });

  it.each<[string, object, readonly string[]]>([
    ['statefulset', { databaseName: '9lives' }, ['error NAME_INVALID platform/databaseName']],
    ['crossplane', { ...AWS, databaseName: 'shop--orders' }, ['error NAME_INVALID platform/databaseName']],
    ['statefulset', { instances: 3 }, ['error FIELD_INVALID platform/instances']],
    ['innodbcluster', { username: 'root' }, ['error FIELD_INVALID platform/username']],
    ['percona', { username: 'root' }, ['error FIELD_INVALID platform/username']],
    ['crossplane', { instanceType: 'db.t4g.medium' }, ['error FIELD_MISSING platform/flavor']],
    ['crossplane', { region: 'eu-west-1' }, ['error FIELD_MISSING platform/flavor']],
    ['ack', {}, ['error FIELD_MISSING platform/flavor']],
    ['ack', { ...AWS, cloud: 'alicloud' }, ['error FIELD_CONFLICT platform/cloud']],
    ['ack', { ...AWS, instanceClass: 'db.m5.large' }, ['error FIELD_CONFLICT platform/instanceClass']],
    ['ack', { ...AWS, subnetID: 'a', subnetGroup: 'b' }, ['error FIELD_CONFLICT platform/subnetGroup']],
    ['ack', { ...AWS, size: '1500Mi' }, ['error FIELD_INVALID platform/size']],
    ['ack', { ...AWS, size: 'huge' }, ['error FIELD_INVALID platform/size']],
    ['external', { username: 'shop' }, ['info FIELD_NO_EFFECT platform/username']],
    ['statefulset', { podMonitor: true }, ['info FIELD_NO_EFFECT platform/podMonitor']],
    [
      'crossplane',
      {
        cloud: 'alicloud',
        instanceType: 'rds.mysql.c1.large',
        providerConfig: { kind: 'ClusterProviderConfig', name: 'a' },
      },
      ['error FIELD_INVALID platform/providerConfig/kind'],
    ],
  ])('%s with %j is judged where it is wrong', (flavor, platform, expected) => {
    expect(listed(runDatabase('mysql', { platform: { flavor, ...platform } }).problems)).toEqual(expected);
  });

  it.each([
    ['innodbcluster', { version: '8.4' }, 'error FIELD_INVALID input/version'],
    ['percona', { database: 'shop-orders' }, 'error FIELD_INVALID input/database'],
    ['external', { size: 20 }, 'info FIELD_NO_EFFECT input/size'],
  ])('%s judges the developer’s %j', (flavor, input, expected) => {
    expect(listed(runDatabase('mysql', { input, platform: { flavor } }).problems)).toEqual([expected]);
  });

  it('does without a flavor only for a local database', () => {
    const run = runDatabase('mysql', { input: { type: 'cloud' }, platform: { cloud: 'aws' } });
    expect(listed(run.problems)).toEqual(['error CLOUD_FLAVOR_MISSING input/type']);
    expect(run.problems[0]?.detail).toContain('modules.mysql.configs.default.flavor');
    expect(run.problems[0]?.detail).toContain('instanceType');
    expect(run.objects).toEqual([]);
    const other = runDatabase('mysql', { input: { type: 'cloud' }, platform: { instanceClass: 'a' } });
    expect(other.problems[0]?.detail).not.toContain('instanceType');
  });
});

describe('statefulset', () => {
  it('remembers which side each value comes from', () => {
    const run = runDatabase('postgres', {
      input: { size: 20 },
      platform: { flavor: 'statefulset', storageClass: 'gp3', databaseName: 'orders' },
    });
    const found = places(run, run.objects.indexOf(only(run, 'StatefulSet')));
    const claim = 'spec/volumeClaimTemplates/0/spec';
    expect([
      found.get('metadata/name'),
      found.get('spec/template/spec/containers/0/image'),
      found.get(`${claim}/storageClassName`),
      found.get(`${claim}/resources/requests/storage`),
    ]).toEqual(['platform/databaseName', 'input/version', 'platform/storageClass', 'input/size']);
  });

  it('reads user, password and database from the binding Secret', () => {
    const run = runDatabase('mysql', { platform: { flavor: 'statefulset' } });
    const container = at(only(run, 'StatefulSet'), 'spec', 'template', 'spec', 'containers', 0);
    expect(container).toMatchObject({
      image: 'mysql:8.4.2',
      env: [
        { name: 'MYSQL_RANDOM_ROOT_PASSWORD', value: 'yes' },
        {
          name: 'MYSQL_USER',
          valueFrom: { secretKeyRef: { name: 'shop-dev-web-mysql-app', key: 'username' } },
        },
        {
          name: 'MYSQL_PASSWORD',
          valueFrom: { secretKeyRef: { name: 'shop-dev-web-mysql-app', key: 'password' } },
        },
        {
          name: 'MYSQL_DATABASE',
          valueFrom: { secretKeyRef: { name: 'shop-dev-web-mysql-app', key: 'dbname' } },
        },
      ],
    });
    expect(short(run.outputs)).toEqual(BOUND);
  });

  it('lets the apps be root where the platform says so', () => {
    const run = runDatabase('mysql', { platform: { flavor: 'statefulset', username: 'root' } });
    const env = at(only(run, 'StatefulSet'), 'spec', 'template', 'spec', 'containers', 0, 'env');
    expect((env as { name: string }[]).map(({ name }) => name)).toEqual([
      'MYSQL_ROOT_PASSWORD',
      'MYSQL_DATABASE',
    ]);
  });

  it('asks for the amounts of the platform, and for its own where that names none', () => {
    const run = runDatabase('postgres', {
      platform: { flavor: 'statefulset', resources: { memory: '1Gi-2Gi' } },
    });
    expect(at(only(run, 'StatefulSet'), 'spec', 'template', 'spec', 'containers', 0, 'resources')).toEqual({
      limits: { cpu: '1', memory: '2Gi', 'ephemeral-storage': '256Mi' },
      requests: { cpu: '100m', memory: '1Gi', 'ephemeral-storage': '64Mi' },
    });
  });

  it('has Kusion’s password with the backend plaintext', () => {
    const context = { secretBackend: 'plaintext' } as const;
    const run = runDatabase('mysql', {
      platform: { flavor: 'statefulset', databaseName: 'orders' },
      context,
    });
    const { data, type } = only(run, 'Secret');
    const texts = Object.entries(data as Record<string, string>).map(([key, value]) => [
      key,
      Buffer.from(value, 'base64').toString(),
    ]);
    expect(type).toBe('kubernetes.io/basic-auth');
    expect(Object.fromEntries(texts)).toEqual({
      host: 'orders',
      port: '3306',
      dbname: 'orders',
      username: 'app',
      password: 'f125ed9282ead415',
      uri: 'mysql://app:f125ed9282ead415@orders:3306/orders',
    });
  });
});

describe('cloudnative-pg', () => {
  it.each([
    [{}, { instances: 1, enablePDB: false }],
    [{ instances: 3 }, { instances: 3 }],
  ])('with %j protects its pods only when it has several', (platform, expected) => {
    const run = runDatabase('postgres', { platform: { flavor: 'cloudnative-pg', ...platform } });
    const spec = at(only(run, 'Cluster'), 'spec') as Record<string, unknown>;
    expect({ instances: spec['instances'], enablePDB: spec['enablePDB'] }).toEqual({
      enablePDB: undefined,
      ...expected,
    });
  });

  it('leaves the administrator to the operator', () => {
    const run = runDatabase('postgres', { platform: { flavor: 'cloudnative-pg', username: 'postgres' } });
    expect(listed(run.problems)).toEqual(['error FIELD_INVALID platform/username']);
  });
});

describe('percona', () => {
  it.each([
    [1, { pxcSize: true, proxySize: true }],
    [3, undefined],
  ])('with %d servers asks for what the operator calls unsafe only when it has to', (instances, flags) => {
    const run = runDatabase('mysql', { platform: { flavor: 'percona', instances } });
    const cluster = only(run, 'PerconaXtraDBCluster');
    expect(at(cluster, 'spec', 'unsafeFlags')).toEqual(flags);
    expect(at(cluster, 'spec', 'haproxy', 'size')).toBe(instances);
    expect(at(cluster, 'spec', 'users', 0)).toMatchObject({
      name: 'app',
      dbs: ['shop_dev_web_mysql'],
      passwordSecretRef: { name: 'shop-dev-web-mysql-app', key: 'password' },
    });
  });
});

describe('crossplane', () => {
  it('offers what the provider writes, the name of the database as text, and no URI', () => {
    const run = runDatabase('mysql', {
      input: { database: 'shop' },
      platform: { flavor: 'crossplane', ...AWS },
    });
    expect(short(run.outputs)).toEqual({ ...BOUND, dbname: '"shop"', uri: 'none' });
    expect(at(only(run, 'Instance'), 'spec', 'writeConnectionSecretToRef', 'name')).toBe(
      'shop-dev-web-mysql-app',
    );
  });

  it('opens an instance to the world only when the platform says so', () => {
    const open = (platform: object) =>
      at(
        only(runDatabase('mysql', { platform: { flavor: 'crossplane', ...AWS, ...platform } }), 'Instance'),
        ...['spec', 'forProvider', 'publiclyAccessible'],
      );
    expect([open({}), open({ privateRouting: true }), open({ privateRouting: false })]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('keeps an instance on Alibaba Cloud when its object goes, unless told otherwise', () => {
    const platform = { flavor: 'crossplane', cloud: 'alicloud', instanceType: 'rds.mysql.c1.large' };
    const policy = (more: object) =>
      at(
        only(runDatabase('mysql', { platform: { ...platform, ...more } }), 'RDSInstance'),
        'spec',
        'deletionPolicy',
      );
    expect([policy({}), policy({ deletionProtection: false })]).toEqual(['Orphan', 'Delete']);
    const { outputs } = runDatabase('mysql', { platform });
    expect(short(outputs)).toMatchObject({
      host: 'shop-dev-web-mysql-app/endpoint',
      dbname: 'none',
      uri: 'none',
    });
  });
});

describe('ack', () => {
  it('learns the address in a Secret of its own', () => {
    const run = runDatabase('mysql', { platform: { flavor: 'ack', ...AWS } });
    expect(short(run.outputs)).toEqual({ ...BOUND, host: 'shop-dev-web-mysql-conn/host', uri: 'none' });
    expect(at(only(run, 'FieldExport'), 'spec', 'to')).toEqual({
      kind: 'secret',
      name: 'shop-dev-web-mysql-conn',
      key: 'host',
    });
    const template = at(only(run, 'ExternalSecret'), 'spec', 'target', 'template', 'data') as object;
    expect(Object.keys(template).toSorted()).toEqual(['dbname', 'password', 'port', 'username']);
  });
});

describe('external', () => {
  it('needs the binding Secret whatever the backend is', () => {
    for (const secretBackend of ['reference', 'external-secrets', 'plaintext'] as const) {
      const run = runDatabase('mysql', { platform: { flavor: 'external' }, context: { secretBackend } });
      expect(run.objects).toEqual([]);
      expect(run.required.map(({ name, keys }) => [name, keys])).toEqual([
        ['shop-dev-web-mysql-app', ['host', 'port', 'dbname', 'username', 'password', 'uri']],
      ]);
    }
  });
});
