import type { PlannedFile } from '../model/scaffold.ts';
import { printable } from '../report/printable.ts';

/** One line for each file: what is done, and where. */
export function fileLines(files: readonly PlannedFile[]): string {
  return files.map(({ action, path }) => `  ${action.padEnd(6)}  ${printable(path)}\n`).join('');
}

/** The files as `--output json` shows them. */
export function fileData(files: readonly PlannedFile[]) {
  return { files: files.map(({ path, action }) => ({ path, action })) };
}

/** What changed and what did not, in one line. */
export function fileSummary(files: readonly PlannedFile[], dryRun = false): string {
  const kept = files.filter(({ action }) => action === 'keep').length;
  const changed = files.length - kept;
  if (changed === 0) return `nothing to do: all ${files.length} files are there`;
  const done = `${changed} ${changed === 1 ? 'file' : 'files'} ${dryRun ? 'would be written' : 'written'}`;
  return `${done}, ${kept} kept${dryRun ? '; this was a dry run' : ''}`;
}
