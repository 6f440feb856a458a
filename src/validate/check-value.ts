import { suggest } from '../diagnostics/suggest.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { PathStep } from '../model/node.ts';
import type { ProblemKind, Report } from './problem.ts';
import { isBase64, isQuantity } from './scalar-forms.ts';
import {
  INT32,
  type ListNode,
  type NumberNode,
  type SchemaNode,
  type StructNode,
  type TextNode,
} from './schema-node.ts';

/**
 * Holds a value against a schema: unknown and missing fields, kinds and ranges of values, items of keyed lists
 * that stand twice. Reports everything it finds; a value of the wrong kind is not looked into.
 */
export function checkValue(value: Json, node: SchemaNode, report: Report): void {
  new ValueCheck(report).check(value, node);
}

/** Walks a value; the path to where it stands is kept in one list, because most values have no problem. */
class ValueCheck {
  readonly #path: PathStep[] = [];
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  check(value: Json, node: SchemaNode): void {
    switch (node.kind) {
      case 'struct':
        this.#struct(value, node);
        return;
      case 'text':
        this.#text(value, node);
        return;
      case 'list':
        this.#list(value, node);
        return;
      case 'map':
        this.#map(value, node.value);
        return;
      case 'nullable':
        if (value !== null) this.check(value, node.node);
        return;
      case 'integer':
      case 'number':
        this.#number(value, node);
        return;
      case 'boolean':
        this.#boolean(value);
        return;
      case 'quantity':
        this.#quantity(value);
        return;
      case 'int-or-text':
        this.#intOrText(value);
        return;
      case 'bytes':
        this.#bytes(value);
        return;
      case 'object':
        this.#object(value);
        return;
      case 'any':
        return;
    }
  }

