import { AdapterError, type TreeEntry } from '../../model/ports.ts';
import { isNameable, isOutside, orderEntries } from '../tree-rules.ts';
import { runGit } from './git.ts';
import type { StoreCall } from './object-store.ts';

/** What a commit holds below a folder. */
export interface TreeListing {
  readonly entries: readonly TreeEntry[];
  /** Object ids of the files. */
  readonly blobs: ReadonlyMap<string, string>;
  /** Paths that are folders of files or other repositories, so never content. */
  readonly isFolder: (path: string) => boolean;
}

/** What part of a commit to list. */
export interface ListingScope {
  /** Posix path without a slash at the end; empty for all. */
  readonly prefix: string;
  /** Files and folders below it, and nothing else; everything unless given. */
  readonly only?: readonly string[];
}

interface RawEntry {
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

/**
 * Lists a commit below `prefix`, by the rules of every reader; a prefix that the commit lacks gives an
 * empty listing.
 * @throws AdapterError OBJECTS_MISSING when the commit or one of its trees is not in this clone
 */
export async function listTree(
  call: StoreCall,
  commit: string,
  { prefix, only = [] }: ListingScope,
): Promise<TreeListing> {
  if (prefix === '') return toListing(await lsTree(call, ['-r'], [commit, ...only]));
  const [folder] = await lsTree(call, [], [commit, prefix]);
  if (folder?.mode !== TREE) return toListing([]);
  return toListing(await lsTree(call, ['-r'], [folder.id, ...only]));
}

const TREE = '040000';
const SYMLINK = '120000';
const GITLINK = '160000';

async function lsTree(
  call: StoreCall,
  options: readonly string[],
  operands: readonly string[],
): Promise<readonly RawEntry[]> {
  const answer = await runGit({
    verb: 'ls-tree',
    options: ['-z', '--full-tree', ...options],
    operands,
    ...call,
  });
  if (answer.status !== 0) {
    const reason = answer.stderr.split('\n')[0] ?? '';
    throw new AdapterError('OBJECTS_MISSING', `A tree of the commit is not in this clone: ${reason}`);
  }
  return answer.stdout.toString().split('\0').slice(0, -1).map(parseEntry);
}

/** `<mode> SP <type> SP <id> TAB <path>`, as git-ls-tree documents it. */
function parseEntry(line: string): RawEntry {
  const tab = line.indexOf('\t');
  const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
  return { mode, id, path: line.slice(tab + 1) };
}

function toListing(raw: readonly RawEntry[]): TreeListing {
  const entries: TreeEntry[] = [];
  const blobs = new Map<string, string>();
  const isNested = nestedRepositories(raw);
  for (const { mode, id, path } of raw) {
    if (mode === GITLINK || isOutside(path) || isNested(path)) continue;
    if (!isNameable(path)) entries.push({ path: unnameablePart(path), kind: 'other' });
    else if (mode === SYMLINK) entries.push({ path, kind: 'symlink' });
    else {
      entries.push({ path, kind: 'file' });
      blobs.set(path, id);
    }
  }
  const isFolder = (path: string): boolean =>
    raw.some((entry) => (entry.mode === GITLINK && entry.path === path) || entry.path.startsWith(`${path}/`));
  return { entries: orderEntries(entries), blobs, isFolder };
}

/** Git does not commit a folder that holds `.git`, but a tree made by hand can have one. */
function nestedRepositories(raw: readonly RawEntry[]): (path: string) => boolean {
  const folders = new Set<string>();
  for (const { path } of raw) {
    const marker = /^(.+?)\/\.git(?:\/|$)/i.exec(path)?.[1];
    if (marker !== undefined) folders.add(`${marker}/`);
  }
  return (path) => folders.size > 0 && [...folders].some((folder) => path.startsWith(folder));
}

/** The path up to and including the first name that no path can ask for. */
function unnameablePart(path: string): string {
  const end = path.indexOf('/', path.indexOf('\ufffd'));
  return end < 0 ? path : path.slice(0, end);
}
