import { isJsonObject, type Json } from '../model/json.ts';
import { defaultValues } from './default-values.ts';
import type { CompareFacts, Difference } from './difference.ts';
import { jsonEqual } from './json-equal.ts';
import { isBuiltInGroup, isFreeMap } from './known-groups.ts';
import { hasValueAt } from './last-applied.ts';
import { listType } from './list-type.ts';
import type { Owner } from './ownership.ts';
import { pairItems, stepTo } from './pair-items.ts';
import type { Place } from './place.ts';
import { filledIn, isTrackingLabel, replacedByDesign, serverOwned } from './server-fields.ts';
import { isAbsence } from './zero-value.ts';

/** A field of the live object that Git leaves out, and the value that it is part of. */
interface Undeclared {
  readonly live: Json;
  readonly siblings: Json;
}

/**
 * Judges a field that Git leaves out: it is drift only when a person or our own applier is known to have written
 * it and it is not what the server would give. Names the outermost field that the verdict is about.
 */
export function undeclared(place: Place, field: Undeclared, facts: CompareFacts): void {
  const { live } = field;
  const { found } = facts;
  const isByHand = () => writerOf(place, facts)?.kind === 'human';
  const rule =
    serverOwned(place) ?? filledIn(place, isByHand) ?? replacedByDesign(place, undefined, facts.live);
  if (rule !== undefined) {
    found.push(tolerated(place, live, rule));
    return;
  }
  const start = found.length;
  if (judgeMembers(place, live, facts)) outermost(place, live, { start, facts });
  else found.push(judgeField(place, field, facts));
}

/** Judges each member of a map, and each item of a list with keys. False when the value is judged as one. */
function judgeMembers(place: Place, live: Json, facts: CompareFacts): boolean {
  if (isJsonObject(live)) {
    let isEmpty = true;
    for (const key in live) {
      isEmpty = false;
      undeclared(place.in(key), { live: live[key] ?? null, siblings: live }, facts);
    }
    return !isEmpty;
  }
  if (!Array.isArray(live) || live.length === 0) return false;
  const items = live as readonly Json[];
  const type = listType(place, { desired: [], live: items }, facts);
  if (type.type !== 'keys' && type.type !== 'set') return false;
  for (const { live: item = null } of pairItems([], items, type).pairs)
    undeclared(place.in(stepTo(item, type)), { live: item, siblings: live }, facts);
  return true;
}

/** Puts one difference in the place of those that were found inside a value, where they are all of a kind. */
function outermost(
  place: Place,
  live: Json,
  { start, facts }: { readonly start: number; readonly facts: CompareFacts },
): void {
  if (isFreeMap(place.step)) return;
  const inner = facts.found.slice(start);
  const one = inner.some(({ isDrift }) => isDrift)
    ? driftAround(place, live, { inner, facts })
    : toleranceAround(place, live, inner);
  if (one) facts.found.splice(start, inner.length, one);
}

function toleranceAround(place: Place, live: Json, inner: readonly Difference[]): Difference | undefined {
  const [first] = inner;
  if (!first || inner.some(({ rule }) => rule !== first.rule)) return undefined;
  return { ...tolerated(place, live, first.rule), isWeak: first.isWeak === true };
}

/** A map that a person or we put there is one difference, with the defaults that came along; items are told apart. */
function driftAround(
  place: Place,
  live: Json,
  { inner, facts }: { readonly inner: readonly Difference[]; readonly facts: CompareFacts },
): Difference | undefined {
  if (!isJsonObject(live) || !inner.every(({ isDrift, isWeak }) => isDrift || isWeak === true))
    return undefined;
  const writer = writerOf(place, facts);
  return writer && extra(place, live, ruleOf(writer));
}

function judgeField(place: Place, { live, siblings }: Undeclared, facts: CompareFacts): Difference {
  if (live === null) return weak(place, live, 'null-is-absent');
  const defaults = defaultValues(place, siblings);
  if (defaults?.some((known) => jsonEqual(known, live))) return weak(place, live, 'default');
  if (!defaults && isAbsence(place, live)) return weak(place, live, 'zero-value');
  const writer = writerOf(place, facts);
  if (writer?.kind !== 'human' && isTrackingLabel(place, live)) return tolerated(place, live, 'bookkeeping');
  if (writer) return extra(place, live, ruleOf(writer));
  const owners = facts.book.owners(place);
  const isTaken = owners.some(
    ({ kind, how }) => how !== 'around' && (kind === 'controller' || kind === 'system'),
  );
  if (!isTaken && hasValueAt(facts.book.lastApplied, place.steps)) return extra(place, live, 'left-behind');
  if (isTaken || owners.length > 0) return tolerated(place, live, 'other-owner');
  return weak(place, live, 'nobody-known');
}

/**
 * The person, or else our own applier, that wrote a field. Our owning the atomic value around it says nothing: the
 * server adds defaults there under our name, except in maps of text, which have none.
 */
function writerOf(place: Place, facts: CompareFacts): Owner | undefined {
  const owners = facts.book.owners(place).filter((owner) => speaksFor(owner, place, facts));
  const isText = isFreeMap(place.parentName);
  return (
    owners.find(({ kind, how }) => kind === 'human' && how !== 'inside') ??
    owners.find(({ kind, how }) => kind === 'ours' && (how === 'itself' || (how === 'around' && isText)))
  );
}

/** Managers beside our own that make whole objects. */
const MAKERS: ReadonlySet<string> = new Set(['kubectl-client-side-apply', 'kubectl-create']);

/**
 * False when a manager may own a field only because it made the object: then the defaults of the server are noted
 * under its name. The last applied manifest tells; without one, what can have no default, or has known ones.
 */
function speaksFor({ manager, kind }: Owner, place: Place, { book }: CompareFacts): boolean {
  const isMaker = manager.operation === 'Update' && (kind === 'ours' || MAKERS.has(manager.name));
  if (!isMaker) return true;
  if (book.lastApplied && manager.name !== 'kubectl-create') return hasValueAt(book.lastApplied, place.steps);
  const hasNoDefault = isFreeMap(place.parentName) || typeof place.step === 'object';
  return hasNoDefault || isBuiltInGroup(place.pattern.group);
}

function ruleOf({ kind }: Owner): string {
  return kind === 'human' ? 'written-by-hand' : 'left-behind';
}

function extra(place: Place, live: Json, rule: string): Difference {
  return { place, kind: 'extra', live, rule, isDrift: true };
}

function tolerated(place: Place, live: Json, rule: string): Difference {
  return { place, kind: 'extra', live, rule, isDrift: false };
}

function weak(place: Place, live: Json, rule: string): Difference {
  return { place, kind: 'extra', live, rule, isDrift: false, isWeak: true };
}
