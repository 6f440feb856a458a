import { namedFileReader } from '../../adapters/files/named-files.ts';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { compareSets } from '../../drift/compare-sets.ts';
import { filesDrift } from '../../drift/files-drift.ts';
import { identityKey, identityOf, resourceName } from '../../model/resource.ts';
import { loadConfig } from '../load-config.ts';
import { driftNotes } from './drift-notes.ts';
import type { DriftOutcome } from './drift-request.ts';
import { managersOf } from './managers-of.ts';
import { readSide, readWarnings, type NamedPlace, type ReadObject } from './read-side.ts';

/** Two sets of files, and how to judge them. */
export interface DriftFilesRequest {
  readonly desired: NamedPlace;
  readonly live: NamedPlace;
  readonly app: string | undefined;
  /** Absolute folder whose moorline.yaml is read, if there is one. */
  readonly dir: string;
  /** Configuration instead of that, seen from the folder or absolute. */
  readonly config: string | undefined;
}

/** Compares manifests with a dump of a cluster. Needs no cluster, no Git and no repository. */
export async function driftFiles(request: DriftFilesRequest): Promise<DriftOutcome> {
  const config = await loadConfig(namedFileReader(request.dir), undefined, request.config);
  const [desired, live] = [await readSide(request.desired), await readSide(request.live)];
  const diagnostics = [
    ...config.diagnostics,
    ...desired.diagnostics,
    ...live.diagnostics,
    ...duplicates(desired.objects),
  ];
  if (hasErrors(diagnostics)) return { diagnostics };
  const verdict = compareSets(
    {
      desired: desired.objects.map(({ object }) => object),
      live: live.objects.map(({ object }) => object),
      isOneToOne: desired.isOneDocument && live.isOneDocument,
      warnings: new Map(desired.objects.map((each) => [each.object, readWarnings(each)])),
    },
    { managers: managersOf(config.value), ignore: config.ignore, app: request.app },
  );
  const unusedRules = verdict.unused.map(({ name }) => name);
  const value = filesDrift(verdict.resources, unusedRules);
  const objects = new Map(desired.objects.map(({ object }) => [identityKey(identityOf(object)), object]));
  return {
    value: [value],
    diagnostics: [...diagnostics, ...driftNotes([value], config)],
    // Git may leave out the namespace that the verdict has from the cluster
    desiredOf: (_, id) => objects.get(identityKey(id)) ?? objects.get(identityKey({ ...id, namespace: '' })),
  };
}

/** Errors for objects that Git holds twice: they have no one value to compare. */
export function duplicates(objects: readonly ReadObject[]): readonly Diagnostic[] {
  const first = new Map<string, ReadObject>();
  return objects.flatMap((each) => {
    const id = identityOf(each.object);
    if (id.name === '') return [];
    const known = first.get(identityKey(id));
    first.set(identityKey(id), known ?? each);
    if (!known) return [];
    const detail = `${resourceName(id)} is there twice, so it is not clear which one is meant. Remove one.`;
    const related = [{ message: 'the other one', span: known.at }];
    return [diagnostic('RESOURCE_DUPLICATE', detail, each.at, { related })];
  });
}
