import { isJsonObject, type Json } from '../model/json.ts';
import type { Path } from '../model/node.ts';
import { jsonEqual } from './json-equal.ts';
import { isFreeMap } from './known-groups.ts';
import { KEY_DEFAULTS } from './list-type.ts';
import type { FieldStep, FieldSteps } from './steps.ts';

/** A way into an object: as far as the object goes, and the steps beyond it. */
export interface FieldWay {
  /** Leads to a value that is there; items by their index. */
  readonly path: Path;
  /** What is not there; empty when the whole way is. */
  readonly rest: FieldSteps;
  /** The whole way as the text has it: items by their keys. */
  readonly steps: FieldSteps;
}

/** Maps from the name of a resource to an amount; such names hold dots. */
const AMOUNTS: ReadonlySet<string> = new Set(['limits', 'requests', 'hard', 'capacity']);

/**
 * Reads the text of a field path, as `stepText` writes its steps, against an object. Names of fields stand in it as they
 * are, also those with dots, so only the object tells where one ends. Of several readings the one comes first
 * that leads furthest.
 * @returns undefined for a text that is no path
 */
export function fieldWay(object: Json, text: string): FieldWay | undefined {
  const ways = waysInto(object, text, '');
  return ways.toSorted(
    (a, b) => Number(a.rest.length > 0) - Number(b.rest.length > 0) || b.path.length - a.path.length,
  )[0];
}

function waysInto(value: Json | undefined, text: string, name: string): readonly FieldWay[] {
  if (text === '') return [{ path: [], rest: [], steps: [] }];
  const found = text.startsWith('[') ? itemWays(value, text) : memberWays(value, text);
  if (found.length > 0) return found;
  const rest = readSteps(text, name);
  return rest ? [{ path: [], rest, steps: rest }] : [];
}

function memberWays(value: Json | undefined, text: string): readonly FieldWay[] {
  if (!isJsonObject(value) || !text.startsWith('.')) return [];
  return Object.keys(value)
    .filter((key) => text.startsWith(key, 1) && /^(?:$|[.[])/.test(text.slice(key.length + 1)))
    .flatMap((key) => below(waysInto(value[key], text.slice(key.length + 1), key), key));
}

function itemWays(value: Json | undefined, text: string): readonly FieldWay[] {
  const read = readItem(text);
  if (!read || !Array.isArray(value)) return [];
  const items = value as readonly Json[];
  const index =
    typeof read.step === 'number' ? read.step : items.findIndex((item) => isItem(item, read.step));
  if (index < 0 || index >= items.length) return [];
  return below(waysInto(items[index], text.slice(read.length), ''), index, read.step);
}

function below(ways: readonly FieldWay[], at: string | number, named: FieldStep = at): readonly FieldWay[] {
  return ways.map(({ path, rest, steps }) => ({ path: [at, ...path], rest, steps: [named, ...steps] }));
}

/** True for the item of a list that a step names. */
export function isItem(item: Json, step: FieldStep): boolean {
  if (typeof step !== 'object') return false;
  if ('value' in step) return jsonEqual(item, step.value);
  return (
    isJsonObject(item) &&
    step.keys.every(([key, wanted]) => jsonEqual(item[key] ?? KEY_DEFAULTS[key] ?? null, wanted))
  );
}

/** Steps without an object: a name ends at the next dot or bracket, but in a map of free keys it is all that is left. */
function readSteps(text: string, parent: string): FieldSteps | undefined {
  if (text === '') return [];
  if (text.startsWith('[')) {
    const item = readItem(text);
    const rest = item && readSteps(text.slice(item.length), '');
    return rest && [item.step, ...rest];
  }
  if (isFreeMap(parent) || AMOUNTS.has(parent)) return text.startsWith('.') ? [text.slice(1)] : undefined;
  const name = /^\.([^.[]+)/.exec(text)?.[1];
  const rest = name === undefined ? undefined : readSteps(text.slice(name.length + 1), name);
  return rest && name !== undefined ? [name, ...rest] : undefined;
}

const JSON_SCALAR = String.raw`"(?:[^"\\]|\\.)*"|-?[0-9][-+.0-9eE]*|true|false|null`;
const INDEX = /^\[([0-9]+)\]/;
const ITEM_VALUE = new RegExp(String.raw`^\[=(${JSON_SCALAR})\]`);
const ITEM_KEYS = new RegExp(
  String.raw`^\[((?:[^=,\][]+=(?:${JSON_SCALAR}))(?:,[^=,\][]+=(?:${JSON_SCALAR}))*)\]`,
);
const ITEM_KEY = new RegExp(String.raw`([^=,\][]+)=(${JSON_SCALAR})`, 'g');

interface ReadItem {
  readonly step: FieldStep;
  /** How much of the text it takes. */
  readonly length: number;
}

function readItem(text: string): ReadItem | undefined {
  const index = INDEX.exec(text);
  if (index) return { step: Number(index[1]), length: index[0].length };
  const value = ITEM_VALUE.exec(text);
  if (value) return { step: { value: JSON.parse(value[1] ?? '') as Json }, length: value[0].length };
  const keys = ITEM_KEYS.exec(text);
  if (!keys) return undefined;
  const pairs = [...(keys[1] ?? '').matchAll(ITEM_KEY)].map(
    ([, name = '', scalar = '']): readonly [string, Json] => [name, JSON.parse(scalar) as Json],
  );
  return { step: { keys: pairs }, length: keys[0].length };
}
