import type { FieldStep, FieldSteps } from './steps.ts';

/** Where a walk stands in an object. */
export interface Place {
  readonly steps: FieldSteps;
  /** The steps with `[]` for every item, such as `.spec.containers[].image`: what tables are written in. */
  readonly pattern: string;
}

/** The object itself. */
export const ROOT: Place = { steps: [], pattern: '' };

/** The place one step further on. */
export function placeIn({ steps, pattern }: Place, step: FieldStep): Place {
  return { steps: [...steps, step], pattern: pattern + (typeof step === 'string' ? `.${step}` : '[]') };
}

/** The name of the map that holds the field at a place; undefined at the root and for items of lists. */
export function parentName({ steps }: Place): string | undefined {
  const step = steps.at(-2);
  return typeof step === 'string' ? step : undefined;
}
