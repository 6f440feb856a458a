import { commitsBehind } from '../../adapters/git/commits-behind.ts';
import { selectUnits } from '../../compile/discover/select-units.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isPartial } from '../../model/selection.ts';
import type { Repository } from '../load-repository.ts';
import { findRemotes, listRemotes } from './find-remotes.ts';
import { matrixBranches } from './matrix-branches.ts';
import { openSource, type OpenedSource } from './open-source.ts';
import { patiently } from './patiently.ts';
import { branchLook, looksOf, publishedBranches, type PublishedBranch } from './published-branches.ts';
import type { BranchRequest } from './publish-request.ts';

/** A row of `list --published`. */
export interface PublishedRow extends PublishedBranch {
  /** Commits that the published source lacks of the history of HEAD; undefined when unknown. */
  readonly distance: number | undefined;
}

/** What is published, or why it is not known. */
export interface PublishedList {
  readonly rows: readonly PublishedRow[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the remote shows for the branches of a loaded repository, and for every other branch that has a
 * record. Writes neither to the clone nor to the remote.
 * @throws AdapterError when there is no Git repository or the remote cannot be reached
 */
export async function listPublished(
  request: BranchRequest,
  repository: Pick<Repository, 'config' | 'units'>,
): Promise<PublishedList> {
  const { config } = repository;
  // a file that cannot be read says neither where nor under which names
  if (hasErrors(config.diagnostics)) return { rows: [], diagnostics: [] };
  const source = await openSource(request, false);
  try {
    return await listFrom(request, source, repository);
  } finally {
    await source.store.close();
  }
}

async function listFrom(
  { selection, signal }: BranchRequest,
  source: OpenedSource,
  { config, units }: Pick<Repository, 'config' | 'units'>,
): Promise<PublishedList> {
  const { publish } = config.value;
  const found = findRemotes(source, publish, signal);
  const remotes = found.value;
  if (!remotes) return { rows: [], diagnostics: found.diagnostics };
  const matrix = matrixBranches(selectUnits(units, selection), publish.review);
  const diagnostics = [...found.diagnostics, ...matrix.diagnostics];
  if (!matrix.value) return { rows: [], diagnostics };
  const refs = await patiently(() => listRemotes(remotes), signal);
  const look = branchLook(source, remotes.target, publish.preserve);
  const wanted = looksOf(matrix.value, refs.target, isPartial(selection));
  const branches = await publishedBranches(look, refs.target, wanted);
  const counts = await commitsBehind(
    { place: source.place, remote: remotes.source, head: source.commit.id },
    branches.flatMap(({ source: published }) => published ?? []),
  );
  const rows = branches.map((row) => ({ ...row, distance: counts.get(row.source ?? '') }));
  return { rows, diagnostics };
}
