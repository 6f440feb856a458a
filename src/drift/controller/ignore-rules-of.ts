import { mapAt, listAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ArgoRule, FluxRule, IgnoreRule } from '../ignore/ignore-rule.ts';
import { parseIgnoreRules } from '../ignore/parse-rules.ts';
import { mapsIn, nameIn, shortText, textIn } from './read-live.ts';

/** What a controller is told to ignore, and what of that cannot be understood here. */
export interface ControllerRules {
  readonly rules: readonly IgnoreRule[];
  /** A sentence for each rule that is left out, or used in part. */
  readonly problems: readonly string[];
}

/** The rules of an Application (`spec.ignoreDifferences`) or a Kustomization (`spec.ignore`). */
export function ignoreRulesOf(object: JsonObject): ControllerRules {
  const isArgo = object['kind'] === 'Application';
  const key = isArgo ? 'ignoreDifferences' : 'ignore';
  const { namespace, name } = nameIn(object);
  const owner = `${isArgo ? 'Application' : 'Kustomization'} ${namespace}/${name}`;
  const rules: IgnoreRule[] = [];
  const problems: string[] = [];
  for (const [index, written] of mapsIn(object, 'spec', key).entries()) {
    const place = `${owner} ${key}[${String(index)}]`;
    const { value = [], diagnostics } = parseIgnoreRules(
      [isArgo ? argoRule(written) : fluxRule(written)],
      undefined,
    );
    problems.push(...diagnostics.map(({ detail }) => `${place}: ${shortText(detail) ?? ''}`));
    rules.push(...value.map((rule) => ({ ...rule, name: place })));
  }
  return { rules, problems };
}

function argoRule(written: JsonObject): ArgoRule {
  return {
    ...texts(written, ['group', 'kind', 'namespace', 'name']),
    jsonPointers: listOf(written, 'jsonPointers'),
    jqPathExpressions: listOf(written, 'jqPathExpressions'),
    managedFieldsManagers: listOf(written, 'managedFieldsManagers'),
  };
}

function fluxRule(written: JsonObject): FluxRule {
  const names = ['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector'];
  return { paths: listOf(written, 'paths'), target: texts(mapAt(written, ['target']), names) };
}

function texts(map: JsonObject, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = textIn(map, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function listOf(map: JsonObject, name: string): readonly string[] {
  return listAt(map, [name]).filter((each) => typeof each === 'string');
}
