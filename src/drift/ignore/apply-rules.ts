import type { JsonObject } from '../../model/json.ts';
import type { Difference } from '../difference.ts';
import type { OwnershipBook } from '../ownership.ts';
import { isWithin, pathText } from '../steps.ts';
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
    .filter((drift) => !drifts.some(({ steps }) => isWithin(steps, drift.steps)))
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
    ({ steps, isDrift }) =>
      isDrift &&
      input.drifts.some((before) => isWithin(steps, before.steps) || isWithin(before.steps, steps)) &&
      !book.owners(steps).some(({ manager }) => rules.some(({ managers }) => managers.has(manager.name))),
  );
}

/** The first rule that takes a difference away by itself; all of them when only all do. */
function namesOf(drift: Difference, used: readonly IgnoreRule[], input: IgnoreInput): string {
  const path = pathText(drift.steps);
  const only = used.length === 1 ? used[0] : used.find((rule) => !keeps(path, driftsUnder([rule], input)));
  return only?.name ?? 'ignore';
}

function keeps(path: string, drifts: readonly Difference[]): boolean {
  return drifts.some(({ steps }) => pathText(steps).startsWith(path));
}
