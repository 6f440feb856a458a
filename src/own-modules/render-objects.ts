import type { GeneratedResource, ModuleContext } from '../model/module.ts';
import { MAX_LABEL } from '../model/names.ts';
import type { Report } from '../model/report.ts';
import { checkLength, unitParts, type NamePart } from '../workload/name-length.ts';
import { SECRET_NAME } from '../workload/secret-schema.ts';
import { expandMap, expandText, originOf, type Budget } from './expand.ts';
import type { ResourceTemplate } from './own-module.ts';
import { expressionsOf } from './template.ts';
import { isThere, itemValues, scalarText, valueOf, type Values } from './values.ts';

/** One use of a module: what it is filled in with, how much it may still make, and where problems go. */
export interface ModuleUse {
  readonly values: Values;
  readonly budget: Budget;
  readonly context: ModuleContext;
  readonly report: Report;
}

/** The objects of a resource: one, none when its condition does not hold, or one for each item of its list. */
export function renderObjects(resource: ResourceTemplate, use: ModuleUse): readonly GeneratedResource[] {
  const { each } = resource;
  if (!each) return renderObject(resource, use);
  const list = valueOf(each, use.values);
  const length = Array.isArray(list.value) ? list.value.length : 0;
  const objects: GeneratedResource[] = [];
  for (let index = 0; index < length && use.budget.left >= 0; index++)
    objects.push(...renderObject(resource, { ...use, values: itemValues(use.values, list, index) }));
  return objects;
}

function renderObject(resource: ResourceTemplate, use: ModuleUse): readonly GeneratedResource[] {
  const { when, object, kind, values: secret } = resource;
  if (when && !isThere(valueOf(when, use.values).value)) return [];
  if (secret && use.context.secretBackend !== 'plaintext') {
    const detail = `The ${kind} would hold its values in plain text. Ask for it under secrets, which says where each value comes from.`;
    use.report({ code: 'SECRET_PLAINTEXT', detail, at: secret });
    return [];
  }
  checkName(resource, use);
  const draft = expandMap(object, use.values, use.budget);
  return use.budget.left < 0 ? [] : [{ draft }];
}

/** Longest names by kind; every other one is a DNS subdomain (contract: names are never cut). */
const LIMITS: ReadonlyMap<string, number> = new Map([
  ['/Namespace', MAX_LABEL],
  ['/Service', MAX_LABEL],
  ['batch/Job', MAX_LABEL],
  ['batch/CronJob', 52],
]);

const MAX_NAME = 253;

/** Objects of access control take names such as `system:view`. */
const ANY_NAME = 'rbac.authorization.k8s.io';

function checkName({ name: template, kind, group }: ResourceTemplate, use: ModuleUse): void {
  const { values, budget, context, report } = use;
  const name = expandText(template, values, budget);
  if (name === undefined) return;
  const at = originOf(template, values);
  const isValid = group === ANY_NAME ? /^[^/%]+$/.test(name) : SECRET_NAME.test(name);
  if (!isValid) {
    const detail = `"${name}" cannot be the name of a ${kind}: lower-case letters, digits, "-" and ".", first and last a letter or digit.`;
    report({ code: 'NAME_INVALID', detail, at });
  }
  const parts = expressionsOf(template).flatMap((expression): readonly NamePart[] => {
    if (expression.path[0] === 'unitName') return unitParts(context);
    const { value, origin } = valueOf(expression, values);
    return [{ text: scalarText(value), at: origin }];
  });
  const limit = LIMITS.get(`${group}/${kind}`) ?? MAX_NAME;
  checkLength(
    { name, limit, kind: `${kind} name`, parts: parts.length > 0 ? parts : [{ text: name, at }] },
    report,
  );
}
