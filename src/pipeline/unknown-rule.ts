import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { LINT_RULES } from '../lint/rules/index.ts';

/** Says that no lint rule has an id, with the nearest that one has; nothing for an id that exists. */
export function unknownRule(id: string, at: Span): readonly Diagnostic[] {
  const ids: readonly string[] = LINT_RULES.map((rule) => rule.id);
  if (ids.includes(id)) return [];
  const nearest = suggest(id, ids);
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  const fixes = nearest === undefined ? [] : [{ title: `rename to ${nearest}`, span: at, text: nearest }];
  return [diagnostic('FIELD_UNKNOWN', `"${id}" is not the id of a lint rule.${hint}`, at, { fixes })];
}
