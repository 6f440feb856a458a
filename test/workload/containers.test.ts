import { describe, expect, it } from 'vitest';
import { input, platform } from '../../src/model/pointer.ts';
import { serviceModule } from '../../src/modules/service/index.ts';
import { at, listed, only, refused, runModule, type ModuleRun } from '../modules/run-module.ts';

const CONTAINERS = ['spec', 'template', 'spec', 'containers'] as const;

function run(container: object, platformConfig: object = {}): ModuleRun {
  return runModule(serviceModule, {
    input: { containers: { web: { image: 'nginx:1.29', ...container } } },
    platform: platformConfig,
  });
}

function first(found: ModuleRun) {
  return at(only(found, 'Deployment'), ...CONTAINERS, 0);
}

describe('containers', () => {
  it('are sorted by name and hold only what was given', () => {
    const found = runModule(serviceModule, {
      input: {
        containers: {
          web: { image: 'nginx:1.29', command: [], args: [], workingDir: '' },
          'a-1': { image: 'envoy:v1' },
        },
      },
    });
    expect(at(only(found, 'Deployment'), ...CONTAINERS)).toEqual([
      { name: 'a-1', image: 'envoy:v1' },
      { name: 'web', image: 'nginx:1.29' },
    ]);
    expect(found.problems).toEqual([]);
  });

  it('take pull policy and resources of the platform, resource by resource', () => {
    const found = run(
      { resources: { cpu: '250m-0.5' } },
      { imagePullPolicy: 'Always', resources: { cpu: '1', memory: '1024Mi' } },
    );
    expect(first(found)).toMatchObject({
      imagePullPolicy: 'Always',
      resources: { limits: { cpu: '500m', memory: '1Gi' }, requests: { cpu: '250m' } },
    });
    const origins = new Map(found.origins[0]!.map(({ path, origin }) => [path.slice(5).join('/'), origin]));
    expect(origins.get('resources/limits/cpu')).toEqual(input('containers', 'web', 'resources', 'cpu'));
    expect(origins.get('resources/limits/memory')).toEqual(platform('resources', 'memory'));
    expect(origins.get('imagePullPolicy')).toEqual(platform('imagePullPolicy'));
    expect(origins.get('image')).toEqual(input('containers', 'web', 'image'));
  });

  it.each([
    ['cpu', 0.5, '500m'],
    ['cpu', 2e3, '2k'],
    ['cpu', 1, '1'],
    ['cpu', '100e-3', '100e-3'],
  ])('take an amount of %s written as %j', (name, amount, wanted) => {
    expect(first(run({ resources: { [name]: amount } }))).toHaveProperty(
      ['resources', 'limits', name],
      wanted,
    );
  });

  it('split request and limit at the dash that is not part of an exponent', () => {
    expect(first(run({ resources: { cpu: '1e-3-2e-3' } }))).toHaveProperty('resources', {
      limits: { cpu: '2e-3' },
      requests: { cpu: '1e-3' },
    });
  });

  it.each(['half', '1-2-3', '-1', '2-1', ''])('refuse the amount %j', (amount) => {
    expect(listed(run({ resources: { cpu: amount } }).problems)).toEqual([
      'error FIELD_INVALID input/containers/web/resources/cpu',
    ]);
  });

  it('blame the platform for its own amount', () => {
    expect(listed(run({}, { resources: { memory: 'lots' } }).problems)).toEqual([
      'error FIELD_INVALID platform/resources/memory',
    ]);
  });

  it('need at least one', () => {
    const found = runModule(serviceModule, { input: { containers: {} } });
    expect(listed(found.problems)).toEqual(['error FIELD_MISSING input/containers']);
  });

  it('have strict fields and names', () => {
    const container = { image: 'nginx:1.29' };
    expect(refused(serviceModule.schema, {})).toEqual(['invalid_type containers']);
    expect(refused(serviceModule.schema, { containers: { Web: container } })).toEqual([
      'invalid_key containers/Web',
    ]);
    expect(
      refused(serviceModule.schema, { containers: { web: { ...container, pullPolicy: 'Always' } } }),
    ).toEqual(['unrecognized_keys containers/web']);
    expect(refused(serviceModule.schema, { containers: { web: { image: '' } } })).toEqual([
      'too_small containers/web/image',
    ]);
    expect(
      refused(serviceModule.schema, { containers: { web: { ...container, env: { '1ST': 'x' } } } }),
    ).toEqual(['invalid_key containers/web/env/1ST']);
  });
});

describe('environment variables', () => {
  it('stand in the order of Kusion; numbers and booleans become text', () => {
    const env = { PATHX: 'x', PATH_1: 1, DEBUG: true, EMPTY: '', _z: 'z' };
    expect(first(run({ env }))).toHaveProperty('env', [
      { name: '_z', value: 'z' },
      { name: 'DEBUG', value: 'true' },
      { name: 'EMPTY' },
      { name: 'PATH_1', value: '1' },
      { name: 'PATHX', value: 'x' },
    ]);
  });

  it('read a key of a Secret', () => {
    const found = run({ env: { TOKEN: 'secret://my_secret/my_key' } });
    expect(first(found)).toHaveProperty('env', [
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'my_secret', key: 'my_key' } } },
    ]);
    expect(found.origins[0]!.at(-1)!.origin).toEqual(input('containers', 'web', 'env', 'TOKEN'));
  });

  it.each([
    'secret://',
    'secret://name',
    'secret://name/',
    'secret:///key',
    'secret://name/key/more',
    'secret://a b/key',
  ])('refuse %j', (value) => {
    expect(listed(run({ env: { TOKEN: value } }).problems)).toEqual([
      'error REFERENCE_INVALID input/containers/web/env/TOKEN',
    ]);
  });

  it('leave other texts alone', () => {
    const value = '${secret://name/key} $(OTHER) https://x';
    expect(first(run({ env: { TEXT: value } }))).toHaveProperty(['env', 0, 'value'], value);
  });

  it('are left out when there is none', () => {
    expect(first(run({ env: {} }))).not.toHaveProperty('env');
  });
});
