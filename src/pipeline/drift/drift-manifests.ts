import { namedFileReader } from '../../adapters/files/named-files.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { filesDrift } from '../../drift/files-drift.ts';
import { isTrackedBy } from '../../drift/tracked-by.ts';
import type { WorkspaceDrift } from '../../drift/verdict.ts';
import { identityKey } from '../../model/resource.ts';
import { loadConfig } from '../load-config.ts';
import { Clusters } from './clusters.ts';
import { compareCluster } from './compare-cluster.ts';
import { duplicates } from './drift-files.ts';
import { driftNotes } from './drift-notes.ts';
import type { DriftOutcome, DriftRequest } from './drift-request.ts';
import { managersOf } from './managers-of.ts';
import { readSide, type NamedPlace } from './read-side.ts';
import { APPLIER } from './unit-state.ts';
import { wantedObjects } from './wanted-objects.ts';

/** Where an object lands that names no namespace, as kubectl has it. */
const NAMESPACE = 'default';

/**
 * Compares a cluster with manifests in files. Needs no Git and no repository.
 * @throws AdapterError when the cluster cannot be asked
 */
export async function driftManifests(request: DriftRequest, place: NamedPlace): Promise<DriftOutcome> {
  const { dir, config: file, app, context, mode, isBrief } = request;
  const config = await loadConfig(namedFileReader(dir), undefined, file);
  const desired = await readSide(place);
  const diagnostics = [...config.diagnostics, ...desired.diagnostics, ...duplicates(desired.objects)];
  if (hasErrors(diagnostics)) return { diagnostics };
  const clusters = new Clusters(request);
  try {
    const { port, discovery } = await clusters.get(context);
    const settings = { managers: managersOf(config.value), ignore: config.ignore, isBrief };
    const { resources } = discovery;
    const wanted = wantedObjects(desired.objects, {
      resources,
      namespace: NAMESPACE,
      settings,
      applier: APPLIER,
    });
    const isOurs =
      app === undefined ? undefined : (live: Parameters<typeof isTrackedBy>[0]) => isTrackedBy(live, app);
    const found = await compareCluster({ port, discovery, mode }, { wanted, leftovers: [], isOurs });
    const unused = config.ignore.filter((rule) => !found.used.has(rule)).map(({ name }) => name);
    const value: WorkspaceDrift = {
      ...filesDrift(found.resources, unused),
      cluster: { context: port.context, version: discovery.version ?? null },
      mode,
    };
    const objects = new Map(wanted.map(({ id, object }) => [identityKey(id), object]));
    return {
      value: [value],
      desiredOf: (_, id) => objects.get(identityKey(id)),
      diagnostics: [...diagnostics, ...found.diagnostics, ...driftNotes([value], config)],
    };
  } finally {
    await clusters.close();
  }
}
