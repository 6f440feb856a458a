import { describe, expect, it } from 'vitest';
import { entryAt, nearestNode, nodeAt, toValue, type Node } from '../../src/model/node.ts';
import { identityKey, identityOf, resourceName } from '../../src/model/resource.ts';
import { mapOf } from '../tools/yaml-node.ts';

const text = 'apps:\n  web:\n    ports: [80, {port: 443}]\n    8080: x\n';
const root = mapOf(text);
const written = (node: Node | undefined) => node && text.slice(node.start, node.end);

describe('nodes', () => {
  it('are found by keys and indexes', () => {
    expect(written(nodeAt(root, ['apps', 'web', 'ports', 1, 'port']))).toBe('443');
    expect(nodeAt(root, [])).toBe(root);
    expect(written(nodeAt(root, ['apps', 'web', 8080]))).toBe('x');
  });

  it.each([
    [['nowhere']],
    [['apps', 'web', 'ports', 2]],
    [['apps', 'web', 'ports', 'first']],
    [['apps', 'web', 'ports', 0, 'x']],
    [['constructor']],
    [['__proto__']],
  ])('are not found at %j', (path) => {
    expect(nodeAt(root, path)).toBeUndefined();
  });

  it('have entries with their keys', () => {
    const key = entryAt(root, ['apps', 'web', 'ports'])?.key;
    expect(text.slice(key?.start, key?.end)).toBe('ports');
    expect(entryAt(root, ['apps', 'web', 'ports', 0])).toBeUndefined();
    expect(entryAt(root, [])).toBeUndefined();
  });

  it('have a nearest one on the way to what is missing', () => {
    expect(nearestNode(root, ['apps', 'web', 'image', 'tag']).path).toEqual(['apps', 'web']);
    expect(nearestNode(root, ['apps', 'web', 'ports', 1, 'port']).path).toHaveLength(5);
    expect(nearestNode(root, ['nowhere']).node).toBe(root);
  });

  it('have plain values without a prototype', () => {
    const value = toValue(root) as object;
    expect(value).toEqual({ apps: { web: { ports: [80, { port: 443 }], '8080': 'x' } } });
    expect(Object.getPrototypeOf(value)).toBeNull();
  });
});

describe('identities', () => {
  it.each([
    [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' } },
      '/Service/shop/web',
      'shop/Service/web',
    ],
    [
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } },
      'apps/Deployment/shop/web',
      'shop/Deployment.apps/web',
    ],
    [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      '/Namespace//shop',
      'Namespace/shop',
    ],
    [{ kind: 5, metadata: 'x' }, '///', '/'],
  ])('of %j', (object, key, name) => {
    const id = identityOf(object);
    expect([identityKey(id), resourceName(id)]).toEqual([key, name]);
  });

  it('do not depend on the version', () => {
    const of = (apiVersion: string) =>
      identityKey(identityOf({ apiVersion, kind: 'Widget', metadata: { name: 'a' } }));
    expect(of('acme.example/v1')).toBe(of('acme.example/v1beta1'));
    expect(of('acme.example/v1')).not.toBe(of('other.example/v1'));
  });
});
