import { describe, expect, it } from 'vitest';
import { compareSpec } from '../../src/import/compare-spec.ts';
import type { JsonObject } from '../../src/model/json.ts';

const FACTS = {
  backend: 'plaintext',
  unusedMetadata: new Map<string, string>(),
  workloadMetadata: new Map<string, string>(),
  hasFlavor: false,
} as const;

/** What is said of the fields of one object that both sides have. */
function said(ours: JsonObject, kusion: JsonObject) {
  const resource = { id: 'v1:ConfigMap:shop:web', type: 'Kubernetes', attributes: kusion, extensions: {} };
  const [compared] = compareSpec([ours], [resource], FACTS);
  return compared?.fields.map(({ path, ours: own, kusion: other }) => [path, own, other]);
}

const object = (kind: string, part: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  ...part,
});
const pod = (...env: readonly JsonObject[]) =>
  object('Pod', { spec: { containers: [{ name: 'web', image: 'web:1', env }] } });
const ENV = '.spec.containers[name="web"].env';

describe('compareSpec', () => {
  it('tells that secret values differ and never shows one, wherever the items stand', () => {
    const region = { name: 'REGION', value: 'eu-1' };
    const ours = pod(region, { name: 'DB_PASSWORD', value: 'hunter2' });
    expect(
      said(ours, pod({ name: 'DB_PASSWORD', value: 'hunter3' }, { name: 'REGION', value: 'eu-2' })),
    ).toEqual([
      [`${ENV}[name="DB_PASSWORD"].value`, '(secret)', '(secret)'],
      [`${ENV}[name="REGION"].value`, 'eu-1', 'eu-2'],
      [ENV, ['REGION', 'DB_PASSWORD'], ['DB_PASSWORD', 'REGION']],
    ]);
    expect(said(ours, pod(region))).toEqual([
      [`${ENV}[name="DB_PASSWORD"]`, { name: 'DB_PASSWORD', value: '(secret)' }, null],
    ]);
    expect(said(pod(region), ours)).toEqual([
      [`${ENV}[name="DB_PASSWORD"]`, null, { name: 'DB_PASSWORD', value: '(secret)' }],
    ]);
  });

  it('shows no value of a Secret, and none of an object with a private key', () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n';
    expect(said(object('Secret', { data: { a: 'aHVudGVyMg==' } }), object('Secret', {}))).toEqual([
      ['.data', '(secret)', null],
    ]);
    expect(
      said(object('ConfigMap', { data: { tls: 'none' } }), object('ConfigMap', { data: { tls: key } })),
    ).toEqual([['.data.tls', '(secret)', '(secret)']]);
  });
});
