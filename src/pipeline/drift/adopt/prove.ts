import { compareFields } from '../../../drift/compare-fields.ts';
import type { Difference } from '../../../drift/difference.ts';
import { isItem, type FieldWay } from '../../../drift/field-way.ts';
import { jsonEqual } from '../../../drift/json-equal.ts';
import { OwnershipBook } from '../../../drift/ownership.ts';
import { rootPattern } from '../../../drift/pattern.ts';
import { Place } from '../../../drift/place.ts';
import type { FieldStep, FieldSteps } from '../../../drift/steps.ts';
import { partAt, withPart } from '../../../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../model/json.ts';
import type { Path } from '../../../model/node.ts';
import type { ResourceId } from '../../../model/resource.ts';

/** Where a render is not as the cluster is. */
export interface Gap {
  readonly path: string;
  /** What is rendered there. */
  readonly rendered: Json | undefined;
}

/** Rules by which two values that are written differently are the same. */
const SAME: ReadonlySet<string> = new Set(['quantity', 'base64', 'quantity-heuristic', 'duration-heuristic']);

/** Every place where a rendered object is not the wanted one, in whatever order lists with keys stand. */
export function gapsOf(id: ResourceId, rendered: JsonObject, wanted: JsonObject): readonly Gap[] {
  if (jsonEqual(rendered, wanted)) return [];
  const found: Difference[] = [];
  const facts = {
    live: wanted,
    book: new OwnershipBook({}, { ours: [], human: [], controller: [] }),
    isSecret: id.group === '' && id.kind === 'Secret',
    lists: undefined,
    found,
    warn: () => undefined,
  };
  const pair = { desired: rendered, live: wanted, siblings: null };
  compareFields(Place.root(rootPattern(id), facts.book.managers), pair, facts);
  return found
    .filter(({ rule }) => !SAME.has(rule))
    .map(({ place, desired }) => ({ path: place.text, rendered: desired }));
}

/** True if one path is the other, leads to it or leads on from it. */
export function meets(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.startsWith(short) && (long.length === short.length || /^[.[]/.test(long.slice(short.length)));
}

/** An object with a value set, or taken away where `live` is undefined; undefined when that is not possible. */
export function withLive(
  object: JsonObject,
  { path, rest }: FieldWay,
  live: Json | undefined,
): JsonObject | undefined {
  if (live === undefined) return rest.length === 0 ? without(object, path) : undefined;
  const built = rest.length === 0 ? live : extended(partAt(object, path), rest, live);
  return built === undefined ? undefined : withPart(object, path, built);
}

function without(object: JsonObject, path: Path): JsonObject | undefined {
  const last = path.at(-1);
  const above = path.slice(0, -1);
  const parent = partAt(object, above);
  if (typeof last === 'number' && Array.isArray(parent))
    return withPart(
      object,
      above,
      (parent as readonly Json[]).filter((_, i) => i !== last),
    );
  if (!isJsonObject(parent) || last === undefined) return undefined;
  return withPart(object, above, Object.fromEntries(Object.entries(parent).filter(([key]) => key !== last)));
}

/** A value with something at the end of steps that it does not have yet. */
function extended(value: Json | undefined, [step, ...rest]: FieldSteps, live: Json): Json | undefined {
  if (step === undefined) return live;
  if (typeof step === 'string') {
    if (value !== undefined && !isJsonObject(value)) return undefined;
    const inner = extended(value && Object.hasOwn(value, step) ? value[step] : undefined, rest, live);
    return inner === undefined ? undefined : { ...value, [step]: inner };
  }
  if (value !== undefined && !Array.isArray(value)) return undefined;
  const items = (value ?? []) as readonly Json[];
  const index = items.findIndex((item) => isItem(item, step));
  const item = extended(index < 0 ? seedOf(step) : items[index], rest, live);
  if (item === undefined) return undefined;
  return index < 0 ? [...items, item] : items.with(index, item);
}

/** What an item has at least: its keys. */
function seedOf(step: FieldStep): Json | undefined {
  return typeof step === 'object' && 'keys' in step ? Object.fromEntries(step.keys) : undefined;
}
