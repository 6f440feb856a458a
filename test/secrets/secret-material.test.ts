import { describe, expect, it } from 'vitest';
import { secretMaterial } from '../../src/secrets/secret-material.ts';
import { base64 } from '../../src/util/base64.ts';
import { compileTree, diagnosticLines, renderedObjects } from '../tools/compile-tree.ts';

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n';
const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } };
const config = { ...secret, kind: 'ConfigMap' };
const sops = { mac: 'ENC[AES256_GCM,data:x,type:str]' };

describe('secret material', () => {
  it.each([
    ['data of a Secret', { ...secret, data: { a: '' } }, 'values'],
    ['stringData of a Secret', { ...secret, stringData: { a: 'b' } }, 'values'],
    ['one readable value among encrypted ones', { ...secret, data: { a: 'ENC[x]', b: 'c' }, sops }, 'values'],
    ['a block of sops without its mac', { ...secret, data: { a: 'ENC[x]' }, sops: {} }, 'values'],
    ['a key in a ConfigMap', { ...config, data: { 'tls.key': KEY } }, 'a private key'],
    ['an encoded key', { ...config, binaryData: { 'tls.key': base64(KEY) } }, 'a private key'],
    [
      'an encoded key behind other text',
      { ...config, binaryData: { a: base64(`Bag Attributes\n${KEY}`) } },
      'a private key',
    ],
    [
      'a key of OpenPGP',
      { ...config, data: { a: '-----BEGIN PGP PRIVATE KEY BLOCK-----' } },
      'a private key',
    ],
    ['a key deep inside', { kind: 'X', spec: { list: [{ env: [`x ${KEY}`] }] } }, 'a private key'],
  ])('is %s', (_, object, words) => {
    expect(secretMaterial(object)).toBe(words);
  });

  it.each([
    ['an empty Secret', { ...secret, data: {} }],
    ['an encrypted Secret', { ...secret, data: { a: 'ENC[AES256_GCM,data:x,type:str]' }, sops }],
    ['a Secret of another group', { ...secret, apiVersion: 'example.com/v1', data: { a: 'b' } }],
    ['a certificate', { ...config, data: { a: KEY.replaceAll('RSA PRIVATE KEY', 'CERTIFICATE') } }],
    ['a public key', { ...config, data: { a: KEY.replaceAll('RSA PRIVATE', 'PUBLIC') } }],
  ])('is not %s', (_, object) => {
    expect(secretMaterial(object)).toBeUndefined();
  });
});

describe('a Secret that sops has encrypted', () => {
  it('renders, from the folder of a layer too', async () => {
    const encrypted = `apiVersion: v1
kind: Secret
metadata: { name: api }
data: { token: "ENC[AES256_GCM,data:x,type:str]" }
sops: { mac: "ENC[AES256_GCM,data:y,type:str]", version: 3.9.0 }
`;
    const compilation = await compileTree(
      {
        'apps/shop/project.yaml': 'name: shop\n',
        'apps/shop/base/app.yaml': 'apps: {}\n',
        'apps/shop/base/secrets/api.sops.yaml': encrypted,
        'apps/shop/dev/stack.yaml': 'name: dev\n',
        'apps/shop/dev/app.yaml':
          'apps:\n  web:\n    workload:\n      kind: Service\n      secrets: { api: { type: token } }\n      containers: { web: { image: "ghcr.io/acme/web:1.0.0" } }\n',
        'workspaces/dev.yaml': 'secretStore: { backend: sops }\n',
      },
      true,
    );
    expect(diagnosticLines(compilation.diagnostics)).toEqual([]);
    expect(renderedObjects(compilation)).toContainEqual(
      expect.objectContaining({ kind: 'Secret', metadata: { name: 'api', namespace: 'shop' } }),
    );
  });
});

describe('a render', () => {
  const files = (backend: string) => ({
    'apps/shop/project.yaml': 'name: shop\n',
    'apps/shop/dev/stack.yaml': 'name: dev\n',
    'apps/shop/dev/app.yaml':
      'apps:\n  web:\n    accessories:\n      extra: { module: k8s_manifest, paths: [secret.yaml] }\n',
    'apps/shop/dev/secret.yaml':
      '# first\napiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: shop }\nstringData: { a: hunter2 }\n',
    'workspaces/dev.yaml': `secretStore: { backend: ${backend} }\n`,
  });

  it('stops at a Secret with values, and shows none', async () => {
    const { diagnostics, ok } = await compileTree(files('reference'));
    expect(ok).toBe(false);
    expect(diagnosticLines(diagnostics)).toEqual(['error SECRET_PLAINTEXT apps/shop/dev/secret.yaml:2:1']);
    expect(diagnostics[0]!.detail).not.toContain('hunter2');
  });

  it('of a workspace that keeps them in plain text does not', async () => {
    expect((await compileTree(files('plaintext'))).ok).toBe(true);
  });
});
