import type { Blame, DriftedResource, DriftField, DriftState } from '../drift/verdict.ts';
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
export function shownName({ id }: DriftedResource): string {
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
