import type { Json } from '../model/json.ts';

/** An item of a list with keys, by its keys in byte order of their names. */
export interface ItemKeys {
  readonly keys: readonly (readonly [name: string, value: Json])[];
}

/** An item of a set, by its value. */
export interface ItemValue {
  readonly value: Json;
}

/** One step of a field path as structured-merge-diff knows it: a field, a place in a list, or an item. */
export type FieldStep = string | number | ItemKeys | ItemValue;

/** A way into an object, outermost step first; `[]` is the object itself. */
export type FieldSteps = readonly FieldStep[];

/**
 * A step as structured-merge-diff prints it (fieldpath/element.go `String`): `.name`, `[key="value"]`,
 * `[="value"]`, `[0]`. Names of fields stand as they are, also those of labels, which hold dots.
 */
export function stepText(step: FieldStep): string {
  if (typeof step === 'string') return `.${step}`;
  if (typeof step === 'number') return `[${step}]`;
  if ('value' in step) return `[=${JSON.stringify(step.value)}]`;
  return `[${step.keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
}

/** The key of a step in the FieldsV1 form of managedFields (fieldpath/serialize-pe.go). */
export function fieldSetKey(step: FieldStep): string {
  if (typeof step === 'string') return `f:${step}`;
  if (typeof step === 'number') return `i:${step}`;
  if ('value' in step) return `v:${JSON.stringify(step.value)}`;
  return `k:{${step.keys.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}

/** True if `path` is `ancestor` or leads on from it. */
export function isWithin(path: FieldSteps, ancestor: FieldSteps): boolean {
  return (
    ancestor.length <= path.length &&
    ancestor.every((step, i) => {
      const other = path[i];
      return step === other || (other !== undefined && fieldSetKey(step) === fieldSetKey(other));
    })
  );
}
