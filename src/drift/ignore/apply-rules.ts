import type { JsonObject } from '../../model/json.ts';
import type { Difference } from '../difference.ts';
import type { OwnershipBook } from '../ownership.ts';
import type { Place } from '../place.ts';
import { isWithin } from '../steps.ts';
import { cutFields } from './cut-fields.ts';
import type { IgnoreRule } from './ignore-rule.ts';

/** Two objects, what differs between them, and how to find that out again. */
export interface IgnoreInput {
  readonly desired: JsonObject;
  readonly live: JsonObject;
  readonly drifts: readonly Difference[];
  readonly book: OwnershipBook;
  readonly compare: (desired: JsonObject, live: JsonObject) => readonly Difference[];
  /** Rules that select the object. */
  readonly rules: readonly IgnoreRule[];
}

/** What is left of the drift, what was ignored and by which rule, and the rules that named something. */
export interface IgnoreResult {
  readonly drifts: readonly Difference[];
  readonly ignored: readonly Difference[];
  readonly used: readonly IgnoreRule[];
}

/**
 * Leaves out what rules name, on both sides, as Argo CD and Flux do, and compares again. Rules only ever take
 * away: a difference that only appears because a field was cut out is none.
 */
export function applyIgnoreRules(input: IgnoreInput): IgnoreResult {
  const used = input.rules.filter((rule) => cuts(rule, input) || owns(rule, input));
  const drifts = used.length === 0 ? input.drifts : driftsUnder(used, input);
  const ignored = input.drifts
    .filter((drift) => !drifts.some(({ place }) => isWithin(place.steps, drift.place.steps)))
    .map((drift) => ({ ...drift, isDrift: false, rule: namesOf(drift, used, input) }));
  return { drifts, ignored, used };
}

function cuts({ paths }: IgnoreRule, { desired, live }: IgnoreInput): boolean {
  return paths(desired).length + paths(live).length > 0;
}

function owns({ managers }: IgnoreRule, { book }: IgnoreInput): boolean {
  return book.managers.some(({ name }) => managers.has(name));
}

function driftsUnder(rules: readonly IgnoreRule[], input: IgnoreInput): readonly Difference[] {
  const { desired, live, book } = input;
  const isCut = rules.some((rule) => cuts(rule, input));
  const found = isCut
    ? input.compare(
        cutFields(
          desired,
          rules.flatMap(({ paths }) => paths(desired)),
        ),
        cutFields(
          live,
          rules.flatMap(({ paths }) => paths(live)),
        ),
      )
    : input.drifts;
  return found.filter(
    ({ place, isDrift }) =>
      isDrift &&
      input.drifts.some((before) => meet(place, before.place)) &&
      !book.owners(place).some(({ manager }) => rules.some(({ managers }) => managers.has(manager.name))),
  );
}

/** True if one place is the other, or within it. */
function meet(a: Place, b: Place): boolean {
  return isWithin(a.steps, b.steps) || isWithin(b.steps, a.steps);
}

/** The first rule that takes a difference away by itself; all of them when only all do. */
function namesOf(drift: Difference, used: readonly IgnoreRule[], input: IgnoreInput): string {
  const only =
    used.length === 1 ? used[0] : used.find((rule) => !keeps(drift.place, driftsUnder([rule], input)));
  return only?.name ?? 'ignore';
}

function keeps({ text }: Place, drifts: readonly Difference[]): boolean {
  return drifts.some(({ place }) => place.text.startsWith(text));
}
