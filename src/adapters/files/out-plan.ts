import type { OutputListing } from './out-listing.ts';

/** What stands at a path of the output folder. A path that is not mentioned is free. */
export type Found =
  /** `sha256` is undefined for a file that was not read because it is not ours. */
  | { readonly kind: 'file'; readonly sha256: string | undefined }
  /** `files` are the paths of everything inside that is not a folder, at any depth. */
  | { readonly kind: 'folder'; readonly files: readonly string[] }
  /** Something that is not a folder stands at `by`, a part of the path. */
  | { readonly kind: 'blocked'; readonly by: string }
  | { readonly kind: 'symlink' | 'not-regular' };

/**
 * Why nothing is written: the file is not ours, was edited, belongs to what was not selected; or
 * something other than a file stands there; or the listing itself cannot be trusted.
 */
export interface OutputConflict {
  readonly path: string;
  readonly reason: 'foreign' | 'edited' | 'unselected' | 'symlink' | 'not-regular' | 'folder' | 'listing';
}

/** What the plan is made from. */
export interface OutputFacts {
  readonly listing: OutputListing;
  /** Path to the sha256 of the content that is wanted there. */
  readonly wanted: ReadonlyMap<string, string>;
  readonly found: ReadonlyMap<string, Found>;
  /** True for a listed path that may be removed when it is no longer wanted. */
  readonly prune: (path: string) => boolean;
}

/** What will be done. With a conflict nothing is. */
export interface OutputPlan {
  readonly conflicts: readonly OutputConflict[];
  readonly write: readonly string[];
  /** Our files that are no longer wanted. */
  readonly remove: readonly string[];
  /** Like `remove`, but the file is gone already. */
  readonly forget: readonly string[];
  /** Folders without files of others that make room for a file. */
  readonly clear: readonly string[];
  /** The listing that stands while files change. */
  readonly during: OutputListing;
  /** The listing that stands afterwards. */
  readonly after: OutputListing;
}

/** Decides everything before the first change; pure. */
export function planOutput(facts: OutputFacts): OutputPlan {
  const conflicts = new Map<string, OutputConflict>();
  const report = (path: string, reason: OutputConflict['reason']): void => {
    if (!conflicts.has(path)) conflicts.set(path, { path, reason });
  };
  const { remove, forget } = planRemoval(facts, report);
  const write: string[] = [];
  const clear: string[] = [];
  for (const path of facts.wanted.keys()) {
    const verdict = judge(facts, path, remove);
    if ('reason' in verdict) report(verdict.path, verdict.reason);
    else if (verdict.action !== 'keep') write.push(path);
    if ('action' in verdict && verdict.action === 'clear') clear.push(path);
  }
  const gone = new Set([...remove, ...forget]);
  return {
    conflicts: [...conflicts.values()],
    write,
    remove: [...remove],
    forget,
    clear,
    ...planListings(facts, write, gone),
  };
}

type Report = (path: string, reason: OutputConflict['reason']) => void;

function planRemoval(
  { listing, wanted, found, prune }: OutputFacts,
  report: Report,
): { readonly remove: ReadonlySet<string>; readonly forget: readonly string[] } {
  const remove = new Set<string>();
  const forget: string[] = [];
  for (const path of [...listing.written.keys(), ...listing.writing.keys()]) {
    if (wanted.has(path) || !prune(path)) continue;
    const there = found.get(path);
    if (there?.kind === 'file') {
      if (isOurs(listing, path, there.sha256)) remove.add(path);
      else report(path, 'edited');
    } else if (there?.kind === 'symlink' || there?.kind === 'not-regular') report(path, there.kind);
    else if (there?.kind === 'blocked' && found.get(there.by)?.kind === 'symlink')
      report(there.by, 'symlink');
    // Gone. A folder or file that took its place is judged by what stands in it.
    else forget.push(path);
  }
  return { remove, forget };
}

/** Unedited, or left behind by a run that did not end. */
function isOurs(listing: OutputListing, path: string, sha256: string | undefined): boolean {
  return listing.writing.has(path) || listing.written.get(path) === sha256;
}

type Verdict = OutputConflict | { readonly action: 'write' | 'clear' | 'keep' };

function judge(facts: OutputFacts, path: string, remove: ReadonlySet<string>): Verdict {
  const { listing, wanted, found } = facts;
  const there = found.get(path);
  if (!there) return { action: 'write' };
  switch (there.kind) {
    case 'file':
      if (!isListed(listing, path)) return { path, reason: 'foreign' };
      if (there.sha256 === wanted.get(path)) return { action: 'keep' };
      return isOurs(listing, path, there.sha256) ? { action: 'write' } : { path, reason: 'edited' };
    case 'folder':
      return there.files.every((file) => remove.has(file)) ? { action: 'clear' } : { path, reason: 'folder' };
    case 'blocked':
      return remove.has(there.by) ? { action: 'write' } : judgeBlocker(facts, there.by);
    default:
      return { path, reason: there.kind };
  }
}

function judgeBlocker({ listing, found }: OutputFacts, by: string): OutputConflict {
  const there = found.get(by);
  if (there?.kind === 'symlink' || there?.kind === 'not-regular') return { path: by, reason: there.kind };
  return { path: by, reason: isListed(listing, by) ? 'unselected' : 'foreign' };
}

const isListed = (listing: OutputListing, path: string): boolean =>
  listing.written.has(path) || listing.writing.has(path);

function planListings(
  { listing, wanted }: OutputFacts,
  write: readonly string[],
  gone: ReadonlySet<string>,
): Pick<OutputPlan, 'during' | 'after'> {
  const kept = (files: ReadonlyMap<string, string>): readonly (readonly [string, string])[] =>
    [...files].filter(([path]) => !wanted.has(path) && !gone.has(path));
  const writing = new Map(kept(listing.writing));
  const after = { written: new Map([...kept(listing.written), ...wanted]), writing };
  const changing = new Map([...listing.writing].filter(([path]) => !wanted.has(path)));
  for (const path of write) changing.set(path, wanted.get(path) ?? '');
  const settled = [...listing.written, ...wanted].filter(([path]) => !changing.has(path));
  return { during: { written: new Map(settled), writing: changing }, after };
}
