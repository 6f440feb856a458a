import type { FieldStep, FieldSteps } from './steps.ts';

/** Where a walk stands in an object. Most places are passed without a word, so their names are made when asked for. */
export class Place {
  readonly #parent: Place | undefined;
  readonly #step: FieldStep | undefined;
  #steps: FieldSteps | undefined;
  #pattern: string | undefined;

  constructor(parent?: Place, step?: FieldStep) {
    this.#parent = parent;
    this.#step = step;
  }

  /** The last step; undefined at the root. */
  get step(): FieldStep | undefined {
    return this.#step;
  }

  get steps(): FieldSteps {
    this.#steps ??= this.#step === undefined ? [] : [...(this.#parent?.steps ?? []), this.#step];
    return this.#steps;
  }

  /** The steps with `[]` for every item, such as `.spec.containers[].image`: what tables are written in. */
  get pattern(): string {
    const step = this.#step;
    this.#pattern ??=
      step === undefined
        ? ''
        : (this.#parent?.pattern ?? '') + (typeof step === 'string' ? `.${step}` : '[]');
    return this.#pattern;
  }

  /** The name of the map that holds the field; undefined at the root and for items of lists. */
  get parentName(): string | undefined {
    const step = this.#parent?.step;
    return typeof step === 'string' ? step : undefined;
  }

  /** The place one step further on. */
  in(step: FieldStep): Place {
    return new Place(this, step);
  }
}
