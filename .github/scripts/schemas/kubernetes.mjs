import { enumText } from './table-text.mjs';

/**
 * @typedef {object} Schema a node of an OpenAPI 2 document
 * @property {string} [$ref]
 * @property {string} [type]
 * @property {string} [format]
 * @property {Readonly<Record<string, Schema>>} [properties]
 * @property {readonly string[]} [required]
 * @property {Schema} [items]
 * @property {Schema} [additionalProperties]
 * @property {string} [x-kubernetes-list-type]
 * @property {readonly string[]} [x-kubernetes-list-map-keys]
 */

/** @typedef {{ group: string, version: string, kind: string }} Gvk */

/**
 * @typedef {object} Document
 * @property {Readonly<Record<string, Schema>>} definitions
 * @property {Readonly<Record<string, { post?: { 'x-kubernetes-action'?: string, 'x-kubernetes-group-version-kind'?: Gvk, parameters?: readonly { name?: string, schema?: Schema }[] } }>>} paths
 */

/** Definitions whose form is not what they say, and their code in a table. */
const SPECIAL = new Map(
  Object.entries({
    'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'x',
    'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
    'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 's',
    'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 's',
    'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'o',
    'io.k8s.apimachinery.pkg.runtime.RawExtension': 'o',
    'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': '*',
    'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': '*',
    'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': '*',
    'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': '*',
  }),
);

/**
 * Fields that the documents call required and the API server does not: it fills them in (RoleRef.apiGroup,
 * pkg/apis/rbac/v1/defaults.go), or an empty value is a valid one.
 */
const NOT_REQUIRED = new Set([
  'io.k8s.api.rbac.v1.RoleRef apiGroup',
  'io.k8s.api.apps.v1.StatefulSetSpec serviceName',
  'io.k8s.api.networking.v1.NetworkPolicySpec podSelector',
  'io.k8s.api.scheduling.v1.PriorityClass value',
]);

/** Questions to the API server; nobody keeps them in Git. */
const QUESTIONS = /^(?:authentication|authorization)\.k8s\.io$/;

/** Codes of the plain types by type and format. */
const PLAIN = new Map(
  Object.entries({
    boolean: 'b',
    number: 'n',
    'number double': 'n',
    integer: 'l',
    'integer int32': 'i',
    'integer int64': 'l',
    string: 's',
    'string byte': 'y',
    'string date-time': 's',
  }),
);

/**
 * Short names for definitions: the last word where that is unique among all versions, else with group and version.
 * @param {readonly Document[]} documents
 * @returns {(definition: string) => string}
 */
export function shortNames(documents) {
  const all = new Set(documents.flatMap(({ definitions }) => Object.keys(definitions)));
  /** @type {Map<string, number>} */
  const uses = new Map();
  const words = (/** @type {string} */ name) => name.split('.').slice(-3);
  for (const name of all) {
    const last = words(name).at(-1) ?? '';
    uses.set(last, (uses.get(last) ?? 0) + 1);
  }
  return (name) => {
    const last = words(name).at(-1) ?? '';
    if (uses.get(last) === 1) return last;
    return words(name)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('');
  };
}

/**
 * The enumerations that only the Go source of the OpenAPI document still names, by `definition field`.
 * @param {string} source pkg/generated/openapi/zz_generated.openapi.go
 * @returns {ReadonlyMap<string, readonly string[]>}
 */
export function enumsOf(source) {
  /** @type {Map<string, readonly string[]>} */
  const found = new Map();
  let definition = '';
  let field = '';
  for (const line of source.split('\n')) {
    const [, name] = /^func schema_k8sio_(api_\w+)\(/.exec(line) ?? [];
    if (line.startsWith('func '))
      definition = name === undefined ? '' : `io.k8s.${name.replaceAll('_', '.')}`;
    const [, key] = /^\t{5}"([^"]+)": \{$/.exec(line) ?? [];
    if (key !== undefined) field = key;
    const [, values] = /\bEnum: +\[\]interface\{\}\{(.*)\},$/.exec(line) ?? [];
    if (values === undefined || definition === '') continue;
    // eslint-disable-next-line @typescript-eslint/no-unsafe-argument -- texts in Go's quotes, which are JSON's here
    found.set(`${definition} ${field}`, JSON.parse(`[${values}]`));
  }
  return found;
}

