import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { at, listed, only } from '../modules/run-module.ts';
import { kinds, runDatabase, short } from './run-database.ts';

const container = ['spec', 'template', 'spec', 'containers', 0] as const;
const plaintext = { secretBackend: 'plaintext' } as const;

describe('a local database without flavor', () => {
  it('is made of the objects of Kusion under the backend plaintext', () => {
    const run = runDatabase('postgres', { context: plaintext });
    expect(kinds(run)).toEqual([
      'Secret/shop-dev-web-postgres-db-local-secret',
      'Secret/shop-dev-web-postgres-postgres',
      'Deployment/shop-dev-web-postgres-db-local-deployment',
      'PersistentVolumeClaim/shop-dev-web-postgres-db-local-pvc',
      'Service/shop-dev-web-postgres-db-local-service',
    ]);
    const password = createHash('md5').update('shopdevwebshop-dev-web-postgres').digest('hex').slice(0, 16);
    expect(run.objects.slice(0, 2).map(({ stringData }) => stringData)).toEqual([
      { database: 'shop-dev-web-postgres', password, username: 'kusion_default' },
      { hostAddress: 'shop-dev-web-postgres-db-local-service', password, username: 'kusion_default' },
    ]);
    expect(run.objects.map(({ type, data }) => [type, data])).toEqual(
      run.objects.map(() => [undefined, undefined]),
    );
    expect(run.problems).toEqual([]);
  });

  it('has one Secret that server and apps read under the other backends', () => {
    const run = runDatabase('postgres', {});
    expect(kinds(run).slice(0, 3)).toEqual([
      'Password/shop-dev-web-postgres-postgres',
      'ExternalSecret/shop-dev-web-postgres-postgres',
      'Deployment/shop-dev-web-postgres-db-local-deployment',
    ]);
    expect(at(only(run, 'ExternalSecret'), 'spec', 'target', 'template', 'data')).toEqual({
      database: 'shop-dev-web-postgres',
      hostAddress: 'shop-dev-web-postgres-db-local-service',
      password: '{{ .password }}',
      username: 'kusion_default',
    });
    expect(JSON.stringify(run.objects)).not.toContain('db-local-secret');
    const required = runDatabase('mysql', { context: { secretBackend: 'reference' } }).required;
    expect(required.map(({ name, keys }) => [name, keys])).toEqual([
      ['shop-dev-web-mysql-mysql', ['hostAddress', 'password', 'username']],
    ]);
  });

  it('gives the apps the variables of Kusion, to be put before theirs one by one', () => {
    const { env } = runDatabase('mysql', { platform: { databaseName: 'wordpress-mysql' } });
    expect(env.map(({ name }) => name)).toEqual([
      'KUSION_DB_HOST_WORDPRESS_MYSQL',
      'KUSION_DB_USERNAME_WORDPRESS_MYSQL',
      'KUSION_DB_PASSWORD_WORDPRESS_MYSQL',
    ]);
    expect(env.map(({ value }) => value)).toEqual(
      ['hostAddress', 'username', 'password'].map((key) => ({
        kind: 'secret',
        name: 'wordpress-mysql-mysql',
        key,
      })),
    );
  });

  it('offers everything but a URI', () => {
    const { outputs } = runDatabase('mysql', { input: { database: 'orders' } });
    expect(short(outputs)).toEqual({
      host: '"shop-dev-web-mysql-db-local-service"',
      port: '"3306"',
      dbname: '"orders"',
      username: 'shop-dev-web-mysql-mysql/username',
      password: 'shop-dev-web-mysql-mysql/password',
      uri: 'none',
    });
    const uri = outputs['uri'];
    expect(uri?.kind === 'none' && uri.reason).toContain('statefulset, innodbcluster, percona');
  });

  it.each([
    ['root', {}, [['MYSQL_ROOT_PASSWORD', undefined]]],
    [
      'shop',
      {},
      [
        ['MYSQL_USER', 'shop'],
        ['MYSQL_PASSWORD', undefined],
        ['MYSQL_RANDOM_ROOT_PASSWORD', 'yes'],
      ],
    ],
    [
      'root',
      { database: 'orders' },
      [
        ['MYSQL_ROOT_PASSWORD', undefined],
        ['MYSQL_DATABASE', 'orders'],
      ],
    ],
  ])('starts MySQL for the user %s with %j', (username, input, env) => {
    const run = runDatabase('mysql', { input, platform: { username }, context: plaintext });
    const found = at(only(run, 'Deployment'), ...container, 'env') as { name: string; value?: string }[];
    expect(found.map(({ name, value }) => [name, value])).toEqual(env);
  });

  it('makes the database that the output names where Kusion need not be met', () => {
    const env = at(only(runDatabase('mysql', {}), 'Deployment'), ...container, 'env');
    expect(env).toContainEqual({ name: 'MYSQL_DATABASE', value: 'shop-dev-web-mysql' });
  });

  it.each([
    ['9.6', false],
    ['17-alpine', false],
    ['18', true],
    ['18.1-bookworm', true],
    ['latest', true],
  ])('puts the data of PostgreSQL %s where the image accepts it', (version, hasFolder) => {
    const run = runDatabase('postgres', { input: { version } });
    const env = at(only(run, 'Deployment'), ...container, 'env') as { name: string }[];
    expect(env.some(({ name }) => name === 'PGDATA')).toBe(hasFolder);
  });

  it.each([
    [{}, {}, '10Gi'],
    [{}, { size: 20 }, '20Gi'],
    [{ size: 30 }, { size: 20 }, '30Gi'],
    [{ size: '0.5Ti' }, { size: 20 }, '512Gi'],
  ])('has a volume of the size that %j and %j say', (input, platform, size) => {
    const run = runDatabase('mysql', { input, platform });
    expect(at(only(run, 'PersistentVolumeClaim'), 'spec', 'resources', 'requests', 'storage')).toBe(size);
  });

  it('names its port by the start of its name, without a dash at the end', () => {
    const run = runDatabase('mysql', { platform: { databaseName: 'shop-databases-orders' } });
    expect(at(only(run, 'Deployment'), ...container, 'ports', 0, 'name')).toBe('shop-databases');
  });

  it('takes what the platform says of volumes, images and amounts', () => {
    const platform = {
      storageClass: 'fast',
      image: 'registry.example/mysql:8.4.2-7',
      imagePullPolicy: 'Always',
      resources: { memory: '1Gi' },
    };
    const run = runDatabase('mysql', { platform });
    expect(at(only(run, 'PersistentVolumeClaim'), 'spec', 'storageClassName')).toBe('fast');
    expect(at(only(run, 'Deployment'), ...container)).toMatchObject({
      image: 'registry.example/mysql:8.4.2-7',
      imagePullPolicy: 'Always',
      resources: { limits: { memory: '1Gi' } },
    });
    expect(run.problems).toEqual([]);
  });

  it('says which fields it does not use', () => {
    const platform = { cloud: 'aws', securityIPs: ['10.0.0.0/8'], instances: 3, category: 'Basic' };
    const run = runDatabase('mysql', { platform });
    expect(listed(run.problems).toSorted()).toEqual([
      'info FIELD_NO_EFFECT platform/category',
      'info FIELD_NO_EFFECT platform/cloud',
      'info FIELD_NO_EFFECT platform/instances',
      'info FIELD_NO_EFFECT platform/securityIPs',
    ]);
  });
});
