import { InternalError } from '../diagnostics/internal-error.ts';
import type { GitObject, ObjectFormat, ObjectId, TreeItem, TreeMode } from '../model/git.ts';
import { isUtf8Name, treeNameBytes } from '../model/tree-name.ts';
import { byteOrder } from '../util/byte-order.ts';
import { gitHash } from '../util/git-hash.ts';

/** A file of a tree to be; without `content` its blob is stored already. */
export interface FolderFile {
  readonly kind: 'file';
  readonly mode: Exclude<TreeMode, '40000'>;
  readonly id: ObjectId;
  readonly content?: Uint8Array;
}

/** A whole tree that is stored already and taken over as it is. */
export interface StoredFolder {
  readonly kind: 'stored';
  readonly id: ObjectId;
}

/** A tree to be. */
export interface Folder {
  readonly kind: 'folder';
  readonly entries: Map<string, FolderFile | StoredFolder | Folder>;
}

/** A folder without entries. */
export function emptyFolder(): Folder {
  return { kind: 'folder', entries: new Map() };
}

/** A regular file with text of ours. */
export function textFile(format: ObjectFormat, text: string): FolderFile {
  const content = new TextEncoder().encode(text);
  return { kind: 'file', mode: '100644', id: gitHash(format, 'blob', content), content };
}

/** Puts an entry at a posix path, with the folders on the way. Whatever stands there already is an error of ours. */
export function put(root: Folder, path: string, entry: FolderFile | StoredFolder | Folder): void {
  const parts = path.split('/');
  const isOurs = entry.kind !== 'file' || entry.content !== undefined;
  if (isOurs && !parts.every(isSafeName)) throw new InternalError(`${path} is no path of a rendered branch`);
  const name = parts.pop() ?? '';
  let folder = root;
  for (const part of parts) {
    const found = folder.entries.get(part) ?? emptyFolder();
    if (found.kind !== 'folder') throw new InternalError(`${path} lies inside something that is no folder`);
    folder.entries.set(part, found);
    folder = found;
  }
  if (folder.entries.has(name)) throw new InternalError(`${path} is written twice`);
  folder.entries.set(name, entry);
}

/**
 * Names that a tree of ours may hold. Git itself takes `.git`, `..` and others from a program that
 * writes trees, and a clone on another system would stumble over more.
 */
function isSafeName(name: string): boolean {
  return (
    /^[A-Za-z0-9._%~-]{1,255}$/.test(name) &&
    !/^\.{1,2}$|^\.git$|^git~[0-9]+$|\.$/i.test(name) &&
    !/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i.test(name)
  );
}

/** A folder as Git objects. */
export interface FolderTree {
  readonly id: ObjectId;
  /** Every object of it that may not be stored yet. */
  readonly objects: readonly GitObject[];
  /** The entries of those of them that are trees. */
  readonly trees: ReadonlyMap<ObjectId, readonly TreeItem[]>;
}

/** The trees and blobs of a folder. Folders without files are left out, as Git cannot hold them. */
export function treeOf(folder: Folder, format: ObjectFormat): FolderTree {
  const made: Made = { format, objects: [], trees: new Map() };
  return { id: addTree(folder, made), objects: made.objects, trees: made.trees };
}

interface Made {
  readonly format: ObjectFormat;
  readonly objects: GitObject[];
  readonly trees: Map<ObjectId, readonly TreeItem[]>;
}

function addTree(folder: Folder, made: Made): ObjectId {
  const items: TreeItem[] = [];
  for (const [name, entry] of folder.entries) {
    if (entry.kind === 'file') {
      if (entry.content) made.objects.push({ type: 'blob', id: entry.id, content: entry.content });
      items.push({ mode: entry.mode, name, id: entry.id });
    } else if (entry.kind === 'stored') items.push({ mode: '40000', name, id: entry.id });
    else if (holdsFile(entry)) items.push({ mode: '40000', name, id: addTree(entry, made) });
  }
  // a folder sorts as if its name ended in a slash
  const key = ({ mode, name }: TreeItem): string => (mode === '40000' ? `${name}/` : name);
  const order = items.every(({ name }) => isUtf8Name(name)) ? byteOrder : rawOrder;
  items.sort((a, b) => order(key(a), key(b)));
  const content = Buffer.concat(
    items.flatMap(({ mode, name, id }) => [
      Buffer.from(`${mode} `),
      treeNameBytes(`${name}\0`),
      Buffer.from(id, 'hex'),
    ]),
  );
  const id = gitHash(made.format, 'tree', content);
  made.objects.push({ type: 'tree', id, content });
  made.trees.set(id, items);
  return id;
}

/** Order of names of others that are no UTF-8. */
function rawOrder(a: string, b: string): number {
  return Buffer.compare(treeNameBytes(a), treeNameBytes(b));
}

function holdsFile({ entries }: Folder): boolean {
  for (const entry of entries.values()) if (entry.kind !== 'folder' || holdsFile(entry)) return true;
  return false;
}
