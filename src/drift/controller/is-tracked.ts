import { mapAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import { isCopy, isKept, isOwned, isSelfReference } from '../tracked-by.ts';
import type { ControllerState } from './controller-state.ts';

/** Labels that Flux puts on what it applies (fluxcd/pkg ssa `SetOwnerLabels`). */
const FLUX = 'kustomize.toolkit.fluxcd.io';

/**
 * True for a live object that carries the mark of this very Application or Kustomization, and that nobody owns
 * or keeps on purpose. Labels of Argo CD are no mark: charts and operators set the same. What they would name is
 * in the inventory.
 */
export function isTracked({ controller, trackers }: ControllerState, live: JsonObject): boolean {
  if (isOwned(live) || isKept(live)) return false;
  if (controller.kind === 'argocd') return isSelfReference(live, (owner) => trackers.includes(owner));
  const labels = mapAt(live, ['metadata', 'labels']);
  const isNamed =
    labels[`${FLUX}/name`] === controller.name && labels[`${FLUX}/namespace`] === controller.namespace;
  return isNamed && !isCopy(live);
}
