import { replaceFile, type FileChange } from '../../../adapters/files/replace-file.ts';
import { planFiles, writeFiles } from '../../../adapters/files/scaffold-writer.ts';
import { MAX_FILE_BYTES } from '../../../compile/source/limits.ts';
import type { FileContent, TreeReader } from '../../../model/ports.ts';
import type { AdoptEdit } from './adoption.ts';

/**
 * Writes all edits or none: a file that cannot be replaced, or that someone else changed meanwhile, takes the ones
 * before it back.
 * @throws AdapterError OUTPUT_UNWRITABLE
 */
export async function writeEdits(
  root: string,
  reader: TreeReader,
  edits: readonly AdoptEdit[],
): Promise<void> {
  const contents = await reader.read(
    edits.map(({ file }) => file),
    MAX_FILE_BYTES,
  );
  const changes = edits
    .filter(({ before }) => before !== null)
    .map(({ file, after }) => changeOf(file, after, contents.get(file)));
  const made = edits
    .filter(({ before }) => before === null)
    .map(({ file, after }) => ({ path: file, content: after }));
  const done: FileChange[] = [];
  try {
    for (const change of changes) {
      replaceFile(root, change);
      done.push(change);
    }
    writeFiles(root, planFiles(root, made, 'keep'));
  } catch (error) {
    for (const { path, before, after } of done.toReversed())
      replaceFile(root, { path, before: after, after: before });
    throw error;
  }
}

/** A byte order mark, which no text shows, stays. */
function changeOf(path: string, after: string, content: FileContent | undefined): FileChange {
  const before = content?.kind === 'bytes' ? content.bytes : new Uint8Array();
  const mark = before[0] === 0xef && before[1] === 0xbb && before[2] === 0xbf ? '\ufeff' : '';
  return { path, before, after: new TextEncoder().encode(mark + after) };
}
