import type { JsonObject } from '../model/json.ts';
import type { ResourceId } from '../model/resource.ts';
import { checkValue } from './check-value.ts';
import type { ObjectProblem } from './problem.ts';
import { containerResources } from './rules/container-resources.ts';
import { containers } from './rules/containers.ts';
import { jobs } from './rules/jobs.ts';
import { names } from './rules/names.ts';
import { podVolumes } from './rules/pod-volumes.ts';
import { probes } from './rules/probes.ts';
import type { Rule } from './rules/rule.ts';
import { scaling } from './rules/scaling.ts';
import { selectors } from './rules/selectors.ts';
import { servicePorts } from './rules/service-ports.ts';
import type { KindSchema } from './schema-table.ts';

/** What an API server checks beyond the schema, one family of rules a file. */
const RULES: readonly Rule[] = [
  names,
  selectors,
  servicePorts,
  podVolumes,
  containers,
  containerResources,
  probes,
  scaling,
  jobs,
];

/** An object to check; without a schema only the rules that hold for every kind are applied. */
export interface ObjectToCheck {
  readonly id: ResourceId;
  readonly object: JsonObject;
  readonly schema: KindSchema | undefined;
  /** The minor version of Kubernetes. */
  readonly minor: number;
}

/**
 * Everything about an object that an API server would refuse, as far as one object can tell; nothing for an
 * object that it would take. A field with a problem of its schema is not judged by a rule as well.
 */
export function validateObject({ id, object, schema, minor }: ObjectToCheck): readonly ObjectProblem[] {
  const problems: ObjectProblem[] = [];
  if (schema) checkValue(object, schema.node, (problem) => problems.push(problem));
  const seen = new Set(problems.map(({ path }) => path.join('\0')));
  for (const rule of RULES) {
    for (const problem of rule({ id, object, isNamespaced: schema?.isNamespaced, minor }))
      if (!seen.has(problem.path.join('\0'))) problems.push(problem);
  }
  return problems;
}
