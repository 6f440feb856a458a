import { partAt } from '../../../model/edit-json.ts';
import { isJsonObject, type Json } from '../../../model/json.ts';
import type { Path, PathStep } from '../../../model/node.ts';
import type { FieldStep } from '../../../drift/steps.ts';
import type { Candidates } from './origin-candidates.ts';
import type { Candidate } from './slot.ts';
import { overrideAt, pathInApp, type TargetScope } from './target-scope.ts';
import { valueForms } from './value-forms.ts';

/**
 * Candidates by name, for a field that nothing in the source says yet: beside what made its neighbours, below what
 * made the values around it, and last as a field of the workload or accessory itself. Most name no field of the
 * model; the proof sorts them out.
 */
export function nameCandidates(scope: TargetScope): Candidates {
  const found: { readonly candidates: Candidate[]; readonly blocked: string[] } = {
    candidates: [],
    blocked: [],
  };
  if (scope.field.kind === 'missing') return found;
  for (const path of namedPlaces(scope)) {
    const place = overrideAt(path, scope);
    if ('blocked' in place) found.blocked.push(place.blocked);
    else for (const value of valuesOf(scope)) found.candidates.push({ slot: place.slot, value });
  }
  const amount = amountOf(scope);
  for (const base of amount ? around(scope, scope.way.steps.length - 3) : []) {
    const place = overrideAt([...base, 'resources', amount?.name ?? ''], scope);
    if (amount && 'slot' in place) found.candidates.unshift({ slot: place.slot, value: amount.text });
  }
  return found;
}

/** An amount of a container is said for its request and its limit together. */
function amountOf({
  way,
  object,
  field,
}: TargetScope): { readonly name: string; readonly text: string } | undefined {
  const [list, side, name] = way.steps.slice(-3);
  if (list !== 'resources' || typeof name !== 'string' || (side !== 'limits' && side !== 'requests'))
    return undefined;
  const resources = way.path.slice(0, way.steps.length - 2);
  const amount = (which: string) =>
    which === side ? field.live : partAt(object.resource.object, [...resources, which, name]);
  const [request, limit] = [amount('requests'), amount('limits')];
  if (typeof limit !== 'string') return undefined;
  return { name, text: typeof request === 'string' ? `${request}-${limit}` : limit };
}

function namedPlaces(scope: TargetScope): readonly Path[] {
  const { resource } = scope.object;
  const steps: readonly (PathStep | FieldStep)[] = [...scope.way.path, ...scope.way.rest];
  const names = steps.map((step, i) => nameOf(step, resource.object, scope.way.path.slice(0, i + 1)));
  const paths: Path[] = [];
  const add = (base: Path | undefined, tail: readonly (string | undefined)[]) => {
    const known = tail.filter((name) => name !== undefined);
    if (!base || known.length !== tail.length || known.length === 0) return;
    paths.push([...base, ...known]);
    if (known.length > 1 && known.at(-1) === 'value') paths.push([...base, ...known.slice(0, -1)]);
  };
  for (let depth = Math.min(scope.way.path.length, steps.length - 1); depth >= 0; depth--) {
    for (const base of neighbours(scope, depth)) add(base, names.slice(depth));
    for (const base of around(scope, depth)) add(base, names.slice(depth));
  }
  const own = pathInApp({ root: 'input', path: [] }, scope);
  for (const length of [1, 2, 3]) if (length <= names.length) add(own, names.slice(-length));
  const [top, kind] = names;
  if (resource.app !== undefined && top === 'metadata' && (kind === 'labels' || kind === 'annotations'))
    add(['apps', resource.app], names.slice(1));
  return paths;
}

/** What made the value at a depth of the way. */
function around(scope: TargetScope, depth: number): readonly Path[] {
  const path = scope.way.path.slice(0, depth);
  return scope.object.resource.origins
    .filter((each) => each.path.length === depth && path.every((step, i) => step === each.path[i]))
    .map(({ origin }) => ('root' in origin ? pathInApp(origin, scope) : undefined))
    .filter((place) => place !== undefined);
}

/** The maps in which the neighbours of a field are said, which have the names that they have here. */
function neighbours(scope: TargetScope, depth: number): readonly Path[] {
  const { origins, object } = scope.object.resource;
  const path = scope.way.path.slice(0, depth);
  const found = new Map<string, Path>();
  for (const each of origins) {
    const step = each.path[depth];
    if (step === undefined || each.path.length > depth + 2 || !('root' in each.origin)) continue;
    if (!path.every((own, i) => own === each.path[i])) continue;
    const name = nameOf(step, object, each.path.slice(0, depth + 1));
    const at = each.origin.path.lastIndexOf(name ?? '');
    if (name === undefined || at < 0) continue;
    const base = pathInApp({ ...each.origin, path: each.origin.path.slice(0, at) }, scope);
    if (base) found.set(JSON.stringify(base), base);
  }
  return [...found.values()];
}

/** The name that a step has in the source: a key, or the key of an item. */
function nameOf(step: PathStep | FieldStep, object: Json, path: Path): string | undefined {
  if (typeof step === 'string') return step;
  if (typeof step === 'number') {
    const item = partAt(object, path);
    return isJsonObject(item) && typeof item['name'] === 'string' ? item['name'] : undefined;
  }
  if ('value' in step) return undefined;
  const [first] = step.keys.toSorted(([a], [b]) => Number(b === 'name') - Number(a === 'name'));
  return typeof first?.[1] === 'string' ? first[1] : undefined;
}

function valuesOf({ field, way }: TargetScope): readonly Json[] {
  const { live, desired } = field;
  if (!isJsonObject(live)) return valueForms(undefined, { desired, live });
  const last = way.rest.at(-1);
  const keys = typeof last === 'object' && 'keys' in last ? last.keys.map(([name]) => name) : [];
  const others = Object.entries(live).filter(([key]) => !keys.includes(key));
  const [single] = others;
  return [
    ...(keys.length > 0 && others.length === 1 && single ? [single[1]] : []),
    ...(keys.length > 0 ? [Object.fromEntries(others)] : []),
    live,
  ];
}
