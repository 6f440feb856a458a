import { isJsonObject, type Json } from '../../model/json.ts';
import type { Path } from '../../model/node.ts';
import { jsonEqual } from '../json-equal.ts';
import type { JqCondition, JqNode } from './jq-syntax.ts';

/** A value on its way through an expression; a computed one has no path. */
interface Item {
  readonly value: Json;
  readonly path?: Path;
}

/**
 * The fields of an object that an expression names, as `del(expression)` of jq would leave them out. Where jq
 * would fail, such as at a field of a text, there is no result. Results are told apart after every step, so the
 * time is at most the length of the expression times the size of the object.
 */
export function jqPaths(node: JqNode, object: Json): readonly Path[] {
  return evaluate(node, { value: object, path: [] }).flatMap(({ path }) => (path ? [path] : []));
}

function evaluate(node: JqNode, input: Item): readonly Item[] {
  switch (node.op) {
    case 'identity':
      return [input];
    case 'field':
    case 'index':
      return member(input, node.op === 'field' ? node.name : node.index);
    case 'iterate':
      return members(input);
    case 'literal':
      return [{ value: node.value }];
    case 'pipe':
      return distinct(evaluate(node.left, input).flatMap((item) => evaluate(node.right, item)));
    case 'comma':
      return distinct([...evaluate(node.left, input), ...evaluate(node.right, input)]);
    case 'select':
      return evaluate(node.condition, input).some(isTrue) ? [input] : [];
    default:
      return evaluateCondition(node, input);
  }
}

function evaluateCondition(node: JqCondition, input: Item): readonly Item[] {
  switch (node.op) {
    case 'not':
      return [{ value: !isTrue(input) }];
    case 'text':
      return typeof input.value === 'string' ? [{ value: node.test(input.value) }] : [];
    case 'and':
    case 'or':
      return combine(node, input, (a, b) => {
        const [left, right] = [isTrue(a), isTrue(b)];
        return node.op === 'and' ? left && right : left || right;
      });
    case '==':
    case '!=':
      return combine(node, input, (a, b) => jsonEqual(a.value, b.value) === (node.op === '=='));
  }
}

/** Most pairs of results that an operator looks at; a literal makes one pair of each result of the other side. */
const MOST_PAIRS = 1_000_000;

function combine(
  { left, right }: { readonly left: JqNode; readonly right: JqNode },
  input: Item,
  join: (a: Item, b: Item) => boolean,
): readonly Item[] {
  const [as, bs] = [evaluate(left, input), evaluate(right, input)];
  const most = Math.floor(MOST_PAIRS / Math.max(1, bs.length));
  const results = new Set(as.slice(0, most).flatMap((a) => bs.map((b) => join(a, b))));
  return [...results].map((value) => ({ value }));
}

/** Everything but false and null is true. */
function isTrue({ value }: Item): boolean {
  return value !== false && value !== null;
}

function member(input: Item, step: string | number): readonly Item[] {
  const { value } = input;
  if (typeof step === 'string') {
    if (value !== null && !isJsonObject(value)) return [];
    return [inside(input, step, isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined)];
  }
  if (!Array.isArray(value)) return value === null ? [{ value }] : [];
  const at = step < 0 ? value.length + step : step;
  return [inside(input, at, (value as readonly Json[])[at])];
}

/** What is not there is null, and cannot be left out. */
function inside({ path }: Item, step: string | number, found: Json | undefined): Item {
  return found === undefined || !path ? { value: found ?? null } : { value: found, path: [...path, step] };
}

function members({ value, path }: Item): readonly Item[] {
  const entries: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? [...(value as readonly Json[]).entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return entries.map(([key, each]) => (path ? { value: each, path: [...path, key] } : { value: each }));
}

function distinct(items: readonly Item[]): readonly Item[] {
  const seen = new Set<string>();
  return items.filter(({ value, path }) => {
    const key = path ? JSON.stringify(path) : `=${JSON.stringify(value)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
