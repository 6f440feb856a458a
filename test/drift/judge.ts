import { compareSets } from '../../src/drift/compare-sets.ts';
import type { ArgoRule, FluxRule } from '../../src/drift/ignore/ignore-rule.ts';
import { parseIgnoreRules } from '../../src/drift/ignore/parse-rules.ts';
import type { ManagerNames } from '../../src/drift/managers.ts';
import type { DriftedResource } from '../../src/drift/verdict.ts';
import { parseManifests } from '../../src/manifest/parse.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';

/** What a test may say beside the objects. */
export interface JudgeOptions {
  readonly ignore?: readonly (ArgoRule | FluxRule)[];
  readonly managers?: Partial<ManagerNames>;
  readonly app?: string;
}

/** The objects of a YAML text. */
function objectsOf(text: string): readonly JsonObject[] {
  const { documents, problems } = parseManifests(text);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '));
  return documents.map(({ value }) => value).filter(isJsonObject);
}

/** The verdicts about the objects of two YAML texts, or of two objects. */
export function judgeAll(
  desired: string | JsonObject,
  live: string | JsonObject,
  { ignore = [], managers = {}, app }: JudgeOptions = {},
): readonly DriftedResource[] {
  const sides = [desired, live].map((side) => (typeof side === 'string' ? objectsOf(side) : [side]));
  const [left = [], right = []] = sides;
  const rules = parseIgnoreRules(ignore, undefined);
  const { resources } = compareSets(
    { desired: left, live: right, isOneToOne: left.length < 2 && right.length < 2, warnings: new Map() },
    {
      managers: { ours: [], human: [], controller: [], ...managers },
      ignore: rules.value ?? [],
      app,
    },
  );
  return resources;
}

/** The verdict about one object. */
export function judge(
  desired: string | JsonObject,
  live: string | JsonObject,
  options: JudgeOptions = {},
): DriftedResource {
  const [found] = judgeAll(desired, live, options);
  if (!found) throw new Error('there is no verdict');
  return found;
}

/** The fields of a verdict, one line each: `kind path rule`. */
export function lines({ fields }: DriftedResource): readonly string[] {
  return fields.map(({ kind, path, rule }) => `${kind} ${path} ${rule}`);
}

/** The rule that tolerates a path, or undefined. */
export function tolerance({ tolerated }: DriftedResource, path: string): string | undefined {
  return tolerated.find((each) => each.path === path)?.rule;
}

/** An entry of managedFields; `paths` are trees as FieldsV1 writes them. */
export function managedBy(manager: string, fieldsV1: Json, more: JsonObject = {}): JsonObject {
  return {
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-01-01T00:00:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...more,
  };
}
