import type { z } from 'zod';
import type { Code } from '../../diagnostics/codes.ts';
import { diagnostic, type Diagnostic, type DiagnosticParts } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { DNS_LABEL } from '../../model/names.ts';
import { entryAt, nearestNode, nodeAt, type Node, type Path, type PathStep } from '../../model/node.ts';
import { keysAt, schemaAt, unwrap } from './schema-walk.ts';

type Issue = z.core.$ZodIssue;

/** What a schema found in a positioned value. */
export interface FieldIssues {
  readonly root: Node;
  readonly schema: z.ZodType;
  readonly issues: readonly Issue[];
  /** Where `root` stands in its file, for messages; `[]` for a whole file. */
  readonly base?: Path;
  /** Where an error about a missing value points when `root` itself was made up by a merge. */
  readonly owner?: Span;
}

/** Turns schema issues into diagnostics at the exact key or value, with the nearest allowed word. */
export function fieldDiagnostics(found: FieldIssues): readonly Diagnostic[] {
  const { root, schema, issues } = found;
  // a misspelled required field is one slip: its name is suggested, so it is not reported as missing too
  const meant = new Set(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) =>
            [...issue.path, suggest(key, keysAt(schema, issue.path as Path))].join('\0'),
          )
        : [],
    ),
  );
  const isMeant = ({ code, path }: Issue) =>
    code === 'invalid_type' && !nodeAt(root, path as Path) && meant.has(path.join('\0'));
  return issues.filter((issue) => !isMeant(issue)).flatMap((issue) => describe(found, issue));
}

function describe(found: FieldIssues, issue: Issue): readonly Diagnostic[] {
  const path = issue.path as Path;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(found, path, key));
    case 'invalid_union':
      return describeUnion(found, issue, path);
    case 'invalid_key':
      return [invalidKey(found, path, issue.issues)];
    case 'invalid_type':
      return [invalidType(found, path, [issue.expected])];
    default:
      return [invalidValue(found, path, issue)];
  }
}

/** Of a union's branches, speaks for the one the value was meant for: same discriminator, fewest issues. */
function describeUnion(
  found: FieldIssues,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
): readonly Diagnostic[] {
  const branches: readonly (readonly Issue[])[] = issue.errors;
  const expected = branches
    .flat()
    .map((inner) => (inner.path.length === 0 && inner.code === 'invalid_type' ? inner.expected : undefined));
  const types = expected.filter((type) => type !== undefined);
  if (types.length > 0 && types.length === expected.length) return [invalidType(found, path, types)];
  const key = commonKey(branches);
  if (key) return [invalidValue(found, [...path, ...key.path], key)];
  let best = branches[0] ?? [];
  for (const branch of branches) if (distanceOf(branch) < distanceOf(best)) best = branch;
  const options = unwrap(schemaAt(found.schema, path));
  const index = branches.indexOf(best);
  const branch = options?.def.type === 'union' ? (options as z.ZodUnion).options[index] : undefined;
  const schema = (branch ?? found.schema) as z.ZodType;
  const root = nodeAt(found.root, path) ?? found.root;
  const owner = entryAt(found.root, path)?.key ?? firstLine(root);
  return fieldDiagnostics({ root, schema, issues: best, base: [...(found.base ?? []), ...path], owner });
}

const DISCRIMINATORS = new Set<PathStep | symbol | undefined>(['kind', '_type', 'module', 'type']);

/** The issue with the key that tells the branches apart, when no branch takes its value; it names what all of them take. */
function commonKey(branches: readonly (readonly Issue[])[]): (Issue & { path: Path }) | undefined {
  const issues = branches.flatMap((branch) => branch.find(isDiscriminating) ?? []);
  const [first] = issues;
  if (!first || issues.length < branches.length || issues.some(({ path }) => path[0] !== first.path[0]))
    return undefined;
  const values = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : []));
  return { ...first, values: [...new Set(values)] } as Issue & { path: Path };
}

function isDiscriminating({ code, path }: Issue): boolean {
  return code === 'invalid_value' && path.length === 1 && DISCRIMINATORS.has(path[0]);
}

function distanceOf(branch: readonly Issue[]): number {
  const wrong = branch.some(
    (issue) => (issue.path.length === 0 && issue.code === 'invalid_type') || isDiscriminating(issue),
  );
  return branch.length + (wrong ? 1000 : 0);
}

function unknownKey(found: FieldIssues, path: Path, key: string): Diagnostic {
  const at = entryAt(found.root, [...path, key])?.key ?? spanAt(found, path);
  const nearest = suggest(key, keysAt(found.schema, path));
  const detail = `"${key}" is not a field of ${nameOf(found, path)}.${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`;
  const fixes = nearest === undefined ? [] : [{ title: `rename to ${nearest}`, span: at, text: nearest }];
  return diagnostic('FIELD_UNKNOWN', detail, at, { fixes });
}

function invalidKey(found: FieldIssues, path: Path, issues: readonly Issue[]): Diagnostic {
  const key = String(path.at(-1));
  const at = entryAt(found.root, path)?.key ?? spanAt(found, path);
  return (
    textRule(key, issues, at) ??
    diagnostic('FIELD_INVALID', `"${key}" cannot be a key of ${nameOf(found, path.slice(0, -1))}.`, at)
  );
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  null: 'null',
};

