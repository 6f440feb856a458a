import { describe, expect, it } from 'vitest';
import { secretMaterial } from '../../src/secrets/secret-material.ts';
import { base64 } from '../../src/util/base64.ts';
import { compileTree, diagnosticLines } from '../tools/compile-tree.ts';

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
