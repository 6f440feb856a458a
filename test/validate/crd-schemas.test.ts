import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { identityOf } from '../../src/model/resource.ts';
import { crdSchemas, isCrd } from '../../src/validate/crd-schemas.ts';
import { schemasFor } from '../../src/validate/object-schemas.ts';
import { validateObject } from '../../src/validate/validate-object.ts';

const crd = (spec: JsonObject, top: JsonObject = {}): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'messaging.example.com',
    names: { kind: 'Queue' },
    versions: [
      {
        name: 'v1',
        served: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec, status: { type: 'object' } } } },
      },
      { name: 'v1beta1', served: true, deprecated: true, schema: { openAPIV3Schema: { type: 'object' } } },
      { name: 'v1alpha1', served: false },
    ],
    ...top,
  },
});

/** `path kind` of what is wrong with a Queue of that spec. */
async function problemsOf(schema: JsonObject, spec: JsonObject): Promise<readonly string[]> {
  const outcome = crdSchemas(crd(schema), 'crds/queue.yaml');
  if (!outcome.ok) throw new Error(outcome.detail);
  const object = { apiVersion: 'messaging.example.com/v1', kind: 'Queue', metadata: { name: 'a' }, spec };
  const id = identityOf(object);
  const finding = await (await schemasFor(37, outcome.kinds)).find(id);
  if (finding.kind !== 'known') throw new Error('the kind is not known');
  return validateObject({ id, object, schema: finding.schema, minor: 37 }).map(
    ({ path, kind }) => `${path.slice(1).join('.')} ${kind}`,
  );
}

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
});

describe('a CustomResourceDefinition', () => {
  it('gives each served version', () => {
    const outcome = crdSchemas(crd(object({})), 'crds/queue.yaml');
    if (!outcome.ok) throw new Error(outcome.detail);
    expect([...outcome.kinds].map(([name, { isDeprecated }]) => [name, isDeprecated])).toEqual([
      ['messaging.example.com/v1/Queue', false],
      ['messaging.example.com/v1beta1/Queue', true],
    ]);
    expect(outcome.kinds.get('messaging.example.com/v1/Queue')).toMatchObject({
      isNamespaced: true,
      from: 'crds/queue.yaml',
    });
  });

  it.each<[JsonObject, string]>([
    [{ ...crd(object({})), apiVersion: 'apiextensions.k8s.io/v1beta1' }, 'Only apiextensions.k8s.io/v1'],
    [crd(object({}), { group: 1 }), 'spec.group'],
    [crd(object({}), { names: {} }), 'spec.names.kind'],
    [crd(object({}), { versions: [] }), 'serves no version'],
    [crd(object({}), { versions: [{ name: 'v1' }] }), 'has no schema.openAPIV3Schema'],
    [crd(object({ a: { type: 'string', pattern: '[' } })), 'no regular expression'],
    [crd(object({ a: { type: 'strnig' } })), 'has the type "strnig"'],
    [crd(object({ a: { type: ['string', 'null'] } })), 'has the type ["string","null"]'],
    [crd(object({ a: { type: 'array', items: { type: 'text' } } })), 'has the type "text"'],
  ])('%# is refused with the reason', (value, reason) => {
    const outcome = crdSchemas(value, 'a.yaml');
    expect(outcome.ok ? '' : outcome.detail).toContain(reason);
  });

  it('is told from other objects', () => {
    expect(isCrd(crd(object({})))).toBe(true);
    expect(
      [null, [], { kind: 'CustomResourceDefinition' }, { apiVersion: 'v1', kind: 'Service' }].map(isCrd),
    ).toEqual([false, false, false, false]);
  });
});

describe('a custom resource', () => {
  it.each<[JsonObject, JsonObject, readonly string[]]>([
    [object({ size: { type: 'integer' } }), { size: 1 }, []],
    [object({ size: { type: 'integer' } }), { sise: 1 }, ['sise unknown']],
    [object({ size: { type: 'integer', minimum: 1, maximum: 9 } }), { size: 0 }, ['size value']],
    [object({ size: { type: 'integer', format: 'int32' } }), { size: 2 ** 31 }, ['size value']],
    [object({ rate: { type: 'number' } }), { rate: 0.5 }, []],
    [object({ rate: { type: 'number' } }), { rate: '0.5' }, ['rate type']],
    [object({ on: { type: 'boolean' } }), { on: 'yes' }, ['on type']],
    [object({ a: { type: 'string', enum: ['x', 'y'] } }), { a: 'z' }, ['a value']],
    [object({ a: { type: 'string', pattern: '^x+$' } }), { a: 'xy' }, ['a value']],
    // only Go reads a group with flags
    [object({ a: { type: 'string', pattern: '(?i)^x$' } }), { a: 'anything' }, []],
    [object({ a: { type: 'string', minLength: 2, maxLength: 3 } }), { a: 'x' }, ['a value']],
    [object({ a: { type: 'string', maxLength: 3 } }), { a: 'xxxx' }, ['a value']],
    [object({ a: { type: 'string', format: 'byte' } }), { a: '?' }, ['a value']],
    [object({ a: { 'x-kubernetes-int-or-string': true } }), { a: '50%' }, []],
    [object({ a: { 'x-kubernetes-int-or-string': true } }), { a: 1.5 }, ['a type']],
    [object({ a: { 'x-kubernetes-int-or-string': true } }), { a: 2 ** 40 }, ['a value']],
    [object({ a: { type: 'array', items: { type: 'string' }, minItems: 2 } }), { a: ['x'] }, ['a value']],
    [
      object({ a: { type: 'array', items: { type: 'string' }, maxItems: 1 } }),
      { a: ['x', 'y'] },
      ['a value'],
    ],
    [
      object({ a: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' } }),
      { a: ['x', 'x'] },
      ['a.1 duplicate'],
    ],
    [
      object({
        a: {
          type: 'array',
          items: object({ k: { type: 'string' } }),
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['k'],
        },
      }),
      { a: [{ k: 'x' }, {}, {}, { k: 'x' }] },
      ['a.3 duplicate'],
    ],
    [
      object({ a: { type: 'object', additionalProperties: { type: 'integer' } } }),
      { a: { x: 1, y: 'z' } },
      ['a.y type'],
    ],
    [object({ a: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }), { a: { x: [1] } }, []],
    [
      object({ a: object({ b: { type: 'string' } }, { 'x-kubernetes-preserve-unknown-fields': true }) }),
      { a: { b: 1, c: 2 } },
      ['a.b type'],
    ],
    [
      object({ a: object({ spec: { type: 'object' } }, { 'x-kubernetes-embedded-resource': true }) }),
      { a: { apiVersion: 'v1', kind: 'A', metadata: {}, other: 1 } },
      ['a.other unknown'],
    ],
    [object({ a: { type: 'string' } }, { required: ['a'] }), {}, [' missing']],
    [object({ a: { type: 'string', default: 'x' } }, { required: ['a'] }), {}, []],
    [object({ a: { type: 'string', nullable: true } }), { a: null }, []],
    [object({ a: { type: 'string', nullable: true } }), { a: 1 }, ['a type']],
    [object({ a: {} }), { a: { anything: [1] } }, []],
  ])('%# is held against the schema', async (schema, spec, problems) => {
    expect(await problemsOf(schema, spec)).toEqual(problems);
  });
});