/**
 * The lines of one version, types by name and kinds as `=apiVersion/Kind`.
 * @param {Document} document
 * @param {{ shortName: (definition: string) => string, enums: ReadonlyMap<string, readonly string[]> }} options
 * @returns {import('./table-text.mjs').Lines}
 */
export function kubernetesLines({ definitions, paths }, { shortName, enums }) {
  /** @type {Map<string, string>} */
  const lines = new Map();
  const wanted = new Set(['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta']);

  const typeText = (/** @type {Schema} */ schema, /** @type {readonly string[] | undefined} */ values) => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.slice('#/definitions/'.length);
      const special = SPECIAL.get(name);
      if (special !== undefined) return special;
      wanted.add(name);
      return shortName(name);
    }
    if (schema.type === 'array') return `[${listMark(schema)}${itemText(schema.items, values)}`;
    if (schema.type === 'object')
      return schema.additionalProperties ? `{${itemText(schema.additionalProperties, values)}` : 'o';
    const key = [schema.type, schema.format].filter((part) => part !== undefined).join(' ');
    const plain = PLAIN.get(key);
    if (plain === undefined) throw new Error(`no code for "${key}"`);
    // to Go the empty text is a field that is not given
    return values === undefined ? plain : `${plain}${enumText([...new Set(['', ...values])])}`;
  };
  /** @type {(schema: Schema | undefined, values: readonly string[] | undefined) => string} */
  const itemText = (schema, values) => (schema ? typeText(schema, values) : '*');

  /** @type {(name: string, hidden: readonly string[]) => string} */
  const lineOf = (name, hidden) => {
    const { properties = {}, required = [] } = definitions[name] ?? {};
    const members = Object.entries(properties)
      .filter(([field]) => !hidden.includes(field))
      .map(([field, schema]) => {
        // the cluster owns the status of an object, so nothing is said about its members
        if (field === 'status' && kinds.has(name)) return ' status:*';
        const must = required.includes(field) && !NOT_REQUIRED.has(`${name} ${field}`);
        return ` ${field}${must ? '!' : ':'}${typeText(schema, enums.get(`${name} ${field}`))}`;
      });
    return `${shortName(name)}${members.join('')}`;
  };

  const kinds = kindsOf(paths);
  for (const [name, { apiVersion, kind, scope }] of kinds) {
    const id = `=${apiVersion}/${kind}`;
    lines.set(id, `${id} ${scope} ${shortName(name)}`);
    lineOf(name, EVERYWHERE);
  }
  for (const name of wanted) lines.set(shortName(name), lineOf(name, []));
  // what every object has is not repeated, unless the kind is a part of another one as well
  for (const name of kinds.keys())
    if (!wanted.has(name)) lines.set(shortName(name), lineOf(name, EVERYWHERE));
  return lines;
}

const EVERYWHERE = ['apiVersion', 'kind', 'metadata'];

/** The kinds that can be created, by the name of their definition. */
function kindsOf(/** @type {Document['paths']} */ paths) {
  /** @type {Map<string, { apiVersion: string, kind: string, scope: string }>} */
  const kinds = new Map();
  for (const [path, { post }] of Object.entries(paths)) {
    const gvk = post?.['x-kubernetes-group-version-kind'];
    if (!gvk || post['x-kubernetes-action'] !== 'post' || path.includes('{name}')) continue;
    if (QUESTIONS.test(gvk.group)) continue;
    const ref = post.parameters?.find(({ name }) => name === 'body')?.schema?.$ref;
    if (ref === undefined) throw new Error(`${path} takes no body`);
    kinds.set(ref.slice('#/definitions/'.length), {
      apiVersion: gvk.group === '' ? gvk.version : `${gvk.group}/${gvk.version}`,
      kind: gvk.kind,
      scope: path.includes('{namespace}') ? 'N' : 'C',
    });
  }
  return kinds;
}

/** Keys that tell the items of a list apart, or that they are a set. */
function listMark(/** @type {Schema} */ schema) {
  if (schema['x-kubernetes-list-type'] === 'map')
    return `(${(schema['x-kubernetes-list-map-keys'] ?? []).join(',')})`;
  return schema['x-kubernetes-list-type'] === 'set' ? '=' : '';
}
