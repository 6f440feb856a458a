import type {
  Blame,
  DriftedResource,
  DriftField,
  DriftLag,
  DriftMode,
  DriftState,
  RevertTime,
  SourcePlace,
  UnitDrift,
  WorkspaceDrift,
} from '../drift/verdict.ts';
import type { Json } from '../model/json.ts';
import { printable } from './printable.ts';

/** How a state is called where a resource is listed. */
export const STATE_WORDS: Readonly<Record<DriftState, string>> = {
  synced: 'in sync',
  drifted: 'changed in cluster',
  missing: 'missing in cluster',
  orphan: 'not in Git',
  terminating: 'being deleted',
  skipped: 'not judged',
  unchecked: 'not checked',
};

/** `Kind namespace/name` on one line. */
export function shownName({ id }: Pick<DriftedResource, 'id'>): string {
  const name = id.namespace === '' ? id.name : `${id.namespace}/${id.name}`;
  return printable(`${id.kind} ${name}`);
}

/** A path without its leading dot, on one line. */
export function shownPath(path: string): string {
  return printable(path.replace(/^\./, ''));
}

/** Longest value that is shown. */
const LONGEST = 60;

/** A value on one line, cut where it is long. */
export function shownValue(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text === '' ? '""' : text;
  return printable(shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown);
}

/** Who is behind a field, in words; empty text when nobody is known. */
export function shownBlame({ blame, kind }: Pick<DriftField, 'blame' | 'kind'>): string {
  const guess = kind === 'missing' ? 'likely by' : 'by';
  return blame.length === 0 ? '' : `${guess} ${blame.map(shownManager).join(', ')}`;
}

/** A manager with the subresource and the time of its last write. */
export function shownManager({ manager, subresource, time }: Blame): string {
  const through = subresource === null ? '' : ` through ${subresource}`;
  return printable(`${manager}${through}${time === null ? '' : ` ${time}`}`);
}

/** Both values of a field in words. */
export function shownChange({ kind, desired, live }: DriftField): string {
  if (kind === 'missing') return `Git ${shownValue(desired)}, not in cluster`;
  if (kind === 'extra') return `not in Git, cluster ${shownValue(live)}`;
  return `Git ${shownValue(desired)}, cluster ${shownValue(live)}`;
}

/** What was compared with what, as names and values on one line; nothing when files were compared. */
export function shownFacts(found: WorkspaceDrift): readonly (readonly [name: string, value: string])[] {
  const { workspace, cluster, branch, revision, mode, units, resources, summary } = found;
  if (workspace === null) return [];
  const version = cluster === null || cluster.version === null ? '' : ` (${cluster.version})`;
  const revisions = new Set(units.map((unit) => unit.revision));
  const mixed = revisions.size > 1 ? 'at several revisions' : 'not published';
  const left = summary.skipped + summary.unchecked;
  const why = [countOf(summary.skipped, 'skipped'), countOf(summary.unchecked, 'unchecked')].filter(Boolean);
  const of = left === 0 ? '' : `${String(resources.length - left)} of `;
  return [
    ['workspace', workspace],
    ...(cluster === null ? [] : [['cluster', `${cluster.context}${version}`] as const]),
    ...(branch === null
      ? []
      : [['desired', `${branch} ${revision === null ? mixed : shortRevision(revision)}`] as const]),
    ...(mode === null ? [] : [['mode', MODES[mode]] as const]),
    [
      'compared',
      `${of}${String(resources.length)} ${resources.length === 1 ? 'object' : 'objects'}${why.length === 0 ? '' : ` (${why.join(', ')})`}`,
    ] as const,
  ].map(([name, value]) => [name, printable(value)] as const);
}

const MODES: Readonly<Record<DriftMode, string>> = { read: 'read-only', 'dry-run': 'dry-run', auto: 'auto' };

function countOf(count: number, word: string): string {
  return count === 0 ? '' : `${String(count)} ${word}`;
}

/** The seven digits that people know a commit by; another text stays as it is. */
function shortRevision(revision: string): string {
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 7) : revision;
}

