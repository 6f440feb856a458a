import { isJsonObject, type JsonObject } from '../model/json.ts';
import { identityOf } from '../model/resource.ts';
import { sha256Hex } from '../util/sha256.ts';
import { emitManifest } from './emit.ts';

/** The groups that every cluster serves; kinds of theirs are known without the group. */
const BUILT_IN_GROUPS = new Set([
  '',
  'apps',
  'batch',
  'networking.k8s.io',
  'policy',
  'autoscaling',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'apiextensions.k8s.io',
  'admissionregistration.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'node.k8s.io',
]);

/** File systems allow 255 bytes; the rest is left to tools that add to a name. */
const LONGEST_SEGMENT = 180;
const KEPT_OF_LONG_SEGMENT = 160;
const HASH_DIGITS = 8;

/**
 * The path of an object's file below its unit's folder: `[<namespace>/]<kind>[.<group>]_<name>.yaml`,
 * ASCII in lower case but for the hex digits of percent escapes. It depends on the object and the unit's
 * namespace alone; objects that differ in name, namespace or custom group have different paths, also where
 * case does not count; no name leads out of the folder or into `.git`. An object with generateName has
 * the hash of its text for a name.
 * @throws TypeError when kind, or both name and generateName, are missing
 */
export function manifestFileName(object: JsonObject, unitNamespace: string): string {
  const { group, kind, namespace } = identityOf(object);
  if (kind === '') throw new TypeError('An object without a kind has no file name.');
  const owner = BUILT_IN_GROUPS.has(group) ? '' : `.${escaped(lowerCase(group))}`;
  const type = `${escaped(lowerCase(kind)).replaceAll('.', '%2E')}${owner}`;
  const file = `${shortened(`${type}_${nameOf(object)}`)}.yaml`;
  return namespace === '' || namespace === unitNamespace ? file : `${folderOf(namespace)}/${file}`;
}

/** `~` is escaped in names, so a generated one cannot meet a given one. */
function nameOf(object: JsonObject): string {
  const { name } = identityOf(object);
  if (name !== '') return escaped(name);
  const prefix = isJsonObject(object['metadata']) ? object['metadata']['generateName'] : undefined;
  if (typeof prefix !== 'string' || prefix === '')
    throw new TypeError('An object without a name has no file name.');
  return `${escaped(prefix)}~${hashOf(emitManifest(object))}`;
}

/** No namespace holds a dot, so escaping it costs nothing and rules out `.`, `..` and `.git`. */
function folderOf(namespace: string): string {
  const folder = escaped(namespace).replaceAll('.', '%2E');
  return shortened(folder.replace(DEVICE, (name) => `%${hex(name.charCodeAt(0))}${name.slice(1)}`));
}

/** Names that no folder can have on Windows; a namespace can. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

function shortened(segment: string): string {
  if (segment.length <= LONGEST_SEGMENT) return segment;
  return `${segment.slice(0, KEPT_OF_LONG_SEGMENT)}~${hashOf(segment)}`;
}

function hashOf(text: string): string {
  return sha256Hex(text).slice(0, HASH_DIGITS);
}

/** Kinds differ in more than case, and file systems may not tell cases apart. */
function lowerCase(text: string): string {
  return PLAIN.test(text) ? text : text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

const PLAIN = /^[a-z0-9.-]*$/;

/** Percent-encodes the UTF-8 bytes of all but `a-z`, `0-9`, `.` and `-`. */
function escaped(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replaceAll(/[^a-z0-9.-]/gu, (character) => {
    const bytes = new TextEncoder().encode(character);
    return Array.from(bytes, (byte) => `%${hex(byte)}`).join('');
  });
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
