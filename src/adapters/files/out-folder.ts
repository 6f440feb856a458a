import {
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { InternalError } from '../../diagnostics/internal-error.ts';
import { AdapterError } from '../../model/ports.ts';
import { orderPaths } from '../tree-rules.ts';
import {
  formatListing,
  isOutputPath,
  LISTING,
  LISTING_DRAFT,
  NO_LISTING,
  parseListing,
  type OutputListing,
} from './out-listing.ts';
import { planOutput, type OutputConflict, type OutputPlan } from './out-plan.ts';
import { parentOf, scanOutput, sha256Of, type OutputScan } from './out-scan.ts';
import { readRegular } from './regular-file.ts';

/** What an output folder shall hold. */
export interface OutputRequest {
  readonly dir: string;
  /** Path, posix and relative to `dir`, to content. */
  readonly files: ReadonlyMap<string, Uint8Array | string>;
  /** True for a path of an earlier run that may be removed when `files` lacks it. */
  readonly prune: (path: string) => boolean;
}

/** What was done; with conflicts, nothing. Paths are in byte order. */
export type OutputOutcome =
  | {
      readonly kind: 'written';
      readonly written: readonly string[];
      readonly removed: readonly string[];
      readonly unchanged: number;
    }
  | { readonly kind: 'conflict'; readonly conflicts: readonly OutputConflict[] };

/**
 * Makes the files of an output folder exactly `files`, apart from files of others, which are never
 * touched. Everything is planned before the first change. A file is ours when `.moorline-out` lists it;
 * that list is on disk before the files it names, so a run that is killed leaves nothing that the next
 * run takes for somebody else's. Content that is already right keeps its time stamp.
 * @throws AdapterError OUTPUT_UNWRITABLE when the file system refuses
 */
export function writeOutput(request: OutputRequest): Promise<OutputOutcome> {
  const dir = resolve(request.dir);
  return Promise.resolve().then(() => {
    try {
      return write({ ...request, dir });
    } catch (error) {
      if (error instanceof AdapterError || error instanceof InternalError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new AdapterError('OUTPUT_UNWRITABLE', `The output folder ${dir} cannot be written: ${reason}`, {
        cause: error,
      });
    }
  });
}

function write({ dir, files, prune }: OutputRequest): OutputOutcome {
  for (const path of files.keys()) {
    if (!isOutputPath(path)) throw new InternalError(`not a path of an output folder: ${path}`);
  }
  const before = readState(dir);
  if (!before.listing) return { kind: 'conflict', conflicts: [{ path: LISTING, reason: 'listing' }] };
  const { listing } = before;
  const wanted = new Map<string, string>();
  for (const [path, content] of files) wanted.set(path, sha256Of(content));
  const scan = before.empty ? NOTHING : scanAll(dir, listing, wanted);
  const plan = planOutput({ listing, wanted, found: scan.found, prune });
  if (plan.conflicts.length > 0) return { kind: 'conflict', conflicts: orderConflicts(plan.conflicts) };
  apply({ dir, files, plan, scan, current: before.text });
  return {
    kind: 'written',
    written: orderPaths(plan.write),
    removed: orderPaths(plan.remove),
    unchanged: wanted.size - plan.write.length,
  };
}

const NOTHING: OutputScan = { found: new Map(), folders: new Set(['']) };

function scanAll(dir: string, listing: OutputListing, wanted: ReadonlyMap<string, string>): OutputScan {
  const isListed = (path: string): boolean => listing.written.has(path) || listing.writing.has(path);
  return scanOutput(
    dir,
    new Set([...wanted.keys(), ...listing.written.keys(), ...listing.writing.keys()]),
    isListed,
  );
}

function orderConflicts(conflicts: readonly OutputConflict[]): readonly OutputConflict[] {
  const byPath = new Map(conflicts.map((conflict) => [conflict.path, conflict]));
  return orderPaths(byPath.keys()).flatMap((path) => byPath.get(path) ?? []);
}

interface State {
  readonly empty: boolean;
  /** The text of the listing; undefined when there is none. */
  readonly text: string | undefined;
  /** Undefined when what stands there cannot be taken for a listing. */
  readonly listing: OutputListing | undefined;
}

/** Largest listing that is read: some million files. */
const MAX_LISTING = 512 * 1024 * 1024;

function readState(dir: string): State {
  const there = statSync(dir, { throwIfNoEntry: false });
  if (!there) return { empty: true, text: undefined, listing: NO_LISTING };
  if (!there.isDirectory()) throw new AdapterError('OUTPUT_UNWRITABLE', `${dir} is not a folder.`);
  if (readdirSync(dir).length === 0) return { empty: true, text: undefined, listing: NO_LISTING };
  const content = readRegular(`${dir}/${LISTING}`, MAX_LISTING);
  if (content.kind === 'missing') return { empty: false, text: undefined, listing: NO_LISTING };
  if (content.kind === 'unreadable') throw new Error(`${LISTING}: ${content.reason}`);
  if (content.kind !== 'bytes') return { empty: false, text: undefined, listing: undefined };
  const text = Buffer.from(content.bytes).toString();
  return { empty: false, text, listing: parseListing(text) };
}

interface Work {
  readonly dir: string;
  readonly files: OutputRequest['files'];
  readonly plan: OutputPlan;
  readonly scan: OutputScan;
  readonly current: string | undefined;
}

function apply({ dir, files, plan, scan, current }: Work): void {
  const final = formatListing(plan.after);
  if (plan.write.length + plan.remove.length === 0 && current === final) {
    rmSync(`${dir}/${LISTING_DRAFT}`, { force: true });
    return;
  }
  mkdirSync(dir, { recursive: true });
  replaceListing(dir, formatListing(plan.during));
  for (const path of plan.remove) unlinkSync(`${dir}/${path}`);
  removeEmptied(dir, plan);
  for (const folder of plan.clear) removeEmptyTree(`${dir}/${folder}`);
  makeFolders(dir, plan.write, scan.folders);
  for (const path of plan.write) {
    const file = `${dir}/${path}`;
    // A new file instead of new content: the old one may be a hard link to somebody else's.
    if (scan.found.get(path)?.kind === 'file') unlinkSync(file);
    writeFileSync(file, files.get(path) ?? '', { flag: 'wx' });
  }
  replaceListing(dir, final);
}

function replaceListing(dir: string, text: string): void {
  const draft = `${dir}/${LISTING_DRAFT}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { flag: 'wx' });
  renameSync(draft, `${dir}/${LISTING}`);
}

/** Removes the folders that lost their last file, also in a run before this one that was killed. */
function removeEmptied(dir: string, plan: OutputPlan): void {
  const needed = foldersOf(plan.write);
  // In reverse order a folder comes before the one it is in.
  for (const folder of orderPaths(foldersOf([...plan.remove, ...plan.forget])).toReversed()) {
    if (!needed.has(folder)) removeWhenEmpty(`${dir}/${folder}`);
  }
}

/** All folders on the way to the given paths. */
function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    let folder = parentOf(path);
    for (; folder !== '' && !folders.has(folder); folder = parentOf(folder)) folders.add(folder);
  }
  return folders;
}

function removeWhenEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    // Solaris says EEXIST for a folder that is not empty, Windows sometimes EPERM.
    const fine = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOENT', 'ENOTDIR'];
    if (!fine.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Every file in it was removed before; folders without files may be left. */
function removeEmptyTree(folder: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })) return;
  for (const name of readdirSync(folder)) removeEmptyTree(`${folder}/${name}`);
  rmdirSync(folder);
}

/** Creates each missing folder once, parents first. */
function makeFolders(dir: string, paths: readonly string[], existing: ReadonlySet<string>): void {
  for (const folder of orderPaths(foldersOf(paths))) {
    if (!existing.has(folder)) mkdirSync(`${dir}/${folder}`);
  }
}
