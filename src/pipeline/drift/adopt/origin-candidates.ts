import { pointerNode } from '../../../compile/generate/pointer-span.ts';
import { positionOf, type Span } from '../../../diagnostics/span.ts';
import { jsonEqual } from '../../../drift/json-equal.ts';
import { isJsonObject, type Json } from '../../../model/json.ts';
import { nodeAt, type Node, type Path } from '../../../model/node.ts';
import type { Pointer } from '../../../model/pointer.ts';
import { partAt } from '../../../model/edit-json.ts';
import { parseQuantity } from '../../../util/quantity.ts';
import { forList, jsonOf, nodeOf, rootOf, wayToSpan, type Candidate, type Slot } from './slot.ts';
import { overrideAt, ownStack, pathInApp, sharedBy, unitOf, type TargetScope } from './target-scope.ts';
import { valueForms } from './value-forms.ts';

/** What could be written so that a field is rendered as it is in the cluster, and why places that made it were passed over. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly blocked: readonly string[];
}

/** Candidates at the very place that made the value, or over it where that place is shared. */
export function originCandidates(scope: TargetScope): Candidates {
  const found: { readonly candidates: Candidate[]; readonly blocked: string[] } = {
    candidates: [],
    blocked: [],
  };
  const origin = originAt(scope);
  if (!origin) return found;
  const { node, inApp } = origin;
  const change = changeOf(scope);
  const add = (place: ReturnType<typeof overrideAt>, list?: Node) => {
    if ('blocked' in place) found.blocked.push(place.blocked);
    else found.candidates.push(...candidatesIn(place.slot, { scope, change, node, list }));
  };
  if (node && !says(node, scope))
    found.blocked.push(`${placeText(node)} makes it without saying the value itself`);
  else if (node) for (const place of placesOf(node, inApp, scope)) add(place);
  if (inApp) add(overrideAt(inApp, scope), listAt(inApp, scope));
  return found;
}

/** True if the value is written at a place, alone or as a part of a text or map; what is to go may be written anyhow. */
function says(node: Span, scope: TargetScope): boolean {
  const { kind, desired } = scope.field;
  const root = rootOf(scope.textOf(node.source.path));
  const way = wayToSpan(root, node);
  const found = way && nodeAt(root, way);
  if (kind === 'missing' || !found || typeof desired === 'object') return true;
  const value = jsonOf(found);
  if (isJsonObject(value)) return membersOf(value, desired).length > 0 || 'kind' in node;
  if (!isPlain(value) || !isPlain(desired)) return true;
  const [text, wanted] = [String(value), String(desired)];
  return text !== '' && (wanted.includes(text) || text.includes(wanted));
}

function placeText({ source, start }: Span): string {
  return `${source.path}:${String(positionOf(source, start).line)}`;
}

interface Origin {
  /** The value that won, where it is written; undefined for a default. */
  readonly node: Span | undefined;
  /** Where an app.yaml would say it. */
  readonly inApp: Path | undefined;
}

function originAt(scope: TargetScope): Origin | undefined {
  const { resource, resolved } = scope.object;
  const path = wholeItem(scope);
  const entry = resource.origins.findLast(
    (each) => each.path.length <= path.length && each.path.every((step, i) => step === path[i]),
  );
  if (!entry || scope.way.rest.length > 0) return undefined;
  const { origin } = entry;
  if (!('root' in origin)) return { node: origin, inApp: undefined };
  if (!resource.call) return undefined;
  const app = resolved.apps.find(({ name }) => name === resource.app);
  const scopeOf = { unit: unitOf(scope), app, call: resource.call };
  const rest = path.slice(entry.path.length);
  const deeper: Pointer = { ...origin, path: [...origin.path, ...rest] };
  const deepest = pointerNode(deeper, scopeOf);
  const pointer = deepest ? deeper : origin;
  return { node: deepest ?? pointerNode(origin, scopeOf), inApp: pathInApp(pointer, scope) };
}

/** Of an item that is gone, the origin may be noted at a value inside of it only. */
function wholeItem({ way, object, field }: TargetScope): Path {
  if (field.kind !== 'missing') return way.path;
  const inside = object.resource.origins.filter(
    ({ path }) => path.length >= way.path.length && way.path.every((step, i) => step === path[i]),
  );
  return inside.some(({ path }) => path.length === way.path.length) || inside.length !== 1
    ? way.path
    : (inside[0]?.path ?? way.path);
}

/** The place of a value in its file; another file of the unit where that one is shared. */
function placesOf(
  node: Span,
  inApp: Path | undefined,
  scope: TargetScope,
): readonly ReturnType<typeof overrideAt>[] {
  const { object } = scope;
  const { stack, project } = object.spec.unit;
  const file = node.source.path;
  const path = wayToSpan(rootOf(scope.textOf(file)), node);
  if (!path) return [];
  const blocked = sharedBy(file, scope);
  if (blocked === undefined) return [{ slot: { file, path } }];
  const isLayer = stack.layers.some(({ source }) => source.path === file);
  if (isLayer && !inApp) {
    const root = rootOf(scope.textOf(file));
    const isWrapped = nodeAt(root, ['apps']) !== undefined || nodeAt(root, ['shared']) !== undefined;
    return [overrideAt(isWrapped ? path : ['apps', ...path], scope)];
  }
  if (isLayer) return imageSlot(scope);
  if (file !== project.source.path) return [{ blocked }];
  const own = sharedBy(ownStack(unitOf(scope)), scope);
  return [own === undefined ? { slot: { file: ownStack(unitOf(scope)), path } } : { blocked: own }];
}

