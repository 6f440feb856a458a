import { diagnostic, type Diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import { mapAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import { entryAt, nearestNode, type Node, type Path } from '../../model/node.ts';
import type { ResourceId } from '../../model/resource.ts';
import { globTest } from '../glob.ts';
import { compileRegex } from '../linear-regex.ts';
import type { ArgoRule, FluxRule, FluxTarget, IgnoreRule } from './ignore-rule.ts';
import { jqPaths } from './jq-paths.ts';
import { parseJq } from './jq-syntax.ts';
import { parsePointer, pointerPath } from './json-pointer.ts';
import { parseSelector } from './label-selector.ts';

type Report = (path: Path, detail: string) => void;
type Paths = IgnoreRule['paths'];
type Selects = IgnoreRule['selects'];

/**
 * Makes one model of rules in Argo CD's and Flux's form. What cannot be understood is an error at its place in
 * the list: a rule that silently means nothing hides nothing, and one that is half understood hides too much.
 * @param list the positioned list that the rules were read from
 */
export function parseIgnoreRules(
  rules: readonly (ArgoRule | FluxRule)[],
  list: Node | undefined,
): Outcome<readonly IgnoreRule[]> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (path, detail) => {
    const place = list ? nearestNode(list, path) : undefined;
    const at =
      list && place?.node.kind === 'map' ? (entryAt(list, place.path)?.key ?? place.node) : place?.node;
    diagnostics.push(diagnostic('IGNORE_RULE_INVALID', detail, at));
  };
  const value = rules.map((rule, index) => {
    const name = `ignore[${index}]`;
    return 'paths' in rule
      ? fluxRule(rule, name, (path, detail) => report([index, ...path], detail))
      : argoRule(rule, name, (path, detail) => report([index, ...path], detail));
  });
  return { value, diagnostics };
}

function argoRule(rule: ArgoRule, name: string, report: Report): IgnoreRule {
  const { jsonPointers = [], jqPathExpressions = [], managedFieldsManagers = [] } = rule;
  if (jsonPointers.length + jqPathExpressions.length + managedFieldsManagers.length === 0) {
    report(
      [],
      'The rule names no field. It needs jsonPointers, jqPathExpressions, managedFieldsManagers or paths.',
    );
  }
  const paths = [
    ...pointers(jsonPointers, 'jsonPointers', report),
    ...jqPathExpressions.flatMap((text, i) => jqExpression(text, ['jqPathExpressions', i], report)),
  ];
  const isGroup = rule.group === undefined ? undefined : globTest(rule.group);
  const isKind = rule.kind === undefined ? undefined : globTest(rule.kind);
  return {
    name,
    selects: ({ group, kind, namespace, name: own }) =>
      (isGroup?.(group) ?? true) &&
      (isKind?.(kind) ?? true) &&
      isWanted(rule.namespace, namespace) &&
      isWanted(rule.name, own),
    paths: together(paths),
    managers: new Set(managedFieldsManagers),
  };
}

/** Argo CD takes an empty name or namespace for any. */
function isWanted(wanted: string | undefined, found: string): boolean {
  return wanted === undefined || wanted === '' || wanted === found;
}

function fluxRule(rule: FluxRule, name: string, report: Report): IgnoreRule {
  if (rule.paths.length === 0) report(['paths'], 'The rule names no field. Add a path.');
  return {
    name,
    selects: targetTest(rule.target ?? {}, report),
    paths: together(pointers(rule.paths, 'paths', report)),
    managers: new Set(),
  };
}

function pointers(texts: readonly string[], key: string, report: Report): readonly Paths[] {
  return texts.flatMap((text, i) => {
    const steps = parsePointer(text);
    if (!steps || steps.length === 0) {
      const detail = `"${text}" is not a JSON pointer to a field. Write it like /spec/replicas, with ~1 for "/" and ~0 for "~".`;
      report([key, i], detail);
      return [];
    }
    return [(object) => [pointerPath(object, steps)].filter((path) => path !== undefined)];
  });
}

function jqExpression(text: string, at: Path, report: Report): readonly Paths[] {
  const { node, problem } = parseJq(text);
  if (node) return [(object) => jqPaths(node, object).filter((path) => path.length > 0)];
  report(
    at,
    `This expression is not supported: ${problem}. Use fields, [n], [], |, "," and select() with ==, !=, and, or, not, startswith, endswith and test.`,
  );
  return [];
}

function together(all: readonly Paths[]): Paths {
  return (object) => all.flatMap((paths) => paths(object));
}

const REGEX_FIELDS = ['group', 'version', 'kind', 'name', 'namespace'] as const;
const SELECTORS = { labelSelector: 'labels', annotationSelector: 'annotations' } as const;

function targetTest(target: FluxTarget, report: Report): Selects {
  const tests: ((id: ResourceId, object: JsonObject) => boolean)[] = [];
  for (const field of REGEX_FIELDS) {
    const pattern = target[field] ?? '';
    if (pattern === '') continue;
    // kustomize's selectors stand for the whole text
    const { test, problem } = compileRegex(`^(?:${pattern})$`);
    if (test) tests.push((id) => test(id[field]));
    else report(['target', field], `This regular expression is not supported: ${problem}.`);
  }
  for (const field of ['labelSelector', 'annotationSelector'] as const) {
    const test = parseSelector(target[field] ?? '');
    if (!test)
      report(['target', field], `"${target[field] ?? ''}" is not a selector such as app=web,tier in (a,b).`);
    else tests.push((_, object) => test(mapAt(object, ['metadata', SELECTORS[field]])));
  }
  return (id, object) => tests.every((test) => test(id, object));
}
