import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';
import type { Path } from '../../src/model/node.ts';
import { identityOf, type ResourceId } from '../../src/model/resource.ts';
import { objectFindings } from '../../src/pipeline/object-findings.ts';
import { loadKubernetesTable } from '../../src/validate/load-table.ts';
import { schemasFor } from '../../src/validate/object-schemas.ts';
import type { SchemaNode } from '../../src/validate/schema-node.ts';
import { minorVersions } from '../../src/validate/schema-table.ts';
import { validateObject } from '../../src/validate/validate-object.ts';
import { shippedObjects } from './shipped-objects.ts';

const OBJECTS = shippedObjects();
const MINORS = minorVersions(await loadKubernetesTable());

const resource = (object: JsonObject) => ({ id: identityOf(object), object, verbatim: false, origins: [] });

describe('what Moorline renders', () => {
  it('is a good number of objects of many kinds', () => {
    expect(OBJECTS.length).toBeGreaterThan(50);
    expect(new Set(OBJECTS.map(({ kind }) => kind)).size).toBeGreaterThan(8);
  });

  it.each(MINORS)('is valid for Kubernetes 1.%i', async (minor) => {
    const schemas = await schemasFor(minor);
    const found = await Promise.all(
      OBJECTS.map((object, index) => objectFindings(resource(object), index, schemas)),
    );
    expect(found.flat()).toEqual([]);
  });
});

/** A field of an object whose map takes only the fields of its schema. */
interface ClosedField {
  readonly object: JsonObject;
  readonly id: ResourceId;
  readonly map: Path;
  readonly key: string;
  readonly isRequired: boolean;
}

async function closedFields(): Promise<readonly ClosedField[]> {
  const schemas = await schemasFor(MINORS.at(-1) ?? 0);
  const fields: ClosedField[] = [];
  for (const object of OBJECTS) {
    const id = identityOf(object);
    const finding = await schemas.find(id);
    if (finding.kind !== 'known') continue;
    const walk = (value: Json, node: SchemaNode, map: Path): void => {
      if (Array.isArray(value) && node.kind === 'list')
        (value as readonly Json[]).forEach((item, i) => walk(item, node.item, [...map, i]));
      if (!isJsonObject(value)) return;
      for (const [key, member] of Object.entries(value)) {
        if (node.kind === 'map') walk(member, node.value, [...map, key]);
        if (node.kind !== 'struct' || node.isOpen) continue;
        const { fields: known, required } = node.members();
        fields.push({ object, id, map, key, isRequired: required.includes(key) });
        walk(member, known.get(key) ?? { kind: 'any' }, [...map, key]);
      }
    };
    walk(object, finding.schema.node, []);
  }
  return fields;
}

/** A copy of a value in which the map at a path is another one. */
function changed(value: Json, [step, ...rest]: Path, change: (map: JsonObject) => JsonObject): Json {
  if (step === undefined) return isJsonObject(value) ? change(value) : value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item, i) => (i === step ? changed(item, rest, change) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === step ? changed(member, rest, change) : member,
    ]),
  );
}

async function problemsWith(
  { object, id, map }: ClosedField,
  change: (map: JsonObject) => JsonObject,
): Promise<readonly string[]> {
  const minor = MINORS.at(-1) ?? 0;
  const finding = await (await schemas).find(id);
  const schema = finding.kind === 'known' ? finding.schema : undefined;
  const edited = changed(object, map, change);
  if (!isJsonObject(edited)) throw new Error('an object became something else');
  return validateObject({ id, object: edited, schema, minor }).map(
    ({ path, kind }) => `${kind} ${path.join('.')}`,
  );
}

const schemas = schemasFor(MINORS.at(-1) ?? 0);

describe('a slip in a valid object', () => {
  it('is found when a field has a wrong name', async () => {
    const all = await closedFields();
    expect(all.length).toBeGreaterThan(500);
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length - 1), fc.constantFrom('X', '-name', 'Zz'), async (at, end) => {
        const field = all[at]!;
        const wrong = field.key + end;
        const problems = await problemsWith(field, (map) =>
          Object.fromEntries(
            Object.entries(map).map(([key, value]) => [key === field.key ? wrong : key, value]),
          ),
        );
        expect(problems).toContain(`unknown ${[...field.map, wrong].join('.')}`);
      }),
      { numRuns: 300 },
    );
  });

  it('is found when a required field is gone', async () => {
    const all = (await closedFields()).filter(({ isRequired }) => isRequired);
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length - 1), async (at) => {
        const field = all[at]!;
        const problems = await problemsWith(field, (map) =>
          Object.fromEntries(Object.entries(map).filter(([key]) => key !== field.key)),
        );
        expect(problems).toContain(`missing ${field.map.join('.')}`);
      }),
      { numRuns: 200 },
    );
  });
});
