import { listAt } from '../../model/edit-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { ArgoRule, FluxRule, FluxTarget, IgnoreRule } from '../ignore/ignore-rule.ts';
import { parseIgnoreRules } from '../ignore/parse-rules.ts';
import { nameIn, shortText, textIn } from './read-live.ts';

/** What a controller is told to ignore, and what of that cannot be understood here. */
export interface ControllerRules {
  readonly rules: readonly IgnoreRule[];
  /** A sentence for each rule that is left out, or used in part. */
  readonly problems: readonly string[];
}

/**
 * The rules of an Application (`spec.ignoreDifferences`) or a Kustomization (`spec.ignore`). Of a rule that is
 * half understood the understood fields are used, as long as it is clear which objects it is for.
 */
export function ignoreRulesOf(object: JsonObject): ControllerRules {
  const isArgo = object['kind'] === 'Application';
  const key = isArgo ? 'ignoreDifferences' : 'ignore';
  const { namespace, name } = nameIn(object);
  const owner = `${isArgo ? 'Application' : 'Kustomization'} ${namespace}/${name}`;
  const rules: IgnoreRule[] = [];
  const problems: string[] = [];
  for (const [index, written] of listAt(object, ['spec', key]).entries()) {
    const place = `${owner} ${key}[${String(index)}]`;
    const found = isArgo ? argoRule(written) : fluxRule(written);
    problems.push(...found.problems.map((detail) => `${place}: ${shortText(detail) ?? ''}`));
    rules.push(...found.rules.map((rule) => ({ ...rule, name: place })));
  }
  return { rules, problems };
}

const SHAPE = 'It does not have the shape of a rule and is left out.';
const LISTS = ['jsonPointers', 'jqPathExpressions', 'managedFieldsManagers'] as const;
const NAMES = ['group', 'kind', 'namespace', 'name'] as const;
const TARGET = [
  'group',
  'version',
  'kind',
  'name',
  'namespace',
  'labelSelector',
  'annotationSelector',
] as const;

function argoRule(written: Json): ControllerRules {
  if (!isJsonObject(written) || !areTexts(written, NAMES) || !areLists(written, LISTS)) return unreadable();
  const rule: ArgoRule = {
    // Left out they stand for the core group and for no kind at all, and not for any (argo-cd types.go).
    group: textIn(written, 'group') ?? '',
    kind: textIn(written, 'kind') ?? '',
    namespace: textIn(written, 'namespace'),
    name: textIn(written, 'name'),
    ...Object.fromEntries(LISTS.map((key) => [key, texts(written, key)])),
  };
  return parsed(rule);
}

function fluxRule(written: Json): ControllerRules {
  if (!isJsonObject(written) || !areLists(written, ['paths'])) return unreadable();
  const { target: found = null } = written;
  if (found !== null && !(isJsonObject(found) && areTexts(found, TARGET))) return unreadable();
  const target: FluxTarget = Object.fromEntries(
    TARGET.map((key) => [key, textIn(found, key)] as const).filter(([, text]) => text !== undefined),
  );
  // A target that is not understood would be one for all objects.
  const { problems } = parsed({ paths: ['/spec'], target });
  return problems.length > 0 ? { rules: [], problems } : parsed({ paths: texts(written, 'paths'), target });
}

function parsed(rule: ArgoRule | FluxRule): ControllerRules {
  const { value = [], diagnostics } = parseIgnoreRules([rule], undefined);
  return { rules: value, problems: diagnostics.map(({ detail }) => detail) };
}

function unreadable(): ControllerRules {
  return { rules: [], problems: [SHAPE] };
}

function areTexts(map: JsonObject, keys: readonly string[]): boolean {
  return keys.every((key) => isNothing(map[key]) || typeof map[key] === 'string');
}

function areLists(map: JsonObject, keys: readonly string[]): boolean {
  return keys.every((key) => {
    const value = map[key];
    return isNothing(value) || (Array.isArray(value) && value.every((each) => typeof each === 'string'));
  });
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

function texts(map: JsonObject, key: string): readonly string[] {
  return listAt(map, [key]).filter((each) => typeof each === 'string');
}
