import { partAt } from '../model/edit-json.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { identityKey, identityOf, type ResourceId } from '../model/resource.ts';
import { secretMaterial } from '../secrets/secret-material.ts';
import { byteOrder } from '../util/byte-order.ts';
import type { Divergence, StackFacts } from './divergence.ts';
import { fieldDifferences, type FieldDifference } from './field-differences.ts';
import { reasonFor } from './known-divergences.ts';
import type { KusionResource } from './kusion-spec.ts';
import { maskNamed, SECRET } from './mask-named.ts';
import { normalObject } from './normal-object.ts';

/** `not-rendered`: a Terraform resource, for which a flavor has to be chosen. */
export type Verdict = 'equal' | 'differs' | 'missing' | 'extra' | 'not-rendered';

/** One object of either side and how it compares. */
export interface ComparedObject {
  /** As Kusion writes it: `apiVersion:Kind:[namespace:]name`. */
  readonly id: string;
  readonly verdict: Verdict;
  /** One for each difference; a missing or extra object has one with an empty path. */
  readonly fields: readonly ComparedField[];
}

/** A difference. A value that is not there is null, a secret one `(secret)`. */
export interface ComparedField {
  readonly path: string;
  readonly ours: Json;
  readonly kusion: Json;
  /** Why Moorline differs on purpose; null when nothing explains it. */
  readonly reason: { readonly id: string; readonly text: string } | null;
}

/**
 * Compares the objects of a rendered stack with the resources of Kusion's Spec, both without what
 * carries no meaning. Every object of both sides is in the answer exactly once, by id in byte order.
 */
export function compareSpec(
  ours: readonly JsonObject[],
  spec: readonly KusionResource[],
  facts: StackFacts,
): readonly ComparedObject[] {
  const left = new Map(ours.map((object) => [identityKey(identityOf(object)), normalObject(object)]));
  const found = [
    ...spec.filter(isTerraform).map(notRendered),
    ...paired(
      left,
      spec.filter((resource) => !isTerraform(resource)),
      facts,
    ),
    // what no resource of the Spec took
    ...[...left.values()].map((object) => extra(object, facts)),
  ];
  return found.toSorted((a, b) => byteOrder(a.id, b.id));
}

/** True if nothing but known divergences stands between the two. */
export function isExplained({ verdict, fields }: ComparedObject): boolean {
  return verdict === 'not-rendered' || fields.every(({ reason }) => reason !== null);
}

function isTerraform({ type }: KusionResource): boolean {
  return type === 'Terraform';
}

function notRendered({ id }: KusionResource): ComparedObject {
  return { id, verdict: 'not-rendered', fields: [] };
}

/** Exact matches first, then those that differ in their namespace alone. Takes each match out of `left`. */
function paired(
  left: Map<string, JsonObject>,
  spec: readonly KusionResource[],
  facts: StackFacts,
): readonly ComparedObject[] {
  const exact = new Map(
    spec.map((resource) => [resource, take(left, identityKey(identityOfResource(resource)))]),
  );
  return spec.map((resource) => {
    const object = exact.get(resource) ?? take(left, elsewhere(left, resource));
    return object ? compared(object, resource, facts) : missing(resource, facts);
  });
}

function take(left: Map<string, JsonObject>, key: string | undefined): JsonObject | undefined {
  const object = key === undefined ? undefined : left.get(key);
  if (key !== undefined) left.delete(key);
  return object;
}

function elsewhere(left: ReadonlyMap<string, JsonObject>, resource: KusionResource): string | undefined {
  const wanted = identityKey({ ...identityOfResource(resource), namespace: '' });
  const keys = [...left].filter(
    ([, object]) => identityKey({ ...identityOf(object), namespace: '' }) === wanted,
  );
  return keys.length === 1 ? keys[0]?.[0] : undefined;
}

