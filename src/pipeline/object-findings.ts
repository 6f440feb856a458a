import type { Code } from '../diagnostics/codes.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { fieldPath } from '../model/field-path.ts';
import type { JsonObject } from '../model/json.ts';
import type { Path } from '../model/node.ts';
import { resourceName, type Resource, type ResourceId } from '../model/resource.ts';
import { isSopsEncrypted } from '../secrets/secret-material.ts';
import { apiLifecycle, type Lifecycle } from '../validate/api-lifecycle.ts';
import type { ObjectSchemas, SchemaFinding } from '../validate/object-schemas.ts';
import type { ObjectProblem, ProblemKind } from '../validate/problem.ts';
import type { KindSchema } from '../validate/schema-table.ts';
import { validateObject } from '../validate/validate-object.ts';

/** What there is to say about one object, not yet placed in a file. */
export interface ObjectFinding {
  /** Place of the object among those of its unit. */
  readonly index: number;
  readonly path: Path;
  /** True when the key at the end of the path is to blame, not its value. */
  readonly isKey: boolean;
  readonly code: Code;
  readonly detail: string;
}

/** Holds one object against its schema, the rules of the API server, and the lifecycle of its API version. */
export async function objectFindings(
  { id, object }: Resource,
  index: number,
  schemas: ObjectSchemas,
): Promise<readonly ObjectFinding[]> {
  // what has no kind is reported where it is read
  if (id.kind === '' || id.version === '') return [];
  const found: ObjectFinding[] = [];
  const add = (code: Code, path: Path, detail: string): void => {
    found.push({ index, path, isKey: code === 'OBJECT_FIELD_UNKNOWN', code, detail });
  };
  const { minor } = schemas;
  const lifecycle = apiLifecycle(id, minor);
  if (lifecycle?.state === 'removed') {
    add(
      'API_REMOVED',
      ['apiVersion'],
      `${apiOf(id)} is gone since Kubernetes 1.${lifecycle.since}${successorOf(lifecycle)}`,
    );
    return found;
  }
  const finding = await schemas.find(id);
  if (finding.kind === 'not-served') {
    add(...notServed(id, finding));
    return found;
  }
  if (finding.kind === 'unchecked')
    add('SCHEMA_UNKNOWN', [finding.otherVersions.length > 0 ? 'apiVersion' : 'kind'], unchecked(id, finding));
  const schema = finding.kind === 'known' ? finding.schema : undefined;
  if (lifecycle)
    add(
      'API_DEPRECATED',
      ['apiVersion'],
      `${apiOf(id)} is deprecated since Kubernetes 1.${lifecycle.since}${successorOf(lifecycle)}`,
    );
  else if (schema?.isDeprecated === true)
    add(
      'API_DEPRECATED',
      ['apiVersion'],
      `${apiOf(id)} is deprecated by ${schema.from}. Use a newer version.`,
    );
  for (const raw of validateObject({ id, object: decrypted(object), schema, minor })) {
    const problem = { ...raw, path: shownPath(id, raw.path) };
    add(CODE_OF[problem.kind] ?? 'OBJECT_INVALID', problem.path, sentenceOf(problem, { id, object, schema }));
  }
  return found;
}

/** A Secret that sops has encrypted as far as the cluster will see it: without the block of sops and the ciphertexts. */
function decrypted(object: JsonObject): JsonObject {
  if (!isSopsEncrypted(object)) return object;
  const hidden = new Set(['sops', 'data', 'stringData']);
  return Object.fromEntries(Object.entries(object).filter(([key]) => !hidden.has(key)));
}

/** The values of a Secret are told by their field alone: a slip may have put one where a key belongs. */
function shownPath({ group, kind }: ResourceId, path: Path): Path {
  const isValue = group === '' && kind === 'Secret' && (path[0] === 'data' || path[0] === 'stringData');
  return isValue ? path.slice(0, 1) : path;
}

const CODE_OF: Readonly<Partial<Record<ProblemKind, Code>>> = {
  unknown: 'OBJECT_FIELD_UNKNOWN',
  ignored: 'FIELD_NO_EFFECT',
};

const NAME_CRD = 'name its CustomResourceDefinition under schemas.crds in moorline.yaml.';

function apiOf({ group, version, kind }: ResourceId): string {
  return `${group === '' ? version : `${group}/${version}`} ${kind}`;
}

function successorOf({ successor }: Lifecycle): string {
  return successor === undefined ? ', and nothing took its place.' : `. Use ${successor}.`;
}

function notServed(
  id: ResourceId,
  { from, otherVersions, kinds }: Extract<SchemaFinding, { kind: 'not-served' }>,
): [Code, Path, string] {
  const refused = `${from} does not serve ${apiOf(id)}.`;
  if (otherVersions.length > 0)
    return ['API_REMOVED', ['apiVersion'], `${refused} Use ${otherVersions.join(' or ')}.`];
  return ['OBJECT_INVALID', ['kind'], `${refused}${didYouMean(id, kinds)}`];
}

function unchecked(
  id: ResourceId,
  { from, otherVersions, kinds }: Extract<SchemaFinding, { kind: 'unchecked' }>,
): string {
  const start = `${apiOf(id)} is not checked: Moorline`;
  if (from !== undefined)
    return `${start} knows ${otherVersions.join(' and ')} of this kind (${from}). If the cluster serves ${id.version}, ${NAME_CRD}`;
  const hint = didYouMean(id, kinds);
  return `${start} has no schema for it.${hint} ${hint === '' ? 'To have it checked' : 'If not'}, ${NAME_CRD}`;
}

function didYouMean({ kind }: ResourceId, kinds: readonly string[]): string {
  const nearest = suggest(kind, kinds);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

function sentenceOf(
  { path, kind, detail, suggestion }: ObjectProblem,
  { id, object, schema }: Pick<Resource, 'id' | 'object'> & { readonly schema: KindSchema | undefined },
): string {
  const subject = path.length === 0 ? resourceName(id) : `${fieldPath(object, path)} of ${resourceName(id)}`;
  const isOfSchema = kind !== 'rule' && kind !== 'ignored' && schema !== undefined;
  const from = isOfSchema && kind === 'unknown' ? ` in ${schema.from}` : '';
  const hint = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
  return `${subject} ${detail}${from}.${hint}${isOfSchema && isShipped(schema) ? ` ${otherVersion(schema)}` : ''}`;
}

/** A definition of custom resources that comes with Moorline, so that the cluster may have another one. */
function isShipped({ from }: KindSchema): boolean {
  return !from.startsWith('Kubernetes ') && !/\.(?:ya?ml|json)$/.test(from);
}

function otherVersion({ from }: KindSchema): string {
  return `If the cluster does not have ${from}, ${NAME_CRD}`;
}
