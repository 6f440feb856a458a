import { driftBranches } from './drift-branches.ts';
import { driftDump } from './drift-dump.ts';
import { driftFiles } from './drift-files.ts';
import { driftManifests } from './drift-manifests.ts';
import type { DriftOutcome, DriftRequest } from './drift-request.ts';

/**
 * Compares what Git wants with what a cluster holds; either side may be files instead.
 * @throws AdapterError when the remote or a cluster cannot be asked
 */
export async function drift(request: DriftRequest): Promise<DriftOutcome> {
  const { desired, live } = request;
  if (desired && live) return await driftFiles({ ...request, desired, live });
  if (desired) return await driftManifests(request, desired);
  if (live) return await driftDump(request, live);
  return await driftBranches(request);
}
