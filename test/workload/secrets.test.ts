import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import type { SecretBackend } from '../../src/model/secret-backend.ts';
import { serviceModule } from '../../src/modules/service/index.ts';
import { base64 } from '../../src/util/base64.ts';
import { at, contextOf, listed, only, refused, runModule, type ModuleRun } from '../modules/run-module.ts';

function run(secrets: object, secretBackend: SecretBackend = 'reference', container: object = {}): ModuleRun {
  return runModule(serviceModule, {
    input: { secrets, containers: { web: { image: 'nginx:1.29', ...container } } },
    context: { secretBackend, namespace: 'shop-dev' },
  });
}

describe('secrets with the backend plaintext', () => {
  it('are rendered as Kusion does, before the workload', () => {
    const found = run(
      { login: { type: 'basic', data: { username: 'shop', password: 'pässword' } } },
      'plaintext',
    );
    expect(found.objects.map(({ kind }) => kind)).toEqual(['Secret', 'Deployment']);
    expect(only(found, 'Secret')).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'login', namespace: 'shop-dev' },
      type: 'kubernetes.io/basic-auth',
      data: { username: 'c2hvcA==', password: 'cMOkc3N3b3Jk' },
      immutable: false,
    });
    expect(found.required).toEqual([]);
    expect(found.problems).toEqual([]);
  });

  it.each([
    [
      { type: 'token', data: { token: 't' }, immutable: true },
      { type: 'Opaque', data: { token: 'dA==' }, immutable: true },
    ],
    [
      { type: 'opaque', data: { a: '', b: 'x' } },
      { type: 'Opaque', data: { a: '', b: 'eA==' }, immutable: false },
    ],
    [
      { type: 'certificate', data: { 'tls.crt': 'c', 'tls.key': 'k' } },
      { type: 'kubernetes.io/tls', data: { 'tls.crt': 'Yw==', 'tls.key': 'aw==' }, immutable: false },
    ],
  ])('render %j', (secret, wanted) => {
    expect(only(run({ it: secret }, 'plaintext'), 'Secret')).toMatchObject(wanted);
  });

  it('leave out data when there is none', () => {
    expect(only(run({ it: { type: 'opaque' } }, 'plaintext'), 'Secret')).not.toHaveProperty('data');
  });

  it('need the values that Kusion would make up', () => {
    const found = run(
      { a: { type: 'basic', data: { username: 'shop', password: '' } }, b: { type: 'token' } },
      'plaintext',
    );
    expect(listed(found.problems)).toEqual([
      'error SECRET_VALUE_MISSING input/secrets/a/data/password',
      'error SECRET_VALUE_MISSING input/secrets/b/data/token',
    ]);
  });

  it('cannot be external', () => {
    const found = run({ a: { type: 'external', data: { key: 'ref://shop/stripe' } } }, 'plaintext');
    expect(listed(found.problems)).toEqual(['error REFERENCE_INVALID input/secrets/a/type']);
    expect(found.objects.map(({ kind }) => kind)).toEqual(['Deployment']);
  });
});

