import type { Span } from '../diagnostics/span.ts';
import type { FieldType } from './field-type.ts';

/** `${a.b}`, checked against what there is. */
export interface Expression {
  readonly path: readonly string[];
  readonly type: FieldType;
  /** True when there may be no value. */
  readonly optional: boolean;
  readonly at: Span;
}

/** A value with expressions in it. `at` is its place in the module file. */
export type Template = { readonly at: Span } & (
  | { readonly kind: 'constant'; readonly value: string | number | boolean }
  /** One expression and nothing else: the value keeps its type. */
  | { readonly kind: 'value'; readonly expression: Expression }
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Template])[] }
);

/** A map with expressions in its values. */
export type MapTemplate = Extract<Template, { kind: 'map' }>;

/** The expressions of a text in order; none for a constant. */
export function expressionsOf(template: Template): readonly Expression[] {
  if (template.kind === 'value') return [template.expression];
  return template.kind === 'text' ? template.parts.filter((part) => typeof part !== 'string') : [];
}

/** True when there may be nothing to render. */
export function isOptional(template: Template): boolean {
  return expressionsOf(template).some(({ optional }) => optional);
}
