import { planFiles, writeFiles } from '../../adapters/files/scaffold-writer.ts';
import type { PlannedFile, ScaffoldFile } from '../../model/scaffold.ts';
import { setScalar } from '../../compile/source/edit-yaml.ts';
import { MAX_FILE_BYTES } from '../../compile/source/limits.ts';
import { diagnostic, hasErrors, type Outcome } from '../../diagnostics/diagnostic.ts';
import type { TreeReader } from '../../model/ports.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { dirOf } from '../../util/repo-path.ts';
import type { Repository } from '../load-repository.ts';

/** The repository that something is added to. */
export interface NewScope {
  readonly root: string;
  readonly reader: TreeReader;
  readonly repository: Repository;
}

/** Writes files that must not exist yet: all, or none when one of them is there. */
export function writeNew(
  root: string,
  wanted: Outcome<readonly ScaffoldFile[]>,
): Outcome<readonly PlannedFile[]> {
  if (!wanted.value || hasErrors(wanted.diagnostics)) return { diagnostics: wanted.diagnostics };
  const planned = planFiles(root, wanted.value, 'keep');
  const taken = planned.find(({ action }) => action === 'keep');
  if (taken)
    return refuse(`${taken.path} is there already, and nothing is overwritten. Choose another name.`);
  writeFiles(root, planned);
  return { value: planned, diagnostics: [] };
}

/** An outcome that says why there is nothing to write. */
export function refuse(detail: string): { readonly diagnostics: Outcome<never>['diagnostics'] } {
  return { diagnostics: [diagnostic('USAGE', detail, undefined)] };
}

/** Every file below a folder, copied into another one. */
export async function copyFolder(
  scope: NewScope,
  from: string,
  to: string,
): Promise<Outcome<readonly ScaffoldFile[]>> {
  const entries = scope.repository.entries.filter(({ path }) => path.startsWith(`${from}/`));
  const link = entries.find(({ kind }) => kind !== 'file');
  if (link)
    return refuse(`${link.path} is a link or special file, which is not copied. Replace it by a file first.`);
  const contents = await scope.reader.read(
    entries.map(({ path }) => path),
    MAX_FILE_BYTES,
  );
  const files: ScaffoldFile[] = [];
  for (const [path, content] of contents) {
    if (content.kind !== 'bytes') return refuse(`${path} cannot be copied: it is ${content.kind}.`);
    files.push({ path: `${to}${path.slice(from.length)}`, content: content.bytes });
  }
  return { value: files, diagnostics: [] };
}

/** The files with a text set in one of them, by path; comments stay. */
export function withScalar(
  files: readonly ScaffoldFile[],
  path: string,
  [key, value]: readonly [string, string],
): Outcome<readonly ScaffoldFile[]> {
  const file = files.find((each) => each.path === path);
  const before = file?.content;
  const text = typeof before === 'string' ? before : new TextDecoder().decode(before);
  const content = setScalar(text, [key], value);
  if (!file || content === undefined)
    return refuse(`${key} cannot be set in ${path}: the file it comes from is not valid YAML.`);
  return { value: files.map((each) => (each === file ? { path, content } : each)), diagnostics: [] };
}

/** The folder in which most of the given paths lie; undefined without paths. */
export function commonParent(paths: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(dirOf(path), (counts.get(dirOf(path)) ?? 0) + 1);
  const [first] = [...counts].toSorted(([a, x], [b, y]) => y - x || byteOrder(a, b));
  return first?.[0];
}

/** A path below a folder; empty text is the root. */
export function below(dir: string, name: string): string {
  return dir === '' ? name : `${dir}/${name}`;
}

/** `a, b and c`, for messages; `none` without names. */
export function namesText(names: readonly string[]): string {
  return names.toSorted(byteOrder).join(', ') || 'none';
}