  #boolean(value: Json): void {
    if (typeof value !== 'boolean') this.#wrongType(value, 'true or false');
  }

  #object(value: Json): void {
    if (!isJsonObject(value)) this.#wrongType(value, 'a map');
  }

  #struct(value: Json, node: StructNode): void {
    if (!isJsonObject(value)) {
      this.#wrongType(value, 'a map');
      return;
    }
    const { fields, required } = node.members();
    for (const key in value) {
      const field = fields.get(key);
      const member = value[key];
      if (member === undefined) continue;
      if (field) this.#at(key, member, field);
      else if (!node.isOpen)
        this.#unknown(
          key,
          [...fields.keys()].filter((name) => !Object.hasOwn(value, name)),
        );
    }
    for (const name of required)
      if (!Object.hasOwn(value, name)) this.#add('missing', `lacks the field "${name}", which is required`);
  }

  #unknown(key: string, others: readonly string[]): void {
    const nearest = suggest(key, others);
    this.#path.push(key);
    const path = [...this.#path];
    this.#path.pop();
    this.#report({
      path,
      kind: 'unknown',
      detail: 'is no field',
      ...(nearest === undefined ? {} : { suggestion: nearest }),
    });
  }

  #map(value: Json, node: SchemaNode): void {
    if (!isJsonObject(value)) {
      this.#wrongType(value, 'a map');
      return;
    }
    for (const key in value) {
      const member = value[key];
      if (member !== undefined) this.#at(key, member, node);
    }
  }

  #list(value: Json, node: ListNode): void {
    if (!Array.isArray(value)) {
      this.#wrongType(value, 'a list');
      return;
    }
    const items = value as readonly Json[];
    items.forEach((item, index) => this.#at(index, item, node.item));
    if (node.keys.length > 0 || node.isSet) this.#duplicates(items, node);
    const { minItems = 0, maxItems = Infinity } = node;
    if (items.length < minItems) this.#add('value', `needs at least ${minItems} items`);
    if (items.length > maxItems) this.#add('value', `may have ${maxItems} items at most`);
  }

  #duplicates(items: readonly Json[], { keys, isSet }: ListNode): void {
    if (items.length < 2) return;
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const key = isSet ? JSON.stringify(item) : isJsonObject(item) ? itemKey(item, keys) : undefined;
      if (key === undefined) continue;
      if (seen.has(key)) this.#duplicate(index, isSet ? key : key.slice(1, -1), keys);
      seen.add(key);
    }
  }

  #duplicate(index: number, value: string, keys: readonly string[]): void {
    this.#path.push(index);
    const what = keys.length > 0 ? `the same ${keys.join(' and ')} (${value})` : 'the same value';
    this.#add('duplicate', `has ${what} as an earlier item of the list`);
    this.#path.pop();
  }

  #text(value: Json, { values, pattern, minLength = 0, maxLength = Infinity }: TextNode): void {
    if (typeof value !== 'string') {
      this.#wrongType(value, 'text');
      return;
    }
    if (values && !values.has(value)) {
      const nearest = suggest(value, values);
      const detail = `is ${JSON.stringify(value)}, and only ${[...values].filter(Boolean).join(', ')} are allowed`;
      this.#add('value', detail, nearest);
    }
    if (pattern && !pattern.takes(value)) this.#add('value', `does not have the form ${pattern.source}`);
    if (value.length < minLength) this.#add('value', `needs at least ${minLength} characters`);
    if (value.length > maxLength) this.#add('value', `may have ${maxLength} characters at most`);
  }

  #number(value: Json, { kind, min, max }: NumberNode): void {
    if (typeof value !== 'number') {
      this.#wrongType(value, kind === 'integer' ? 'a whole number' : 'a number');
      return;
    }
    if (kind === 'integer' && !Number.isInteger(value)) {
      this.#add('type', 'has to be a whole number, not a fraction');
      return;
    }
    if (value < min) this.#add('value', `may not be less than ${min}`);
    if (value > max) this.#add('value', `may not be more than ${max}`);
  }

  #quantity(value: Json): void {
    if (typeof value === 'number') return;
    if (typeof value !== 'string') {
      this.#wrongType(value, 'a quantity');
      return;
    }
    if (!isQuantity(value))
      this.#add('value', `is ${JSON.stringify(value)}, and a quantity looks like 500m, 2 or 64Mi`);
  }

  #intOrText(value: Json): void {
    if (typeof value === 'string') return;
    const { min, max } = INT32;
    if (typeof value !== 'number' || !Number.isInteger(value))
      this.#wrongType(value, 'a whole number or text');
    else if (value < min || value > max) this.#add('value', 'does not fit into 32 bits');
  }

  #bytes(value: Json): void {
    if (typeof value !== 'string') {
      this.#wrongType(value, 'text in base64');
      return;
    }
    if (!isBase64(value)) this.#add('value', 'has to be base64');
  }

  #at(step: PathStep, value: Json, node: SchemaNode): void {
    this.#path.push(step);
    this.check(value, node);
    this.#path.pop();
  }

  #wrongType(value: Json, wanted: string): void {
    const hint = wanted === 'text' && isPlain(value) ? ': put it in quotes' : '';
    this.#add('type', `has to be ${wanted}, not ${nameOf(value)}${hint}`);
  }

  #add(kind: ProblemKind, detail: string, suggestion?: string): void {
    this.#report({
      path: [...this.#path],
      kind,
      detail,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
}

/** What the API server fills in before it compares (k8s.io/api core/v1 defaults). */
const KEY_DEFAULTS: Readonly<Record<string, Json>> = { protocol: 'TCP' };

/** The values of the keys as text; undefined when one is missing that has no default. */
function itemKey(item: JsonObject, keys: readonly string[]): string | undefined {
  const values = keys.map((key) => (Object.hasOwn(item, key) ? item[key] : KEY_DEFAULTS[key]));
  return values.some((value) => value === undefined) ? undefined : JSON.stringify(values);
}

function isPlain(value: Json): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function nameOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'a map';
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    default:
      return 'a boolean';
  }
}
