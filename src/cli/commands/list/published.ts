import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Repository } from '../../../pipeline/load-repository.ts';
import {
  listPublished,
  type PublishedList,
  type PublishedRow,
} from '../../../pipeline/publish/list-published.ts';
import type { CommandRequest } from '../../command.ts';
import { isOutsideError } from '../../global-options.ts';
import { table } from '../../table.ts';

/** What a remote shows, as text and as data. */
export interface PublishedView {
  readonly text: string;
  readonly data: readonly unknown[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The rows of `list --published`. What stops it is a diagnostic, so that the rest of the listing is shown. */
export async function published(
  request: CommandRequest,
  repository: Repository,
  signal: AbortSignal,
): Promise<PublishedView> {
  const { rows, diagnostics } = await ask(request, repository, signal);
  return { text: table(rows.map(cellsOf)), data: rows.map(rowData), diagnostics };
}

async function ask(
  { global, options, selection }: CommandRequest,
  repository: Repository,
  signal: AbortSignal,
): Promise<PublishedList> {
  try {
    return await listPublished(
      {
        dir: global.dir,
        config: global.config,
        source: typeof options['at'] === 'string' ? options['at'] : undefined,
        selection,
        version: global.version,
        signal,
      },
      repository,
    );
  } catch (error) {
    if (!isOutsideError(error)) throw error;
    return { rows: [], diagnostics: [diagnostic(error.code, error.message, undefined)] };
  }
}

const short = (id: string | undefined): string => (id === undefined ? '-' : id.slice(0, 7));

function cellsOf(row: PublishedRow): Readonly<Record<string, string>> {
  return {
    branch: row.branch,
    tip: short(row.tip),
    source: short(row.source),
    behind: row.distance === undefined ? '-' : String(row.distance),
    record: row.record,
    state: stateOf(row),
  };
}

/** Whose the branch is, in a word. */
function stateOf({ trust, edits }: PublishedRow): string {
  if (trust === 'first') return 'not published';
  if (trust !== 'edited') return trust;
  return edits === undefined || edits.length === 0 ? 'edited' : `edited: ${edits.join(', ')}`;
}

function rowData(row: PublishedRow) {
  const { branch, workspaces, tip, source, distance, record, trust, edits } = row;
  return {
    branch,
    workspaces,
    tip: tip ?? null,
    source: source ?? null,
    distance: distance ?? null,
    record,
    state: trust,
    handEdits: trust === 'edited',
    editedPaths: edits ?? null,
  };
}
