import { reachInto, type FieldManager, type Reach } from './managed-fields.ts';
import type { Pattern } from './pattern.ts';
import { fieldSetKey, stepText, type FieldStep, type FieldSteps } from './steps.ts';

/**
 * Where a walk stands in an object. Most places are passed without a word, so their names, and what managers hold
 * there, are made when asked for, each from what its parent knows.
 */
export class Place {
  readonly pattern: Pattern;
  readonly parent: Place | undefined;
  /** The last step; undefined at the root. */
  readonly step: FieldStep | undefined;
  /** How many steps lead here. */
  readonly depth: number;
  #reaches: readonly Reach[] | undefined;
  #steps: FieldSteps | undefined;
  #text: string | undefined;

  private constructor(pattern: Pattern, parent?: Place, step?: FieldStep) {
    this.pattern = pattern;
    this.parent = parent;
    this.step = step;
    this.depth = parent ? parent.depth + 1 : 0;
  }

  /** A whole object, with everybody who wrote it. */
  static root(pattern: Pattern, managers: readonly FieldManager[]): Place {
    const root = new Place(pattern);
    root.#reaches = managers.map(({ fields }) => fields);
    return root;
  }

  /** The place one step further on. */
  in(step: FieldStep): Place {
    return new Place(this.pattern.in(step), this, step);
  }

  /** The key of the step in FieldsV1. */
  get fieldKey(): string {
    const { step, pattern } = this;
    return typeof step === 'object' || typeof step === 'number' ? fieldSetKey(step) : pattern.fieldKey;
  }

  get steps(): FieldSteps {
    this.#steps ??= this.parent && this.step !== undefined ? [...this.parent.steps, this.step] : [];
    return this.#steps;
  }

  /** The steps as a report shows them. */
  get text(): string {
    this.#text ??= this.parent && this.step !== undefined ? this.parent.text + stepText(this.step) : '';
    return this.#text;
  }

  /** The name of the map that holds the field; undefined at the root and for items of lists. */
  get parentName(): string | undefined {
    return this.parent?.pattern.name;
  }

  /** How far the tree of each manager leads here, in the order of the managers; empty when none does. */
  get reaches(): readonly Reach[] {
    const { parent } = this;
    this.#reaches ??= parent ? reachesInto(parent, this) : NOWHERE;
    return this.#reaches;
  }
}

/** Of everybody who has nothing to do with a place. */
const NOWHERE: readonly Reach[] = [];

function reachesInto(parent: Place, place: Place): readonly Reach[] {
  const around = parent.reaches;
  if (around.length === 0) return NOWHERE;
  const reaches = around.map((reach) => reachInto(reach, parent, place));
  return reaches.every((reach) => reach === undefined) ? NOWHERE : reaches;
}
