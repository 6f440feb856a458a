import { identityKey } from '../../model/resource.ts';
import type { DriftedResource, DriftField, DriftLag } from '../verdict.ts';
import type { ControllerState } from './controller-state.ts';

/** Managers whose fields Flux takes over before it applies, by the start of the name (fluxcd/kustomize-controller). */
const TAKEN_OVER = /^(?:kubectl|before-first-apply)/;

/**
 * Whether the controller sees a difference and so will undo it, or show it; undefined when it does not say. Argo CD
 * tells object by object. Flux tells nothing; it puts back what Git declares and takes away what kubectl added,
 * and is blind to what anybody else adds.
 */
export function seesDrift(
  { state, lag }: { readonly state: ControllerState; readonly lag: DriftLag | null },
  resource: DriftedResource,
  field: DriftField,
): boolean | undefined {
  return state.controller.kind === 'argocd'
    ? argoSees(state, lag, { resource, field })
    : fluxSees(state, { resource, field });
}

interface Drift {
  readonly resource: DriftedResource;
  readonly field: DriftField;
}

/** Argo CD compares with the newest commit that it has seen: while that waits to be applied, its answer is about the wait. */
function argoSees(
  { verdicts, applied, seen }: ControllerState,
  lag: DriftLag | null,
  { resource, field }: Drift,
): boolean | undefined {
  if (lag !== null && applied !== seen) return undefined;
  const isSynced = verdicts?.get(identityKey(resource.id));
  if (isSynced !== false) return isSynced === true ? false : undefined;
  // One word for the whole object: what else is wrong with it may be all that it sees.
  const isHidden = ({ rule }: DriftField) => rule === 'written-by-hand';
  return isHidden(field) && !resource.fields.every(isHidden) ? undefined : true;
}

function fluxSees(
  { isContent, isPruning, inventory = [] }: ControllerState,
  { resource, field: { kind, rule, blame } }: Drift,
): boolean | undefined {
  if (!isContent || kind === 'terminating') return undefined;
  const key = identityKey(resource.id);
  if (kind === 'orphan') return isPruning && inventory.some((id) => identityKey(id) === key);
  if (rule !== 'written-by-hand') return true;
  return blame.some(({ manager, subresource }) => subresource === null && TAKEN_OVER.test(manager));
}