/** From the attributes; an imported resource has none, then from the id. */
function identityOfResource({ id, attributes }: KusionResource): ResourceId {
  if (typeof attributes['kind'] === 'string') return identityOf(attributes);
  const [apiVersion = '', kind = '', ...names] = id.split(':');
  const [namespace, name] = names.length > 1 ? names : ['', ...names];
  return identityOf({ apiVersion, kind, metadata: { namespace: namespace ?? '', name: name ?? '' } });
}

function compared(ours: JsonObject, resource: KusionResource, facts: StackFacts): ComparedObject {
  const kusion = normalObject(resource.attributes);
  const isSecret = secretMaterial(ours) !== undefined || secretMaterial(kusion) !== undefined;
  const isEmptied = Object.keys(kusion).length === 0;
  const differences: readonly FieldDifference[] = isEmptied
    ? [{ path: '', ours, kusion: undefined, ourPath: [], kusionPath: [] }]
    : fieldDifferences(ours, kusion);
  const values = isSecret ? allSecret : withoutNamed(ours, kusion);
  const fields = differences.map((difference) => {
    const divergence: Divergence = {
      ...difference,
      what: 'field',
      kind: identityOf(ours).kind,
      isOrder: difference.isOrder === true,
      ourObject: ours,
      kusionObject: kusion,
      extensions: resource.extensions,
      facts,
    };
    return fieldOf(divergence, values(difference));
  });
  return { id: resource.id, verdict: fields.length === 0 ? 'equal' : 'differs', fields };
}

/** For objects that hold a secret: what is there, and no value. */
function allSecret({ ours, kusion }: FieldDifference): Shown {
  const hide = (value: Json | undefined) => (value === undefined ? null : SECRET);
  return { ours: hide(ours), kusion: hide(kusion) };
}

/** Reads the values of differences from copies of both objects that hold no value with the name of a secret. */
function withoutNamed(ourObject: JsonObject, kusionObject: JsonObject): (found: FieldDifference) => Shown {
  const [ourCopy, kusionCopy] = [maskNamed(ourObject), maskNamed(kusionObject)];
  return ({ ours, kusion, ourPath, kusionPath, isOrder }) => {
    // names of items
    if (isOrder) return { ours: ours ?? null, kusion: kusion ?? null };
    return {
      ours: ours === undefined ? null : (partAt(ourCopy, ourPath) ?? null),
      kusion: kusion === undefined ? null : (partAt(kusionCopy, kusionPath) ?? null),
    };
  };
}

function missing(resource: KusionResource, facts: StackFacts): ComparedObject {
  const { kind } = identityOfResource(resource);
  const divergence = whole('missing', kind, facts);
  const kusionObject = normalObject(resource.attributes);
  return {
    id: resource.id,
    verdict: 'missing',
    fields: [fieldOf({ ...divergence, kusionObject, extensions: resource.extensions }, NOTHING)],
  };
}

function extra(ourObject: JsonObject, facts: StackFacts): ComparedObject {
  const { group, version, kind, namespace, name } = identityOf(ourObject);
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const id = [apiVersion, kind, ...(namespace === '' ? [] : [namespace]), name].join(':');
  return { id, verdict: 'extra', fields: [fieldOf({ ...whole('extra', kind, facts), ourObject }, NOTHING)] };
}

function whole(what: 'missing' | 'extra', kind: string, facts: StackFacts): Divergence {
  return {
    what,
    kind,
    path: '',
    ours: undefined,
    kusion: undefined,
    isOrder: false,
    ourObject: undefined,
    kusionObject: undefined,
    extensions: {},
    facts,
  };
}

/** Both values of a difference without what is secret. */
type Shown = Pick<ComparedField, 'ours' | 'kusion'>;

/** A whole object is told by its id alone. */
const NOTHING: Shown = { ours: null, kusion: null };

function fieldOf(found: Divergence, values: Shown): ComparedField {
  const known = reasonFor(found);
  return { path: found.path, ...values, reason: known ? { id: known.id, text: known.reason } : null };
}
