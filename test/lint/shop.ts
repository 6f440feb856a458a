import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectSet, type ObjectSet } from '../../src/lint/object-set.ts';
import { parseManifests } from '../../src/manifest/parse.ts';
import { partAt, withPart } from '../../src/model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';
import type { Path } from '../../src/model/node.ts';
import { identityOf, type Resource } from '../../src/model/resource.ts';
import type { Unit } from '../../src/model/unit.ts';

const TEXT = readFileSync(join(import.meta.dirname, '../../fixtures/lint/shop.yaml'), 'utf8');

/** The objects of `fixtures/lint/shop.yaml`. */
export const SHOP: readonly JsonObject[] = parseManifests(TEXT).documents.map(
  ({ value }) => value as JsonObject,
);

/** The objects as what the stack prod of the project shop renders. */
export function setOf(objects: readonly JsonObject[]): ObjectSet {
  const unit = { project: { name: 'shop' }, stack: { name: 'prod' } } as Unit;
  const resources = objects.map((object): Resource => ({
    id: identityOf(object),
    object,
    verbatim: true,
    origins: [],
  }));
  return objectSet({ unit, resources, requiredSecrets: [] });
}

/** The shop with one part of one object, given as `Kind/name`, replaced; undefined removes the part. */
export function shopWith(name: string, path: Path, part: Json | undefined): readonly JsonObject[] {
  const objects = SHOP.map((object) => {
    if (nameOf(object) !== name) return object;
    return part === undefined ? without(object, path) : withPart(object, path, part);
  });
  if (objects.every((object, index) => object === SHOP[index])) throw new Error(`the shop has no ${name}`);
  return objects;
}

/** The shop without one object. */
export function shopWithout(name: string): readonly JsonObject[] {
  const objects = SHOP.filter((object) => nameOf(object) !== name);
  if (objects.length !== SHOP.length - 1) throw new Error(`the shop has no ${name}`);
  return objects;
}

function nameOf(object: JsonObject): string {
  const { kind, name } = identityOf(object);
  return `${kind}/${name}`;
}

function without(object: JsonObject, path: Path): JsonObject {
  const parent = partAt(object, path.slice(0, -1));
  const key = String(path.at(-1));
  if (!isJsonObject(parent) || !Object.hasOwn(parent, key)) throw new Error(`there is no ${path.join('.')}`);
  const rest = Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key));
  return path.length === 1 ? rest : withPart(object, path.slice(0, -1), rest);
}
