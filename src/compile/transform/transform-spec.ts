import type { ResolvedStack } from '../../model/resolved.ts';
import type { Spec } from '../../model/spec.ts';
import { addDisruptionBudgets } from './add-disruption-budgets.ts';
import { addMetadata } from './add-metadata.ts';
import { addNetworkPolicies } from './add-network-policies.ts';
import { addServiceAccounts } from './add-service-accounts.ts';
import { defaultResources } from './default-resources.ts';
import { defaultRollout } from './default-rollout.ts';
import { hardenContainers } from './harden-containers.ts';
import { hardenPods } from './harden-pods.ts';
import { labelPods } from './label-pods.ts';
import { mountTmp } from './mount-tmp.ts';
import { passScope, type Pass } from './pass.ts';
import { spreadPods } from './spread-pods.ts';
import { syncWaves } from './sync-waves.ts';

/** The passes of a profile. Containers are hardened before they get a `/tmp`, pods labelled before they are selected. */
const PROFILE_PASSES: readonly Pass[] = [
  labelPods,
  hardenPods,
  hardenContainers,
  defaultResources,
  mountTmp,
  defaultRollout,
  spreadPods,
  addServiceAccounts,
  addNetworkPolicies,
  addDisruptionBudgets,
];

/**
 * All passes over the resources of a unit. Without a profile there are only metadata and waves. The second run of
 * `addMetadata` is for the objects that the profile adds.
 */
export function transformSpec(spec: Spec, resolved: ResolvedStack, trace = false): Spec {
  const described = syncWaves(addMetadata(spec, resolved));
  const scope = passScope(resolved, trace);
  if (!scope) return described;
  const hardened = PROFILE_PASSES.reduce((done, pass) => pass(done, scope), described);
  return addMetadata(hardened, resolved);
}
