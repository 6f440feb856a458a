import type { JsonObject } from '../../model/json.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { ObjectProblem } from '../problem.ts';

/** An object and what is known about it. */
export interface RuleInput {
  readonly id: ResourceId;
  readonly object: JsonObject;
  /** Undefined when the kind is not known. */
  readonly isNamespaced: boolean | undefined;
  /** The minor version of Kubernetes. */
  readonly minor: number;
}

/** Something an API server checks that no schema says; takes any object, also one with wrong types in it. */
export type Rule = (input: RuleInput) => Iterable<ObjectProblem>;
