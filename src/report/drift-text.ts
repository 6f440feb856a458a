import type {
  Blame,
  DriftedResource,
  DriftField,
  DriftState,
  DriftWarningCode,
  ToleratedField,
  WorkspaceDrift,
} from '../drift/verdict.ts';
import type { Json } from '../model/json.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** How much to say, and in which colours. */
export interface DriftTextOptions {
  /** Also what is tolerated, by which rule, and rules that named nothing. */
  readonly explain: boolean;
  readonly style: Style;
}

const MARKS: Readonly<Record<DriftState, readonly [mark: string, words: string]>> = {
  synced: ['=', 'in sync'],
  drifted: ['~', 'changed in cluster'],
  missing: ['-', 'missing in cluster'],
  orphan: ['+', 'not in Git'],
  terminating: ['x', 'being deleted'],
  skipped: ['.', 'not judged'],
  unchecked: ['?', 'not checked'],
};

/** The verdicts for people: a line for each resource that is not in sync, and under it each field with who wrote it. */
export function driftText(workspaces: readonly WorkspaceDrift[], options: DriftTextOptions): string {
  return workspaces.map((each) => workspaceText(each, options)).join('\n');
}

/** `2 drifted, 35 in sync`: the states that occur. */
export function stateCounts(workspaces: readonly WorkspaceDrift[]): string {
  const parts = STATES.flatMap((state) => {
    const count = workspaces.reduce((sum, { summary }) => sum + summary[state], 0);
    return count > 0 ? [`${count} ${IN_COUNTS[state]}`] : [];
  });
  return parts.join(', ') || 'nothing to compare';
}

const IN_COUNTS: Readonly<Record<DriftState, string>> = {
  drifted: 'drifted',
  missing: 'missing',
  orphan: 'not in Git',
  terminating: 'being deleted',
  synced: 'in sync',
  skipped: 'skipped',
  unchecked: 'unchecked',
};
const STATES = Object.keys(IN_COUNTS) as readonly DriftState[];

function workspaceText({ resources, unusedRules }: WorkspaceDrift, options: DriftTextOptions): string {
  const shown = resources.filter(
    ({ state, warnings, tolerated }) =>
      state !== 'synced' || warnings.length > 0 || (options.explain && tolerated.length > 0),
  );
  const width = Math.max(0, ...shown.map((resource) => nameOf(resource).length));
  const lines = shown.flatMap((resource) => resourceLines(resource, width, options));
  if (options.explain) lines.push(...unusedRules.map((name) => `  drift.${name} matched nothing`));
  if (lines.length === 0) lines.push(`${resources.length} in sync`);
  return lines.map((line) => `${line}\n`).join('');
}

function nameOf({ id }: DriftedResource): string {
  const name = id.namespace === '' ? id.name : `${id.namespace}/${id.name}`;
  return printable(`${id.kind} ${name}`);
}

function resourceLines(
  resource: DriftedResource,
  width: number,
  { explain, style }: DriftTextOptions,
): string[] {
  const { state, reason, fields, tolerated, warnings } = resource;
  const [mark, words] = MARKS[state];
  const note = reason === undefined ? '' : `: ${printable(reason)}`;
  const colour = state === 'synced' || state === 'skipped' ? style.faint : style.warning;
  const listed = fields.filter(({ path }) => path !== '');
  const paths = Math.min(60, Math.max(0, ...listed.map(({ path }) => shownPath(path).length)));
  return [
    `  ${colour(mark)} ${nameOf(resource).padEnd(width)}  ${words}${note}`,
    ...warnings.map(({ code, path }) => `      ${style.warning('!')} ${shownPath(path)}${WARNINGS[code]}`),
    ...listed.map((field) => `      ${shownPath(field.path).padEnd(paths)}  ${fieldText(field)}`),
    ...(explain ? tolerated.map((each) => `      ${style.faint(toleratedText(each))}`) : []),
  ];
}

/** Sentences without their subject, which is a field or the object. */
const WARNINGS: Readonly<Record<DriftWarningCode, string>> = {
  'unknown-field': ' is no field of this kind; the server drops it and it can never be in sync',
  'server-field-in-git': ' belongs to the server; remove it from Git',
  'reconcile-disabled': 'its controller is told to leave it alone',
  'duplicate-list-key': ' has two items with the same key; they were paired in their order',
  'quantity-heuristic': ' was taken for a quantity',
  'duration-heuristic': ' was taken for a duration',
  'yaml11-boolean-key':
    ' is written as on, off, yes or no without quotes, which Kubernetes reads as a boolean',
  hook: 'it is a hook, which a controller runs and does not keep',
  'generate-name': 'it has no name of its own, so it cannot be found again',
};

function fieldText({ kind, desired, live, blame, cause }: DriftField): string {
  const values: Readonly<Record<string, string>> = {
    missing: `Git ${valueText(desired)}, not in cluster`,
    extra: `not in Git, cluster ${valueText(live)}`,
  };
  const what = values[kind] ?? `Git ${valueText(desired)}, cluster ${valueText(live)}`;
  const guess = kind === 'missing' ? 'likely by' : 'by';
  const who = blame.length === 0 ? '' : `   ${guess} ${blame.map(blameText).join(', ')}`;
  return `${what}${who}${cause === 'ours' ? ' (left from an earlier apply, or not applied yet)' : ''}`;
}

function blameText({ manager, subresource, time }: Blame): string {
  const through = subresource === null ? '' : ` through ${subresource}`;
  return printable(`${manager}${through}${time === null ? '' : ` ${time}`}`);
}

function toleratedText({ path, rule, blame }: ToleratedField): string {
  const [first] = blame;
  return `${shownPath(path)}  tolerated: ${printable(rule)}${first ? ` (${blameText(first)})` : ''}`;
}

function shownPath(path: string): string {
  return printable(path.replace(/^\./, ''));
}

/** Longest value that is shown. */
const LONGEST = 60;

function valueText(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text === '' ? '""' : text;
  return printable(shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown);
}
