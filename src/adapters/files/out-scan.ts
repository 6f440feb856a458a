import { createHash, hash } from 'node:crypto';
import { closeSync, readdirSync, readSync } from 'node:fs';
import type { Found } from './out-plan.ts';
import { openRegular } from './regular-file.ts';

/** What stands in an output folder, as far as somebody asked. */
export interface OutputScan {
  readonly found: ReadonlyMap<string, Found>;
  /** Folders that exist. */
  readonly folders: ReadonlySet<string>;
}

type Kind = 'file' | 'folder' | 'symlink' | 'not-regular';

type FolderState =
  | { readonly kind: 'there'; readonly names: ReadonlyMap<string, Kind> }
  | { readonly kind: 'absent' }
  | { readonly kind: 'blocked'; readonly by: string };

/**
 * Looks at the given paths of an output folder; each folder on the way is read once and no symbolic
 * link is followed. Only files that `isListed` accepts are opened.
 * @throws the file system's error when something cannot be read
 */
export function scanOutput(
  dir: string,
  paths: Iterable<string>,
  isListed: (path: string) => boolean,
): OutputScan {
  const states = new Map<string, FolderState>();
  const found = new Map<string, Found>();
  for (const path of paths) {
    const state = stateOf(parentOf(path));
    if (state.kind === 'there') note(path, state.names.get(nameOf(path)));
    else if (state.kind === 'blocked') {
      found.set(path, state);
      note(state.by, kindAt(state.by));
    }
  }
  const folders = [...states].flatMap(([path, state]) => (state.kind === 'there' ? [path] : []));
  return { found, folders: new Set(folders) };

  function note(path: string, kind: Kind | undefined): void {
    if (kind === undefined || found.has(path)) return;
    if (kind === 'file') found.set(path, lookAtFile(dir, path, isListed(path)));
    else found.set(path, kind === 'folder' ? { kind, files: filesBelow(dir, path) } : { kind });
  }

  function kindAt(path: string): Kind | undefined {
    const state = stateOf(parentOf(path));
    return state.kind === 'there' ? state.names.get(nameOf(path)) : undefined;
  }

  function stateOf(folder: string): FolderState {
    const known = states.get(folder);
    if (known) return known;
    const state = folder === '' ? readFolder(dir) : stateBelow(stateOf(parentOf(folder)), folder);
    states.set(folder, state);
    return state;
  }

  function stateBelow(parent: FolderState, folder: string): FolderState {
    if (parent.kind !== 'there') return parent;
    const kind = parent.names.get(nameOf(folder));
    if (kind === undefined) return { kind: 'absent' };
    return kind === 'folder' ? readFolder(`${dir}/${folder}`) : { kind: 'blocked', by: folder };
  }
}

/** The folder a path stands in; empty for the output folder itself. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function readFolder(folder: string): FolderState {
  const names = new Map<string, Kind>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) names.set(entry.name, 'symlink');
    else if (entry.isDirectory()) names.set(entry.name, 'folder');
    else names.set(entry.name, entry.isFile() ? 'file' : 'not-regular');
  }
  return { kind: 'there', names };
}

function filesBelow(dir: string, folder: string): readonly string[] {
  const entries = readdirSync(`${dir}/${folder}`, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(dir, path) : [path];
  });
}

function lookAtFile(dir: string, path: string, read: boolean): Found {
  if (!read) return { kind: 'file', sha256: undefined };
  const file = openRegular(`${dir}/${path}`);
  if (file.kind !== 'open') throw new Error(`${path} cannot be read: ${file.kind}`);
  try {
    return { kind: 'file', sha256: hashFile(file.fd) };
  } finally {
    closeSync(file.fd);
  }
}

const CHUNK = Buffer.allocUnsafe(256 * 1024);

/** Most files fit into one chunk; a large one is never held in memory as a whole. */
function hashFile(fd: number): string {
  const length = readSync(fd, CHUNK, 0, CHUNK.length, null);
  if (length < CHUNK.length) return sha256Of(CHUNK.subarray(0, length));
  const whole = createHash('sha256');
  for (let got = length; got > 0; got = readSync(fd, CHUNK, 0, CHUNK.length, null)) {
    whole.update(CHUNK.subarray(0, got));
  }
  return whole.digest('hex');
}

/** The sha256 of a content in lower-case hex. */
export function sha256Of(content: Uint8Array | string): string {
  return hash('sha256', content, 'hex');
}
