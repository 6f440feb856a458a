import { diagnostic, hasErrors } from '../../diagnostics/diagnostic.ts';
import { compareSets } from '../../drift/compare-sets.ts';
import { filesDrift } from '../../drift/files-drift.ts';
import type { WorkspaceDrift } from '../../drift/verdict.ts';
import { openSource, type OpenedSource } from '../publish/open-source.ts';
import { comparedBranches } from './compared-branches.ts';
import { driftNotes } from './drift-notes.ts';
import type { DriftOutcome, DriftRequest } from './drift-request.ts';
import { managersOf } from './managers-of.ts';
import { readFolder } from './read-folder.ts';
import { readSide, readWarnings, type NamedPlace } from './read-side.ts';

/**
 * Compares a dump of a cluster with the heads of the rendered branches of one workspace. Needs no cluster.
 * @throws AdapterError when the remote cannot be asked
 */
export async function driftDump(request: DriftRequest, place: NamedPlace): Promise<DriftOutcome> {
  const source = await openSource(request, false);
  try {
    return await compareDump(request, source, place);
  } finally {
    await source.store.close();
  }
}

async function compareDump(
  request: DriftRequest,
  source: OpenedSource,
  place: NamedPlace,
): Promise<DriftOutcome> {
  const found = await comparedBranches(request, source);
  if (!found.value) return { diagnostics: found.diagnostics };
  const { branches, remotes, repository } = found.value;
  const live = await readSide(place);
  const diagnostics = [...found.diagnostics, ...live.diagnostics];
  const workspaces = [...new Set(branches.map(({ workspace }) => workspace.name))];
  if (workspaces.length > 1) {
    const detail = `A dump is of one cluster, and these are ${workspaces.join(', ')}. Name one with --workspace.`;
    diagnostics.push(diagnostic('USAGE', detail, undefined));
  }
  if (hasErrors(diagnostics)) return { diagnostics };
  const { config } = repository;
  const value: WorkspaceDrift[] = [];
  for (const { workspace, branch, head, units } of branches) {
    const folders = await Promise.all(
      units.map(async (unit) => ({
        unit,
        read: await readFolder({ source, target: remotes.target }, head, unit.path),
      })),
    );
    const desired = folders.flatMap(({ read }) => read.objects);
    diagnostics.push(...folders.flatMap(({ read }) => read.diagnostics));
    const verdict = compareSets(
      {
        desired: desired.map(({ object }) => object),
        live: live.objects.map(({ object }) => object),
        isOneToOne: false,
        warnings: new Map(desired.map((each) => [each.object, readWarnings(each)])),
      },
      { managers: managersOf(config.value), ignore: config.ignore, app: request.app },
    );
    value.push({
      ...filesDrift(
        verdict.resources,
        verdict.unused.map(({ name }) => name),
      ),
      workspace: workspace.name,
      branch,
      revision: head,
    });
  }
  return { value, diagnostics: [...diagnostics, ...driftNotes(value, config)] };
}
