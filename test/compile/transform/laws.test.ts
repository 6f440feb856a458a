import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaves } from '../../../src/model/field-path.ts';
import { partAt } from '../../../src/model/edit-json.ts';
import { podTemplatePath } from '../../../src/model/pod-template.ts';
import { identityKey, type Resource } from '../../../src/model/resource.ts';
import { podSecurityFindings } from './pod-security.ts';
import { anyProfile, anyResources, harmlessResources } from './resource-arbitrary.ts';
import { transformed } from './run-profile.ts';

const objects = (resources: readonly Resource[]) => resources.map(({ object }) => object);

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe('for all resources and profiles', () => {
  const both = [anyResources, anyProfile] as const;

  it('the output holds every value of the input, in the same place and order', () => {
    fc.assert(
      fc.property(...both, (resources, input) => {
        const keys = new Set(resources.map(({ id }) => identityKey(id)));
        const kept = transformed(frozen(resources), input).filter(({ id }) => keys.has(identityKey(id)));
        expect(kept.map(({ id }) => id)).toEqual(resources.map(({ id }) => id));
        resources.forEach(({ object, verbatim }, index) => {
          const result = kept[index]!.object;
          for (const { path, value } of leaves(object)) {
            const isEmpty = typeof value === 'object' && value !== null;
            if (!isEmpty || verbatim) expect(partAt(result, path)).toEqual(value);
            else expect(Array.isArray(partAt(result, path))).toBe(Array.isArray(value));
          }
        });
      }),
    );
  });

  it('an object of a file is untouched', () => {
    fc.assert(
      fc.property(...both, (resources, input) => {
        const result = transformed(resources, input);
        for (const each of resources) if (each.verbatim) expect(result).toContain(each);
      }),
    );
  });

  it('a second run changes nothing', () => {
    fc.assert(
      fc.property(...both, (resources, input) => {
        const once = transformed(resources, input);
        expect(objects(transformed(once, input))).toEqual(objects(once));
      }),
    );
  });

  it('a run gives the same each time, with origins or without', () => {
    fc.assert(
      fc.property(...both, (resources, input) => {
        const once = transformed(resources, input);
        expect(transformed(resources, input)).toEqual(once);
        expect(objects(transformed(resources, input, true))).toEqual(objects(once));
      }),
    );
  });

  it('no identity is used twice', () => {
    fc.assert(
      fc.property(...both, (resources, input) => {
        const keys = transformed(resources, input).map(({ id }) => identityKey(id));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('every origin leads to a value', () => {
    fc.assert(
      fc.property(...both, (resources, input) => {
        for (const { object, origins } of transformed(resources, input, true)) {
          for (const { path } of origins) expect(partAt(object, path)).toBeDefined();
        }
      }),
    );
  });
});

it.each(['baseline', 'restricted'] as const)(
  'pods that ask for nothing else pass the standard %s',
  (level) => {
    fc.assert(
      fc.property(harmlessResources, (resources) => {
        for (const { id, object } of transformed(resources, { workspace: `profile: ${level}` })) {
          const template = podTemplatePath(id);
          const pod = template && partAt(object, [...template, 'spec']);
          expect(pod === undefined ? [] : podSecurityFindings(level, pod)).toEqual([]);
        }
      }),
    );
  },
);
