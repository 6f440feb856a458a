import { from, type Draft } from '../model/draft.ts';
import type { Json } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Span } from '../diagnostics/span.ts';
import { expressionsOf, type Expression, type MapTemplate, type Template } from './template.ts';
import { scalarText, valueOf, type Values } from './values.ts';

/** Most characters that one use of a module may make; a few kilobytes are usual. */
export const MAX_EXPANSION = 4 * 1024 * 1024;

/** What is left of `MAX_EXPANSION`; below zero when a template would make more than that. */
export interface Budget {
  left: number;
}

/**
 * Fills a template in. A value that is missing takes its key, its item or the whole text around it away.
 * Every value remembers what made it: a field that somebody gave, or the line of the module file. Once the
 * budget is spent it does nothing more, so that no input can make it run for long.
 */
export function expand(template: Template, values: Values, budget: Budget): Draft {
  budget.left--;
  if (budget.left < 0) return undefined;
  switch (template.kind) {
    case 'constant':
      spend(budget, template.value);
      return from(template.at, template.value);
    case 'value': {
      const { value, origin } = valueOf(template.expression, values);
      spend(budget, value);
      return from(origin, value);
    }
    case 'text':
      return from(originOf(template, values), textOf(template.parts, values, budget));
    case 'list': {
      const items = template.items.map((item) => expand(item, values, budget));
      return from(
        template.at,
        items.filter((item) => item !== undefined),
      );
    }
    case 'map':
      return from(template.at, expandMap(template, values, budget));
  }
}

/** Fills in the members of a map. */
export function expandMap(
  { entries }: MapTemplate,
  values: Values,
  budget: Budget,
): Readonly<Record<string, Draft>> {
  return Object.fromEntries(
    entries.map(([key, value]) => {
      spend(budget, key);
      return [key, expand(value, values, budget)];
    }),
  );
}

/** A template that gives text; undefined when a value of it is missing. */
export function expandText(template: Template, values: Values, budget: Budget): string | undefined {
  switch (template.kind) {
    case 'constant':
      return String(template.value);
    case 'value':
      return textOf([template.expression], values, budget);
    case 'text':
      return textOf(template.parts, values, budget);
    case 'list':
    case 'map':
      return undefined;
  }
}

/** What made a text: the first field in it that somebody gives, else its line in the module file. */
export function originOf(template: Template, values: Values): Pointer | Span {
  const origins = expressionsOf(template).map((expression) => valueOf(expression, values).origin);
  const given = origins.find(({ root }) => root !== 'unit');
  return given ?? (template.kind === 'value' ? origins[0] : undefined) ?? template.at;
}

function textOf(parts: readonly (string | Expression)[], values: Values, budget: Budget): string | undefined {
  let text = '';
  for (const part of parts) {
    const value = typeof part === 'string' ? part : valueOf(part, values).value;
    if (value === undefined || budget.left < 0) return undefined;
    const piece = typeof value === 'string' ? value : scalarText(value);
    spend(budget, piece);
    text += piece;
  }
  return text;
}

function spend(budget: Budget, value: Json | undefined): void {
  if (value === undefined || budget.left < 0) return;
  if (typeof value === 'string') budget.left -= value.length;
  else if (Array.isArray(value)) for (const item of value as readonly Json[]) spendInner(budget, item);
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) {
      spend(budget, key);
      spendInner(budget, member);
    }
}

function spendInner(budget: Budget, value: Json): void {
  budget.left--;
  spend(budget, value);
}
