import type {
  DriftedResource,
  DriftField,
  DriftState,
  DriftWarningCode,
  ToleratedField,
  WorkspaceDrift,
} from '../drift/verdict.ts';
import { shownBlame, shownChange, shownManager, shownName, shownPath, STATE_WORDS } from './drift-words.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** How much to say, and in which colours. */
export interface DriftTextOptions {
  /** Also what is tolerated, by which rule, and rules that named nothing. */
  readonly explain: boolean;
  readonly style: Style;
}

const MARKS: Readonly<Record<DriftState, string>> = {
  synced: '=',
  drifted: '~',
  missing: '-',
  orphan: '+',
  terminating: 'x',
  skipped: '.',
  unchecked: '?',
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
  const width = Math.max(0, ...shown.map((resource) => shownName(resource).length));
  const lines = shown.flatMap((resource) => resourceLines(resource, width, options));
  if (options.explain) lines.push(...unusedRules.map((name) => `  drift.${name} matched nothing`));
  if (lines.length === 0) lines.push(`${resources.length} in sync`);
  return lines.map((line) => `${line}\n`).join('');
}

function resourceLines(
  resource: DriftedResource,
  width: number,
  { explain, style }: DriftTextOptions,
): string[] {
  const { state, reason, fields, tolerated, warnings } = resource;
  const note = reason === undefined ? '' : `: ${printable(reason)}`;
  const colour = state === 'synced' || state === 'skipped' ? style.faint : style.warning;
  const listed = fields.filter(({ path }) => path !== '');
  const paths = Math.min(60, Math.max(0, ...listed.map(({ path }) => shownPath(path).length)));
  return [
    `  ${colour(MARKS[state])} ${shownName(resource).padEnd(width)}  ${STATE_WORDS[state]}${note}`,
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
  unconfirmed: 'the server would not say by a dry run what it makes of Git',
};

function fieldText(field: DriftField): string {
  const who = shownBlame(field);
  const stale = field.cause === 'ours' ? ' (left from an earlier apply, or not applied yet)' : '';
  return `${shownChange(field)}${who === '' ? '' : `   ${who}`}${stale}`;
}

function toleratedText({ path, rule, blame }: ToleratedField): string {
  const [first] = blame;
  return `${shownPath(path)}  tolerated: ${printable(rule)}${first ? ` (${shownManager(first)})` : ''}`;
}
