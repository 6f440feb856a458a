import { createHash } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import { enumText, escaped } from './table-text.mjs';

/**
 * @typedef {object} CrdSchema a node of `openAPIV3Schema`
 * @property {string} [type]
 * @property {string} [format]
 * @property {readonly unknown[]} [enum]
 * @property {string} [pattern]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {Readonly<Record<string, CrdSchema>>} [properties]
 * @property {readonly string[]} [required]
 * @property {CrdSchema} [items]
 * @property {CrdSchema | boolean} [additionalProperties]
 * @property {string} [x-kubernetes-list-type]
 * @property {readonly string[]} [x-kubernetes-list-map-keys]
 * @property {boolean} [x-kubernetes-preserve-unknown-fields]
 * @property {boolean} [x-kubernetes-int-or-string]
 * @property {boolean} [x-kubernetes-embedded-resource]
 * @property {unknown} [default] filled in before anything is required
 */

/**
 * @typedef {object} Crd
 * @property {string} [kind]
 * @property {{ group: string, scope: string, names: { kind: string }, versions: readonly { name: string, served: boolean, deprecated?: boolean, schema?: { openAPIV3Schema?: CrdSchema } }[] }} spec
 */

/** Characters of a pattern. */
const LONGEST_PATTERN = 100;

/** How generators write the pattern of a resource.Quantity (controller-gen, known types). */
const QUANTITY = String.raw`^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$`;

/**
 * The lines of the definitions in some YAML files. Types have no names in a definition, so equal ones become one
 * type, called by a hash of its members.
 * @param {Iterable<string>} files
 * @returns {import('./table-text.mjs').Lines}
 */
export function crdLines(files) {
  /** @type {Map<string, string>} */
  const lines = new Map();
  for (const text of files) {
    for (const document of parseAllDocuments(text)) {
      /** @type {Crd | null} */
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- checked by its kind
      const crd = document.toJS();
      if (crd?.kind !== 'CustomResourceDefinition') continue;
      for (const { name, served, deprecated, schema } of crd.spec.versions) {
        if (!served || !schema?.openAPIV3Schema) continue;
        const id = `=${crd.spec.group}/${name}/${crd.spec.names.kind}`;
        const scope = crd.spec.scope === 'Namespaced' ? 'N' : 'C';
        const type = typeText(rootOf(schema.openAPIV3Schema), lines);
        lines.set(id, `${id} ${scope} ${type}${deprecated ? ' deprecated' : ''}`);
      }
    }
  }
  return lines;
}

/** Without what every object has, and with a status that is not looked into. */
function rootOf(/** @type {CrdSchema} */ schema) {
  /** @type {Record<string, CrdSchema>} */
  const properties = {};
  for (const [field, member] of Object.entries(schema.properties ?? {}))
    if (!['apiVersion', 'kind', 'metadata'].includes(field))
      properties[field] = field === 'status' ? {} : member;
  return { ...schema, type: 'object', properties };
}

/** @type {(schema: CrdSchema, lines: Map<string, string>) => string} */
function typeText(schema, lines) {
  if (schema['x-kubernetes-int-or-string']) return schema.pattern === QUANTITY ? 'q' : 'x';
  if (schema.type === 'array')
    return `[${listMark(schema)}${schema.items ? typeText(schema.items, lines) : '*'}`;
  if (schema.type === 'object' && (schema.properties || !schema.additionalProperties))
    return objectText(schema, lines);
  if (schema.type === 'object')
    return `{${typeof schema.additionalProperties === 'object' ? typeText(schema.additionalProperties, lines) : '*'}`;
  return plainText(schema);
}

/** @type {(schema: CrdSchema, lines: Map<string, string>) => string} */
function objectText(schema, lines) {
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  if (!schema.properties && (open || embedded)) return 'o';
  const required = schema.required ?? [];
  const members = Object.entries(schema.properties ?? {}).map(
    ([field, member]) =>
      ` ${field}${required.includes(field) && member.default === undefined ? '!' : ':'}${typeText(member, lines)}`,
  );
  const text = `${open || embedded ? '+' : ''}${members.join('')}`;
  const name = `T${createHash('sha256').update(text).digest('base64url').replaceAll(/[-_]/g, '').slice(0, 5)}`;
  if ((lines.get(name) ?? `${name}${text}`) !== `${name}${text}`)
    throw new Error(`two types are called ${name}`);
  lines.set(name, `${name}${text}`);
  return name;
}

function plainText(/** @type {CrdSchema} */ schema) {
  const values = schema.enum?.filter((value) => typeof value === 'string');
  switch (schema.type) {
    case 'boolean':
      return 'b';
    case 'integer':
      return `${schema.format === 'int32' ? 'i' : 'l'}${rangeText(schema)}`;
    case 'number':
      return `n${rangeText(schema)}`;
    case 'string':
      if (values && values.length === schema.enum?.length) return `s${enumText(values)}`;
      if (schema.format === 'byte') return 'y';
      if (schema.pattern !== undefined && isReadable(schema.pattern)) return `s/${escaped(schema.pattern)}/`;
      return 's';
    default:
      return '*';
  }
}

/** Go's expressions are ours but for groups with flags; long ones list hosts, addresses and the like. */
function isReadable(/** @type {string} */ pattern) {
  return (
    pattern.length <= LONGEST_PATTERN && !pattern.includes('(?') && new RegExp(pattern) instanceof RegExp
  );
}

function rangeText(/** @type {CrdSchema} */ { minimum, maximum }) {
  if (minimum === undefined && maximum === undefined) return '';
  return `<${String(minimum ?? '')},${String(maximum ?? '')}>`;
}

/** Keys that tell the items of a list apart, or that they are a set. */
function listMark(/** @type {CrdSchema} */ schema) {
  if (schema['x-kubernetes-list-type'] === 'map')
    return `(${(schema['x-kubernetes-list-map-keys'] ?? []).join(',')})`;
  return schema['x-kubernetes-list-type'] === 'set' ? '=' : '';
}