describe('secrets with the backend reference', () => {
  it('are required with the keys of their type and those that containers read', () => {
    const container = {
      env: { A: 'secret://more/one', B: 'secret://login/username', C: 'secret://other/x' },
      files: { '/a/b': { contentFrom: '${secret://more/two}' } },
    };
    const found = run(
      { login: { type: 'basic' }, more: { type: 'opaque', data: { three: '' } } },
      'reference',
      container,
    );
    expect(found.required.map(({ name, keys }) => ({ name, keys }))).toEqual([
      { name: 'login', keys: ['password', 'username'] },
      { name: 'more', keys: ['one', 'three', 'two'] },
    ]);
    expect(found.objects.map(({ kind }) => kind)).toEqual(['Deployment']);
    expect(found.problems).toEqual([]);
  });

  it('may not have values in Git, and no message repeats one', () => {
    const found = run({ login: { type: 'basic', data: { username: 'shop', password: 'hunter2' } } });
    expect(listed(found.problems)).toEqual(['error SECRET_PLAINTEXT input/secrets/login/data']);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it('may refer to a store', () => {
    const data = { a: 'ref://shop/stripe?version=2', b: 'shop/stripe#apiKey' };
    const found = run({ stripe: { type: 'external', data } });
    expect(found.problems).toEqual([]);
    expect(found.required[0]!.keys).toEqual(['a', 'b']);
  });
});

describe('secrets with the backend external-secrets', () => {
  it('refer to the store of the workspace, one to one', () => {
    const data = { a: 'ref://shop/stripe/key?version=2', b: 'shop/stripe#apiKey', c: 'ref://whole' };
    const found = run({ stripe: { type: 'external', data } }, 'external-secrets');
    const spec = at(only(found, 'ExternalSecret'), 'spec') as { data: { remoteRef: object }[] };
    expect(spec).toMatchObject({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'default' },
      target: { name: 'stripe', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    });
    const defaults = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };
    expect(spec.data.map(({ remoteRef }) => remoteRef)).toEqual([
      { key: 'shop/stripe', property: 'key', version: '2', ...defaults },
      { key: 'shop/stripe', property: 'apiKey', ...defaults },
      { key: 'whole', ...defaults },
    ]);
    expect(found.problems).toEqual([]);
  });

  it('make up a password once and keep it', () => {
    const found = run({ login: { type: 'basic', data: { username: '{{ shop' } } }, 'external-secrets');
    expect(found.objects.map(({ kind }) => kind)).toEqual(['Password', 'ExternalSecret', 'Deployment']);
    expect(at(only(found, 'ExternalSecret'), 'spec')).toMatchObject({
      refreshPolicy: 'CreatedOnce',
      target: {
        creationPolicy: 'Orphan',
        template: { data: { username: '{{ "{{ shop" }}', password: '{{ .password }}' } },
      },
      dataFrom: [{ sourceRef: { generatorRef: { kind: 'Password', name: 'login' } } }],
    });
    expect(found.problems).toEqual([]);
  });

  it('need to know where a value lies, and refuse one that is written down', () => {
    const found = run(
      { a: { type: 'certificate' }, b: { type: 'token', data: { token: 'hunter2' } } },
      'external-secrets',
    );
    expect(listed(found.problems)).toEqual([
      'error SECRET_VALUE_MISSING input/secrets/a/data/tls.crt',
      'error SECRET_VALUE_MISSING input/secrets/a/data/tls.key',
      'error SECRET_PLAINTEXT input/secrets/b/data',
    ]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

describe('secrets that lie encrypted in Git', () => {
  const sealed = (metadata: object) => ({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata,
    spec: { encryptedData: { token: 'AgBy3i4OJSWK' } },
  });
  const sops = (token: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'api' },
    stringData: { token },
    sops: { mac: 'ENC[AES256_GCM,data:aa,type:str]', version: '3.9.0' },
  });

  function withFile(secretBackend: 'sealed-secrets' | 'sops', value: object | undefined): ModuleRun {
    const path = `secrets/api.${secretBackend === 'sops' ? 'sops' : 'sealed'}.yaml`;
    const source = { path, text: '' };
    const document = { source, start: 0, end: 0, value: value as JsonObject };
    return runModule(serviceModule, {
      input: { secrets: { api: { type: 'token' } }, containers: { web: { image: 'nginx:1.29' } } },
      context: { secretBackend, files: new Map(value ? [[path, [document]]] : []) },
    });
  }

  it('are declared as files of the stack or its layers', () => {
    const parsed = serviceModule.schema.parse({
      secrets: { api: { type: 'token' } },
      containers: { web: { image: 'nginx:1.29' } },
    });
    const inputs = (secretBackend: SecretBackend) =>
      serviceModule
        .inputs?.(parsed, {}, contextOf({ secretBackend }))
        .map(({ path, inLayers }) => [path, inLayers]);
    expect(inputs('sops')).toEqual([['secrets/api.sops.yaml', true]]);
    expect(inputs('sealed-secrets')).toEqual([['secrets/api.sealed.yaml', true]]);
    expect(inputs('reference')).toEqual([]);
  });

  it('are taken over with the namespace of the unit', () => {
    const found = withFile('sealed-secrets', sealed({ name: 'api' }));
    expect(only(found, 'SealedSecret')).toEqual(sealed({ name: 'api', namespace: 'shop' }));
    expect(found.problems).toEqual([]);
    const encrypted = sops('ENC[AES256_GCM,data:bb,iv:cc,tag:dd,type:str]');
    expect(only(withFile('sops', encrypted), 'Secret')).toMatchObject({
      metadata: { name: 'api', namespace: 'shop' },
      stringData: encrypted.stringData,
    });
  });

  it.each([
    ['another name', 'sealed-secrets', sealed({ name: 'apo' }), 'MANIFEST_INVALID'],
    ['another namespace', 'sealed-secrets', sealed({ name: 'api', namespace: 'other' }), 'MANIFEST_INVALID'],
    ['another kind', 'sops', sealed({ name: 'api' }), 'MANIFEST_INVALID'],
    ['a readable value', 'sops', sops('hunter2'), 'SECRET_PLAINTEXT'],
    ['no encryption at all', 'sops', { ...sops('hunter2'), sops: undefined }, 'SECRET_PLAINTEXT'],
    ['a missing key', 'sealed-secrets', { ...sealed({ name: 'api' }), spec: {} }, 'SECRET_VALUE_MISSING'],
  ] as const)('are refused with %s', (...[, backend, value, code]) => {
    const found = withFile(backend, value);
    expect(found.problems.map((problem) => problem.code)).toEqual([code]);
    expect(JSON.stringify(found.problems)).not.toContain('hunter2');
  });

  it('are left out, without a second word, when the file was not found', () => {
    const found = withFile('sops', undefined);
    expect(found.objects.map(({ kind }) => kind)).toEqual(['Deployment']);
    expect(found.problems).toEqual([]);
  });
});

describe('secrets', () => {
  it('have the keys of their type only', () => {
    const found = run({
      a: { type: 'token', data: { tokn: '' } },
      b: { type: 'external', data: { k: 'my-password' } },
    });
    expect(listed(found.problems)).toEqual([
      'error FIELD_INVALID input/secrets/a/data/tokn',
      'error REFERENCE_INVALID input/secrets/b/data/k',
    ]);
    expect(JSON.stringify(found.problems)).not.toContain('my-password');
  });

  it('ignore params, and say so', () => {
    expect(listed(run({ a: { type: 'opaque', params: { length: '12' } } }).problems)).toEqual([
      'info FIELD_NO_EFFECT input/secrets/a/params',
    ]);
  });

  it('have names and keys that Kubernetes takes', () => {
    const schema = (secrets: object) => refused(serviceModule.schema, { secrets, containers: {} });
    expect(schema({ 'my.secret': { type: 'opaque' } })).toEqual([]);
    expect(schema({ My_Secret: { type: 'opaque' } })).toEqual(['invalid_key secrets/My_Secret']);
    expect(schema({ a: { type: 'opaque', data: { 'a b': 'x' } } })).toEqual([
      'invalid_key secrets/a/data/a b',
    ]);
    expect(schema({ a: { type: 'docker' } })).toEqual(['invalid_value secrets/a/type']);
  });

  it('know where each value came from', () => {
    const found = run({ a: { type: 'token', data: { token: 't' } } }, 'plaintext');
    const origin = found.origins[0]!.find(({ path }) => path.join('/') === 'data/token')?.origin;
    expect(origin).toEqual({ root: 'input', path: ['secrets', 'a', 'data', 'token'] });
    expect(at(found.objects[0], 'data', 'token')).toBe(base64('t'));
  });
});

it('writes base64 of UTF-8 bytes', () => {
  expect([base64(''), base64('é€😀')]).toEqual(['', 'w6nigqzwn5iA']);
});
