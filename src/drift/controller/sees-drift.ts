import { identityKey } from '../../model/resource.ts';
import type { DriftedResource, DriftField } from '../verdict.ts';
import type { ControllerState } from './controller-state.ts';

/** Managers whose fields Flux takes over before it applies (fluxcd/kustomize-controller). */
const TAKEN_OVER = /^(?:kubectl(?:-.*)?|before-first-apply)$/;

/**
 * Whether the controller sees a difference and so will undo it, or show it; undefined when it does not say. Argo CD
 * tells object by object. Flux tells nothing; it puts back what Git declares and takes away what kubectl added,
 * and is blind to what anybody else adds.
 */
export function seesDrift(
  { controller, verdicts, isContent, isPruning }: ControllerState,
  { id }: DriftedResource,
  field: DriftField,
): boolean | undefined {
  if (controller.kind === 'argocd') {
    const isSynced = verdicts?.get(identityKey(id));
    return isSynced === undefined ? undefined : !isSynced;
  }
  if (!isContent) return undefined;
  if (field.kind === 'orphan') return isPruning;
  if (field.rule !== 'written-by-hand') return true;
  return field.blame.some(({ manager }) => TAKEN_OVER.test(manager));
}