/** `shop/prod is at e04b9aa, 2 commits behind 7cc2d10: suspended (reason)`, a line for each unit that is behind. */
export function shownLags({ workspace, units, lag }: WorkspaceDrift): readonly string[] {
  const late = units.flatMap((unit) => (unit.lag === null ? [] : [shownLag(unit.unit, unit.lag)]));
  return late.length === 0 && lag !== null ? [shownLag(workspace ?? 'the cluster', lag)] : late;
}

function shownLag(name: UnitDrift['unit'], lag: DriftLag): string {
  const { applied, head, commits, since, reason } = lag;
  const at = applied === null ? 'has nothing applied' : `is at ${shortRevision(applied)}`;
  const far = commits === null ? '' : `${String(commits)} ${commits === 1 ? 'commit' : 'commits'} `;
  const behind = head === null ? '' : `, ${far}behind ${shortRevision(head)}`;
  const why = reason === null ? '' : ` (${reason})`;
  const time = since === null ? '' : ` since ${since}`;
  return printable(`${name} ${at}${behind}: ${LAGS[lag.class]}${why}${time}`);
}

const LAGS: Readonly<Record<DriftLag['class'], string>> = {
  'not-seen': 'its controller has not seen it yet',
  'not-applied': 'seen, and waiting for somebody to sync it',
  applying: 'being applied',
  failed: 'applying failed',
  suspended: 'suspended',
  unknown: 'nobody says why',
};

/** `apps/shop/prod/app.yaml:12`. */
export function shownPlace({ file, line }: SourcePlace): string {
  return printable(`${file}:${String(line)}`);
}

/** Said of a field that the controller takes for well. */
export const UNSEEN = 'your controller does not see this';

/** What else is known of a field besides its values and its writers, each as a few words. */
export function shownNotes({ unseen, source, firstSeen }: DriftField): readonly string[] {
  return [
    ...(unseen === true ? [UNSEEN] : []),
    ...(source === undefined ? [] : [`from ${shownPlace(source)}`]),
    ...(firstSeen === undefined ? [] : [printable(`first seen ${firstSeen}`)]),
  ];
}

/** `human 2 h 5 min (3 times)`. */
export function shownRevert({ cause, count, meanSeconds }: RevertTime): string {
  return `${cause} ${shownTime(meanSeconds)} (${String(count)} ${count === 1 ? 'time' : 'times'})`;
}

/** A length of time in its two largest units. */
function shownTime(seconds: number): string {
  const parts = TIMES.map(([unit, size, of]) => [unit, Math.floor(seconds / size) % of] as const);
  const first = parts.findIndex(([, amount]) => amount > 0);
  if (first < 0) return '0 s';
  const two = parts.slice(first, first + 2).filter(([, amount]) => amount > 0);
  return two.map(([unit, amount]) => `${String(amount)} ${unit}`).join(' ');
}

const TIMES = [
  ['d', 86_400, Infinity],
  ['h', 3600, 24],
  ['min', 60, 60],
  ['s', 1, 60],
] as const;

/** The rules that make a difference drift: what they find, and what to do about it. */
export const DRIFT_RULES: Readonly<Record<string, { readonly short: string; readonly help: string }>> = {
  'declared-value': {
    short: 'A value that Git declares is another one in the cluster, or gone.',
    help: 'Git is the wanted state. Let the controller apply it again, or change the source so that Git says what the cluster has.',
  },
  'written-by-hand': {
    short: 'A person wrote a field that Git leaves out.',
    help: 'No controller takes such a field back, because nobody declares it. Remove it from the cluster, or declare it in the source.',
  },
  'left-behind': {
    short: 'A field that Git gave up is still in the cluster.',
    help: 'An earlier apply wrote it and no later one removed it. Remove it from the cluster, or declare it in the source again.',
  },
  'whole-object': {
    short: 'An object is missing, not in Git, or being deleted.',
    help: 'Let the controller apply or prune it. An object that shall stay belongs into the source, and one that is being deleted may wait for a finalizer.',
  },
};
