import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { ScalarNode } from '../model/node.ts';
import { isScalar, typeText } from './field-type.ts';
import { fieldAt, type Scope } from './scope.ts';
import type { Expression, Template } from './template.ts';

/** What expressions may name, and where problems go. */
export interface TextScope {
  readonly scope: Scope;
  readonly found: Diagnostic[];
}

const PATH = /^[A-Za-z][-_A-Za-z0-9]*(?:\.[A-Za-z][-_A-Za-z0-9]*)*$/;

/** `$${`, or an expression, or one that is not closed. */
const MARKS = /\$\$\{|\$\{([^}]*)(\}?)/g;

/**
 * Reads a text: `${path}` is an expression, `$${` stands for `${`. A text that is one expression keeps the
 * type of its value; inside of more text only texts, numbers and booleans can stand.
 */
export function readText(node: ScalarNode, written: string, { scope, found }: TextScope): Template {
  const at: Span = { source: node.source, start: node.start, end: node.end };
  const parts: (string | Expression)[] = [];
  let last = 0;
  let cursor = node.start;
  for (const mark of written.matchAll(MARKS)) {
    const [whole, path = '', close] = mark;
    const span = placeOf(node, whole, cursor);
    cursor = span.end;
    parts.push(written.slice(last, mark.index));
    last = mark.index + whole.length;
    if (whole === '$${') parts.push('${');
    else {
      const expression = close === '}' ? expressionOf(path, scope, span) : NOT_CLOSED;
      if (typeof expression === 'string') found.push(diagnostic('MODULE_INVALID', expression, span));
      else parts.push(expression);
    }
  }
  parts.push(written.slice(last));
  return templateOf(joined(parts), at, found);
}

const NOT_CLOSED = 'The expression is not closed. Write ${path}, or $${ for the text itself.';

function expressionOf(path: string, scope: Scope, at: Span): Expression | string {
  if (!PATH.test(path))
    return `"${path}" is not a path of names with dots between them, and there is nothing else an expression can be.`;
  const steps = path.split('.');
  const field = fieldAt(steps, scope);
  return typeof field === 'string' ? field : { path: steps, ...field, at };
}

function templateOf(parts: readonly (string | Expression)[], at: Span, found: Diagnostic[]): Template {
  const [first = '', second] = parts;
  if (second === undefined)
    return typeof first === 'string'
      ? { kind: 'constant', value: first, at }
      : { kind: 'value', expression: first, at };
  for (const part of parts) {
    if (typeof part === 'string' || isScalar(part.type)) continue;
    const detail = `"${part.path.join('.')}" is ${typeText(part.type)}, which cannot stand inside a text. Let it be the whole value.`;
    found.push(diagnostic('MODULE_INVALID', detail, part.at));
  }
  return { kind: 'text', parts, at };
}

/** Without empty texts, and with neighbours as one. */
function joined(parts: readonly (string | Expression)[]): readonly (string | Expression)[] {
  const result: (string | Expression)[] = [];
  for (const part of parts) {
    const before = result.at(-1);
    if (typeof part === 'string' && typeof before === 'string') result[result.length - 1] = before + part;
    else if (part !== '') result.push(part);
  }
  return result;
}

/** Where a mark stands in the file; the whole scalar when quotes write it in another way. */
function placeOf({ source, start, end }: ScalarNode, mark: string, from: number): Span {
  const found = source.text.indexOf(mark, from);
  return found < 0 || found + mark.length > end
    ? { source, start, end }
    : { source, start: found, end: found + mark.length };
}