/** An image of a shared layer gets its version in stack.yaml, as a release sets it. */
function imageSlot(scope: TargetScope): readonly ReturnType<typeof overrideAt>[] {
  const { live } = changeOf(scope);
  if (scope.way.path.at(-1) !== 'image' || typeof live !== 'string') return [];
  const file = ownStack(unitOf(scope));
  const blocked = sharedBy(file, scope);
  if (blocked !== undefined) return [{ blocked }];
  const repository = repositoryOf(live);
  return repository === undefined ? [] : [{ slot: { file, path: ['images', repository] } }];
}

function repositoryOf(image: string): string | undefined {
  return /^([^@]+?)(?::[^/:@]+)?(?:@.*)?$/.exec(image)?.[1];
}

function changeOf({ field }: TargetScope) {
  return { desired: field.desired, live: field.kind === 'missing' ? null : field.live };
}

interface InSlot {
  readonly scope: TargetScope;
  readonly change: ReturnType<typeof changeOf>;
  readonly node: Span | undefined;
  readonly list: Node | undefined;
}

function candidatesIn(slot: Slot, { scope, change, node, list }: InSlot): readonly Candidate[] {
  const written = nodeOf(slot, scope.textOf(slot.file));
  const merged = node && 'kind' in node ? (node as Node) : undefined;
  const known = written ?? merged;
  if (scope.field.kind === 'missing') {
    const listNode = written ? listOf(slot, scope) : list;
    const isItem = typeof slot.path.at(-1) === 'number';
    const removed = isItem || !written ? forList(slot, null, listNode) : { slot, value: null };
    return removed ? [removed] : [];
  }
  const before = known && jsonOf(known);
  if (isJsonObject(before) && (change.desired === null || typeof change.desired !== 'object'))
    return membersOf(before, change.desired).flatMap((key) =>
      valueForms(before[key], change).map((value) => ({
        slot: { ...slot, path: [...slot.path, key] },
        value,
      })),
    );
  if (!written && slot.path[0] === 'images') {
    return valueForms(versionOf(change.desired), change)
      .filter((value) => typeof value === 'string' && value !== change.live)
      .map((value) => ({ slot, value }));
  }
  return [...ranges(before, scope), ...valueForms(before, change)].flatMap((value) =>
    written ? [{ slot, value }] : (forList(slot, value, list) ?? []),
  );
}

function versionOf(image: Json): Json | undefined {
  if (typeof image !== 'string') return undefined;
  const repository = repositoryOf(image);
  return repository === undefined ? undefined : image.slice(repository.length + 1);
}

function isPlain(value: Json): value is string | number | boolean {
  return value !== null && typeof value !== 'object';
}

/** Members of a map that say the value. */
function membersOf(map: Readonly<Record<string, Json>>, value: Json): readonly string[] {
  return Object.keys(map).filter((key) => {
    const member = map[key] ?? null;
    return (
      jsonEqual(member, value) || (isPlain(member) && isPlain(value) && String(member) === String(value))
    );
  });
}

/** `request-limit` with one of the two exchanged: a text that gives both, or one that gives only the limit. */
function ranges(before: Json | undefined, { object, way, field }: TargetScope): readonly Json[] {
  const [side, name] = way.path.slice(-2);
  if ((side !== 'limits' && side !== 'requests') || name === undefined) return [];
  if (typeof before === 'object' || before === undefined) return [];
  const amount = (which: string) =>
    which === side ? field.live : partAt(object.resource.object, [...way.path.slice(0, -2), which, name]);
  const [request, limit] = [amount('requests'), amount('limits')];
  if (typeof request !== 'string' || typeof limit !== 'string') return [];
  const isRange =
    parseQuantity(String(before)) === undefined && parseQuantity(request) && parseQuantity(limit);
  return isRange ? [`${request}-${limit}`] : [];
}

/** The list that a place in a file is inside of. */
function listOf(slot: Slot, { textOf }: TargetScope): Node | undefined {
  const at = slot.path.findIndex((step) => typeof step === 'number');
  return at < 0 ? undefined : nodeAt(rootOf(textOf(slot.file)), slot.path.slice(0, at));
}

/** The merged list that a place in an app.yaml is inside of. */
function listAt(inApp: Path, scope: TargetScope): Node | undefined {
  const at = inApp.findIndex((step) => typeof step === 'number');
  if (at < 0) return undefined;
  const { call, app } = scope.object.resource;
  const { apps } = scope.object.resolved;
  const list = inApp.slice(0, at);
  if (list[0] === 'apps') return nodeAt(apps.find(({ name }) => name === app)?.node, list.slice(2));
  return call && nodeAt(call.inputNode, list.slice(call.path.length));
}
