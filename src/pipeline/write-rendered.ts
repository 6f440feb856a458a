import { writeOutput } from '../adapters/files/out-folder.ts';
import type { OutputConflict } from '../adapters/files/out-plan.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { startOf } from '../diagnostics/span.ts';
import type { RenderedUnit } from '../model/rendered.ts';
import type { Unit } from '../model/unit.ts';
import { byteOrder } from '../util/byte-order.ts';
import { sha256Hex } from '../util/sha256.ts';

/** What to write where. */
export interface WriteRequest {
  /** Absolute folder. */
  readonly out: string;
  readonly units: readonly RenderedUnit[];
  /** The units of a partial run: only their old files may be removed. Undefined for a full run. */
  readonly selected: readonly Unit[] | undefined;
}

/** How many files were written; with diagnostics, none was. */
export interface WriteOutcome {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes rendered units as `<out>/<branch>/<path>/<file>`; all or, when a file of others is in the way, nothing. */
export async function writeRendered({ out, units, selected }: WriteRequest): Promise<WriteOutcome> {
  const files = new Map<string, string>();
  for (const { unit, files: own } of units) {
    for (const { path, text } of own) files.set(`${folderOf(unit)}/${path}`, text);
  }
  const folders = selected?.map((unit) => `${folderOf(unit)}/`);
  const prune = folders ? (path: string) => folders.some((folder) => path.startsWith(folder)) : () => true;
  const outcome = await writeOutput({ dir: out, files, prune });
  if (outcome.kind === 'conflict') {
    return {
      written: 0,
      removed: 0,
      unchanged: 0,
      diagnostics: outcome.conflicts.map((found) => conflict(found)),
    };
  }
  return {
    written: outcome.written.length,
    removed: outcome.removed.length,
    unchanged: outcome.unchanged,
    diagnostics: [],
  };
}

/** Where the files of a unit lie below the output folder. */
function folderOf({ branch, path }: Unit): string {
  return `${branch}/${path}`;
}

/** sha256 in hex over path, NUL and bytes of each file of a unit, in byte order of the paths below the output folder. */
export function unitDigest({ unit, files }: RenderedUnit): string {
  const sorted = files
    .map(({ path, text }) => ({ path: `${folderOf(unit)}/${path}`, text }))
    .toSorted((a, b) => byteOrder(a.path, b.path));
  return sha256Hex(sorted.map(({ path, text }) => `${path}\0${text}`).join(''));
}

const REASONS: Readonly<Record<OutputConflict['reason'], string>> = {
  foreign: 'was not written by render',
  edited: 'was edited after render wrote it',
  unselected: 'belongs to a unit that is not selected',
  symlink: 'is or lies behind a link',
  'not-regular': 'is not a regular file',
  folder: 'is a folder with files of others',
  listing: 'is not a list that render wrote',
};

function conflict({ path, reason }: OutputConflict): Diagnostic {
  const detail = `${path} ${REASONS[reason]}. Nothing was written. Move it away, or choose another folder.`;
  return diagnostic('OUTPUT_CONFLICT', detail, startOf({ path, text: '' }));
}
