import { isJsonObject, type Json } from '../model/json.ts';
import { defaultValues } from './default-values.ts';
import type { CompareFacts, Difference } from './difference.ts';
import { jsonEqual } from './json-equal.ts';
import { isBuiltInGroup, isFreeMap } from './known-groups.ts';
import { hasValueAt } from './last-applied.ts';
import { listType } from './list-type.ts';
import type { Owner } from './ownership.ts';
import { pairItems } from './pair-items.ts';
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
export function undeclared(place: Place, found: Undeclared, facts: CompareFacts): readonly Difference[] {
  const { live } = found;
  const rule = serverOwned(place) ?? filledIn(place, facts) ?? replacedByDesign(place, undefined, facts);
  if (rule !== undefined) return [tolerated(place, live, rule)];
  const inner = innerFields(place, live, facts);
  if (!inner) return [judgeField(place, found, facts)];
  const writer = writerOf(place, facts);
  const [first] = inner;
  const drifts = inner.filter(({ isDrift }) => isDrift);
  if (drifts.length === 0) {
    const isUniform = first !== undefined && inner.every((each) => each.rule === first.rule);
    return isUniform && !isFreeMap(place.step)
      ? [{ ...tolerated(place, live, first.rule), isWeak: first.isWeak === true }]
      : inner;
  }
  // a map that a person or we put there is one difference, with the defaults that came along; items are told apart
  const isWhole = writer !== undefined && isJsonObject(live) && !isFreeMap(place.step);
  const isOne = isWhole && inner.every(({ isDrift, isWeak }) => isDrift || isWeak === true);
  return isOne ? [extra(place, live, ruleOf(writer))] : inner;
}

function innerFields(place: Place, live: Json, facts: CompareFacts): readonly Difference[] | undefined {
  if (isJsonObject(live)) {
    const keys = Object.keys(live);
    if (keys.length === 0) return undefined;
    return keys.flatMap((key) =>
      undeclared(place.in(key), { live: live[key] ?? null, siblings: live }, facts),
    );
  }
  if (!Array.isArray(live) || live.length === 0) return undefined;
  const type = listType(place, live as readonly Json[], facts);
  if (type.type !== 'keys' && type.type !== 'set') return undefined;
  return pairItems([], live as readonly Json[], type).pairs.flatMap(({ step, live: item = null }) =>
    undeclared(place.in(step), { live: item, siblings: live }, facts),
  );
}

function judgeField(place: Place, { live, siblings }: Undeclared, facts: CompareFacts): Difference {
  if (live === null) return weak(place, live, 'null-is-absent');
  const defaults = defaultValues(place, facts.kind, siblings);
  if (defaults?.some((known) => jsonEqual(known, live))) return weak(place, live, 'default');
  if (!defaults && isAbsence(place, live)) return weak(place, live, 'zero-value');
  const writer = writerOf(place, facts);
  if (writer?.kind !== 'human' && isTrackingLabel(place, live)) return tolerated(place, live, 'bookkeeping');
  if (writer) return extra(place, live, ruleOf(writer));
  const owners = facts.book.owners(place.steps);
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
  const owners = facts.book.owners(place.steps).filter((owner) => speaksFor(owner, place, facts));
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
function speaksFor({ manager, kind }: Owner, place: Place, { book, group }: CompareFacts): boolean {
  const isMaker = manager.operation === 'Update' && (kind === 'ours' || MAKERS.has(manager.name));
  if (!isMaker) return true;
  if (book.lastApplied && manager.name !== 'kubectl-create') return hasValueAt(book.lastApplied, place.steps);
  const hasNoDefault = isFreeMap(place.parentName) || typeof place.step === 'object';
  return hasNoDefault || isBuiltInGroup(group);
}

function ruleOf({ kind }: Owner): string {
  return kind === 'human' ? 'written-by-hand' : 'left-behind';
}

function extra({ steps }: Place, live: Json, rule: string): Difference {
  return { steps, kind: 'extra', live, rule, isDrift: true };
}

function tolerated({ steps }: Place, live: Json, rule: string): Difference {
  return { steps, kind: 'extra', live, rule, isDrift: false };
}

function weak({ steps }: Place, live: Json, rule: string): Difference {
  return { steps, kind: 'extra', live, rule, isDrift: false, isWeak: true };
}
