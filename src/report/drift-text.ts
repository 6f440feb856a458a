import type {
  DriftedResource,
  DriftField,
  DriftState,
  DriftWarningCode,
  ToleratedField,
  WorkspaceDrift,
} from '../drift/verdict.ts';
import {
  shownBlame,
  shownChange,
  shownFacts,
  shownLags,
  shownManager,
  shownName,
  shownNotes,
  shownPath,
  shownRevert,
  STATE_WORDS,
} from './drift-words.ts';
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

/**
 * The verdicts for people: what was compared, which units are behind, a line for each resource that is not in sync,
 * and under it each field with who wrote it.
 */
export function driftText(workspaces: readonly WorkspaceDrift[], options: DriftTextOptions): string {
  return workspaces.map((each) => workspaceText(each, options)).join('\n');
}

/** `2 drifted, 35 in sync; 1 behind`: the states that occur, and how many units lag. */
export function stateCounts(workspaces: readonly WorkspaceDrift[]): string {
  const parts = STATES.flatMap((state) => {
    const count = workspaces.reduce((sum, { summary }) => sum + summary[state], 0);
    return count > 0 ? [`${count} ${IN_COUNTS[state]}`] : [];
  });
  const late = workspaces.flatMap(shownLags).length;
  return `${parts.join(', ') || 'nothing to compare'}${late > 0 ? `; ${late} behind` : ''}`;
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

function workspaceText(found: WorkspaceDrift, options: DriftTextOptions): string {
  const { resources, unusedRules } = found;
  const shown = resources.filter(
    ({ state, warnings, tolerated }) =>
      state !== 'synced' || warnings.length > 0 || (options.explain && tolerated.length > 0),
  );
  const width = Math.min(60, Math.max(0, ...shown.map((resource) => shownName(resource).length)));
  const lines = shown.flatMap((resource) => resourceLines(resource, width, options));
  if (options.explain) lines.push(...unusedRules.map((name) => `  drift.${name} matched nothing`));
  if (lines.length === 0) lines.push(`${resources.length} in sync`);
  const all = [...headingLines(found, options), ...lines, ...historyLines(found, options)];
  return all.map((line) => `${line}\n`).join('');
}

/** What was compared, and what is behind; an empty line ends it. Files have no heading. */
function headingLines(found: WorkspaceDrift, { style }: DriftTextOptions): readonly string[] {
  const facts = shownFacts(found).map(([name, value]) => `${style.bold(name)} ${value}`);
  const lags = shownLags(found).map((line) => `${style.warning('lag')}  ${line}`);
  const heading = [
    ...(facts.length === 0 ? [] : [facts.slice(0, -1).join('  '), ...facts.slice(-1)]),
    ...lags,
  ];
  return heading.length === 0 ? [] : [...heading, ''];
}

function historyLines({ history }: WorkspaceDrift, { explain, style }: DriftTextOptions): readonly string[] {
  if (history === undefined) return [];
  const healed = history.healed.map(
    (each) =>
      `  = ${shownName(each)}  ${shownPath(each.path) || 'whole object'}  ${style.info('healed')}, first seen ${each.firstSeen}`,
  );
  const reverts = history.reverts.map(shownRevert);
  return [
    ...healed,
    ...(explain && reverts.length > 0 ? [`  mean time to revert: ${reverts.join(', ')}`] : []),
  ];
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
  const notes = fields.filter(({ path }) => path === '').flatMap(shownNotes);
  const paths = Math.min(60, Math.max(0, ...listed.map(({ path }) => shownPath(path).length)));
  return [
    `  ${colour(MARKS[state])} ${shownName(resource).padEnd(width)}  ${STATE_WORDS[state]}${note}${notes.map((each) => `   ${each}`).join('')}`,
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
  const notes = shownNotes(field).map((note) => `   ${note}`);
  return `${shownChange(field)}${who === '' ? '' : `   ${who}`}${stale}${notes.join('')}`;
}

function toleratedText({ path, rule, blame }: ToleratedField): string {
  const [first] = blame;
  return `${shownPath(path)}  tolerated: ${printable(rule)}${first ? ` (${shownManager(first)})` : ''}`;
}
