import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitManifest } from '../../src/manifest/emit.ts';
import { manifestFileName } from '../../src/manifest/file-name.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { sha256Hex } from '../../src/util/sha256.ts';

interface Identity {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

function named({ apiVersion = 'v1', kind = 'ConfigMap', namespace, name = 'web' }: Identity): JsonObject {
  return { apiVersion, kind, metadata: namespace === undefined ? { name } : { name, namespace } };
}

const fileOf = (identity: Identity): string => manifestFileName(named(identity), 'shop');

describe('the file of an object', () => {
  it.each<[Identity, string]>([
    [{ kind: 'Service' }, 'service_web.yaml'],
    [{ kind: 'Service', namespace: 'shop' }, 'service_web.yaml'],
    [{ kind: 'Service', namespace: '' }, 'service_web.yaml'],
    [{ kind: 'Service', namespace: 'monitoring' }, 'monitoring/service_web.yaml'],
    [{ apiVersion: 'apps/v1', kind: 'Deployment' }, 'deployment_web.yaml'],
    [{ apiVersion: 'apps/v1beta1', kind: 'Deployment' }, 'deployment_web.yaml'],
    [{ apiVersion: 'batch/v1', kind: 'CronJob' }, 'cronjob_web.yaml'],
    [{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' }, 'ingress_web.yaml'],
    [{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' }, 'poddisruptionbudget_web.yaml'],
    [{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' }, 'horizontalpodautoscaler_web.yaml'],
    [{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }, 'storageclass_web.yaml'],
    [{ apiVersion: 'extensions/v1beta1', kind: 'Ingress' }, 'ingress.extensions_web.yaml'],
    [
      { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor' },
      'servicemonitor.monitoring.coreos.com_web.yaml',
    ],
    [
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'system:kube-scheduler' },
      'clusterrole_system%3Akube-scheduler.yaml',
    ],
    [
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        name: 'certificates.cert-manager.io',
      },
      'customresourcedefinition_certificates.cert-manager.io.yaml',
    ],
    [{ name: 'Web_1%~é😀' }, 'configmap_%57eb%5F1%25%7E%C3%A9%F0%9F%98%80.yaml'],
  ])('%j is %s', (identity, path) => {
    expect(fileOf(identity)).toBe(path);
  });

  it.each([
    [
      'admissionregistration.k8s.io',
      'scheduling.k8s.io',
      'coordination.k8s.io',
      'discovery.k8s.io',
      'node.k8s.io',
    ],
  ])('leaves out the built-in group %s', (...groups) => {
    for (const group of groups)
      expect(fileOf({ apiVersion: `${group}/v1`, kind: 'Lease' })).toBe('lease_web.yaml');
  });

  it.each<[Identity, string]>([
    [{ name: '..' }, 'configmap_...yaml'],
    [{ name: '.git' }, 'configmap_.git.yaml'],
    [{ name: '../../etc/passwd' }, 'configmap_..%2F..%2Fetc%2Fpasswd.yaml'],
    [{ namespace: '..' }, '%2E%2E/configmap_web.yaml'],
    [{ namespace: '.' }, '%2E/configmap_web.yaml'],
    [{ namespace: '.git' }, '%2Egit/configmap_web.yaml'],
    [{ namespace: '.GIT' }, '%2E%47%49%54/configmap_web.yaml'],
    [{ namespace: 'a/../..' }, 'a%2F%2E%2E%2F%2E%2E/configmap_web.yaml'],
    [{ namespace: 'git~1' }, 'git%7E1/configmap_web.yaml'],
    [{ namespace: 'configmap_web.yaml' }, 'configmap%5Fweb%2Eyaml/configmap_web.yaml'],
    [{ kind: '../A' }, '%2E%2E%2Fa_web.yaml'],
    [{ kind: '.git' }, '%2Egit_web.yaml'],
    [{ kind: 'A_b.c' }, 'a%5Fb%2Ec_web.yaml'],
    [{ apiVersion: '../v1' }, 'configmap..._web.yaml'],
    [{ name: 'a\\b\u0000\n"' }, 'configmap_a%5Cb%00%0A%22.yaml'],
  ])('stays in its folder: %j', (identity, path) => {
    expect(fileOf(identity)).toBe(path);
  });

  it('is cut after 160 bytes when its name is longer than 180', () => {
    const fitting = 'a'.repeat(180 - 'configmap_'.length);
    expect(fileOf({ name: fitting })).toBe(`configmap_${fitting}.yaml`);
    const long = `configmap_${fitting}b`;
    expect(fileOf({ name: `${fitting}b` })).toBe(`${long.slice(0, 160)}~${sha256Hex(long).slice(0, 8)}.yaml`);
    expect(fileOf({ name: `${fitting}c` })).not.toBe(fileOf({ name: `${fitting}b` }));
    const folder = 'n'.repeat(181);
    expect(fileOf({ namespace: folder })).toBe(
      `${'n'.repeat(160)}~${sha256Hex(folder).slice(0, 8)}/configmap_web.yaml`,
    );
  });

  it('with generateName has the hash of its content', () => {
    const job = (image: string): JsonObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { generateName: 'Migrate-' },
      spec: { image },
    });
    const path = `job_%4Digrate-~${sha256Hex(emitManifest(job('a'))).slice(0, 8)}.yaml`;
    expect(manifestFileName(job('a'), 'shop')).toBe(path);
    expect(manifestFileName(job('b'), 'shop')).not.toBe(path);
    const both = { ...job('a'), metadata: { name: 'migrate', generateName: 'migrate-' } };
    expect(manifestFileName(both, 'shop')).toBe('job_migrate.yaml');
  });

  it.each([
    { kind: 'A' },
    { kind: 'A', metadata: { name: '' } },
    { kind: 'A', metadata: { generateName: '' } },
    { metadata: { name: 'a' } },
  ])('is missing for %j', (object) => {
    expect(() => manifestFileName(object, 'shop')).toThrow(TypeError);
  });

  it('tells objects apart, also where upper and lower case are the same', () => {
    const text = fc.oneof(
      fc.constantFrom('web', 'Web', 'WEB', 'a.b', 'a_b', 'a~b', 'a%5fb', 'é', '..', 'a/b'),
      fc.string({ minLength: 1, unit: 'binary' }),
    );
    const group = fc.constantFrom('', 'apps', 'example.com', 'a.example.com');
    const identity = fc.record({
      group,
      kind: fc.constantFrom('Web', 'App', 'A'),
      namespace: fc.option(text, { nil: '' }),
      name: text,
    });
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        const builtIn = (name: string): string => (name === 'apps' ? '' : name);
        const own = (name: string): string => (name === 'shop' ? '' : name);
        const isSame =
          builtIn(a.group) === builtIn(b.group) &&
          a.kind === b.kind &&
          own(a.namespace) === own(b.namespace) &&
          a.name === b.name;
        const [pathA, pathB] = [a, b].map(({ group: owner, ...rest }) =>
          fileOf({ apiVersion: `${owner}/v1`, ...rest }),
        );
        expect(pathA?.toLowerCase() === pathB?.toLowerCase()).toBe(isSame);
        expect(pathA).toMatch(/^(?:(?:[a-z0-9-]|%[0-9A-F]{2})+(?:~[0-9a-f]{8})?\/)?[a-z][^/]*\.yaml$/);
        for (const segment of pathA?.split('/') ?? []) expect(segment.length).toBeLessThanOrEqual(185);
      }),
      { numRuns: 2000 },
    );
  });
});

it('sha256Hex hashes UTF-8', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Hex('é')).toBe(sha256Hex(Uint8Array.of(0xc3, 0xa9)));
});
