import { expect, it } from 'vitest';
import { compareObject } from '../../src/drift/compare-object.ts';
import { serverLists } from '../../src/drift/server-lists.ts';
import type { JsonObject } from '../../src/model/json.ts';

const text = { type: 'string' };
const port = { type: 'object', properties: { port: text, tags: { type: 'array', items: text } } };
const DOCUMENT: JsonObject = {
  components: {
    schemas: {
      'io.acme.v1.Other': { 'x-kubernetes-group-version-kind': [{ group: 'acme.io', kind: 'Other' }] },
      'io.acme.v1.Spec': {
        properties: {
          ports: {
            type: 'array',
            items: port,
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['port', 'host'],
          },
          zones: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
          steps: { type: 'array', items: { allOf: [{ $ref: '#/components/schemas/io.acme.v1.Spec' }] } },
        },
      },
      'io.acme.v1.Gadget': {
        'x-kubernetes-group-version-kind': [{ group: 'acme.io', version: 'v1', kind: 'Gadget' }],
        properties: {
          metadata: { properties: { finalizers: { type: 'array', items: text } } },
          spec: { $ref: '#/components/schemas/io.acme.v1.Spec' },
        },
      },
    },
  },
};

it('reads the types of lists, in schemas that refer to others and to themselves', () => {
  const lists = serverLists(DOCUMENT, 'Gadget');
  expect(lists?.get('.spec.ports')).toEqual({ type: 'keys', keys: ['host', 'port'] });
  expect(lists?.get('.spec.ports[].tags')).toEqual({ type: 'ordered' });
  expect(lists?.get('.spec.zones')).toEqual({ type: 'set' });
  expect(lists?.get('.spec.steps')).toEqual({ type: 'ordered' });
  expect(lists?.get('.spec.steps[].steps[].zones')).toEqual({ type: 'set' });
  expect([...(lists?.keys() ?? [])].filter((place) => place.startsWith('.metadata'))).toEqual([]);
});

it.each([[{}], [{ components: null }], [{ components: { schemas: { a: null, b: [] } } }]])(
  'says nothing where %j does not describe the kind',
  (document) => {
    expect(serverLists(document, 'Gadget')).toBeUndefined();
  },
);

it('decides whether the order of a list counts', () => {
  const gadget = (zones: readonly string[]): JsonObject => ({
    apiVersion: 'acme.io/v1',
    kind: 'Gadget',
    metadata: { name: 'a' },
    spec: { zones, steps: zones.map((zone) => ({ zone })) },
  });
  const id = { group: 'acme.io', version: 'v1', kind: 'Gadget', namespace: '', name: 'a' };
  const objects = { desired: gadget(['x', 'y']), live: gadget(['y', 'x']) };
  const settings = { managers: { ours: [], human: [], controller: [] }, ignore: [] };
  const pathsOf = (listsOf?: typeof compareSettings) =>
    compareObject(id, objects, { ...settings, ...(listsOf ? { listsOf } : {}) }).fields.map(
      ({ path }) => path,
    );
  const compareSettings = () => serverLists(DOCUMENT, 'Gadget');
  expect(pathsOf(compareSettings)).toEqual(['.spec.steps[0].zone', '.spec.steps[1].zone']);
  expect(pathsOf()).toContain('.spec.zones');
});
