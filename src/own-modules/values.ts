import { InternalError } from '../diagnostics/internal-error.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { ModuleNames } from '../model/module.ts';
import { input, platform, type Pointer } from '../model/pointer.ts';
import type { Expression } from './template.ts';

/** What an expression gives, and the input that it comes from. */
export interface Value {
  /** Undefined when an optional field was left out. */
  readonly value: Json | undefined;
  readonly origin: Pointer;
}

/** The values of one use of a module, by the first step of a path. */
export type Values = ReadonlyMap<string, Value>;

/** The values of a module's use. Input and platform were parsed by the schemas of the module. */
export function moduleValues(own: unknown, config: unknown, names: ModuleNames): Values {
  const { project, stack, workspace, app, key, namespace, unitName, selector } = names;
  const named = { project, stack, workspace, app, key, namespace, unitName, selector };
  return new Map<string, Value>([
    ['input', { value: own as Json, origin: input() }],
    ['platform', { value: config as Json, origin: platform() }],
    ...Object.entries(named).map(
      ([name, value]) => [name, { value, origin: { root: 'unit', path: [name] } }] as [string, Value],
    ),
  ]);
}

/** The values for one item of a list. */
export function itemValues(values: Values, list: Value, index: number): Values {
  const items = Array.isArray(list.value) ? (list.value as readonly Json[]) : [];
  const origin = { ...list.origin, path: [...list.origin.path, index] };
  return new Map([
    ...values,
    ['item', { value: items[index], origin }],
    ['index', { value: index, origin: list.origin }],
  ]);
}

/** The value of an expression. */
export function valueOf({ path: [root = '', ...rest] }: Expression, values: Values): Value {
  const found = values.get(root);
  let value = found?.value;
  for (const step of rest)
    value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  const origin = found?.origin ?? input();
  // names have no parts
  return { value, origin: origin.root === 'unit' ? origin : { ...origin, path: [...origin.path, ...rest] } };
}

/** True for a value that `when` counts as there. */
export function isThere(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** A value as it stands inside a text. */
export function scalarText(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new InternalError('a map or list stands inside a text');
}