function invalidType(found: FieldIssues, path: Path, expected: readonly string[]): Diagnostic {
  const names = [
    ...new Set(expected.filter((type) => type !== 'null').map((type) => TYPE_NAMES[type] ?? type)),
  ];
  const wanted =
    names.length > 1
      ? `${names.slice(0, -1).join(', ')} or ${String(names.at(-1))}`
      : (names[0] ?? 'another value');
  const node = nodeAt(found.root, path);
  if (!node || (node.kind === 'scalar' && node.value === null)) {
    const at = node ? (entryAt(found.root, path)?.key ?? node) : spanAt(found, path);
    return diagnostic('FIELD_MISSING', `${nameOf(found, path)} is required: ${wanted}.`, at);
  }
  const parts: DiagnosticParts = {};
  if (expected.includes('string') && node.kind === 'scalar' && typeof node.value !== 'string') {
    const written = node.source.text.slice(node.start, node.end);
    return diagnostic('FIELD_TYPE', `${nameOf(found, path)} has to be text. Quote the value.`, node, {
      fixes: [{ title: 'write it as text', span: node, text: `"${written}"` }],
    });
  }
  return diagnostic(
    'FIELD_TYPE',
    `${nameOf(found, path)} has to be ${wanted}, and this is ${kindOf(node)}.`,
    node,
    parts,
  );
}

function kindOf(node: Node): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'seq') return 'a list';
  if (typeof node.value === 'string') return 'text';
  return typeof node.value === 'number' ? 'a number' : 'true or false';
}

function invalidValue(found: FieldIssues, path: Path, issue: Issue): Diagnostic {
  const at = spanAt(found, path);
  const name = nameOf(found, path);
  const node = nodeAt(found.root, path);
  const value = node?.kind === 'scalar' ? String(node.value) : '';
  if (issue.code === 'invalid_value') {
    if (!node) return diagnostic('FIELD_MISSING', `${name} is required: ${listOf(issue.values)}.`, at);
    const nearest = suggest(value, issue.values.map(String));
    const fixes = nearest === undefined ? [] : [{ title: `use ${nearest}`, span: at, text: nearest }];
    return diagnostic('FIELD_INVALID', `${name} has to be ${listOf(issue.values)}, not "${value}".`, at, {
      fixes,
    });
  }
  if (issue.code === 'invalid_format') {
    return (
      textRule(value, [issue], at) ??
      diagnostic('FIELD_INVALID', `"${value}" is not a valid value of ${name}.`, at)
    );
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    if (issue.origin === 'string' && issue.code === 'too_big')
      return tooLong(value, Number(issue.maximum), at);
    return diagnostic('FIELD_INVALID', `${name} ${boundOf(issue)}.`, at);
  }
  return diagnostic('FIELD_INVALID', `${name}: ${issue.message}.`, at);
}

function boundOf(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const [word, bound] = issue.code === 'too_small' ? ['least', issue.minimum] : ['most', issue.maximum];
  if (issue.origin === 'string') return 'may not be empty';
  const unit = issue.origin === 'array' || issue.origin === 'set' ? ' entries' : '';
  return `has to ${unit === '' ? 'be' : 'have'} ${issue.inclusive === false ? `${word === 'least' ? 'more' : 'less'} than` : `at ${word}`} ${String(bound)}${unit}`;
}

/** Rules for names, which have codes of their own. */
function textRule(text: string, issues: readonly Issue[], at: Span): Diagnostic | undefined {
  for (const issue of issues) {
    if (issue.code === 'too_big') return tooLong(text, Number(issue.maximum), at);
    if (
      issue.code === 'invalid_format' &&
      'pattern' in issue &&
      issue.pattern.includes(DNS_LABEL.source.slice(1))
    ) {
      const detail = `"${text}" is not a DNS label: lower-case letters, digits and "-", first and last a letter or digit.`;
      return diagnostic('NAME_INVALID', detail, at);
    }
  }
  return undefined;
}

function tooLong(text: string, maximum: number, at: Span): Diagnostic {
  return diagnostic(
    'NAME_TOO_LONG' satisfies Code,
    `The name has ${String(text.length)} characters; ${String(maximum)} is the most.`,
    at,
  );
}

function listOf(values: readonly unknown[]): string {
  return values.map((value) => `"${String(value)}"`).join(' or ');
}

function spanAt(found: FieldIssues, path: Path): Span {
  const nearest = nearestNode(found.root, path);
  if (nearest.path.length === path.length)
    return nearest.path.length === 0 && found.owner ? found.owner : nearest.node;
  // a missing field: point at the key of the map that lacks it, never at a whole block
  const entry = nearest.path.length > 0 ? entryAt(found.root, nearest.path) : undefined;
  return entry?.key ?? found.owner ?? firstLine(nearest.node);
}

function firstLine(node: Node): Span {
  if (node.kind === 'map') {
    const first = node.entries.values().next().value;
    if (first) return first.key;
  }
  return node;
}

function nameOf(found: FieldIssues, path: Path): string {
  const full = [...(found.base ?? []), ...path];
  if (full.length === 0) return 'the file';
  return full
    .map((step, i) => (typeof step === 'number' ? `[${String(step)}]` : i === 0 ? step : `.${step}`))
    .join('');
}
