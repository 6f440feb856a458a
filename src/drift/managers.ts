import { globTest } from './glob.ts';
import type { FieldManager } from './managed-fields.ts';

/** What kind of writer a field manager is. */
export type ManagerClass = 'human' | 'ours' | 'controller' | 'system';

/** Names of field managers that the configuration sorts by hand; `*` stands for any text. */
export interface ManagerNames {
  readonly ours: readonly string[];
  readonly human: readonly string[];
  readonly controller: readonly string[];
}

/**
 * Managers of the GitOps controllers: Argo CD's server-side and client-side sync (argo-cd common/common.go and
 * controller), Flux's controllers (`owner.Field` is the controller's name), and Helm.
 */
const OURS: ReadonlySet<string> = new Set([
  'argocd-controller',
  'argocd-application-controller',
  'kustomize-controller',
  'helm-controller',
  'helm',
]);

/** `kubectl` with its sub-commands, user interfaces (kluctl pkg/diff), and the default names of browsers. */
const HUMAN = /^(?:kubectl(?:-.*)?|rancher|k9s|Lens|argocd-server|Mozilla|OpenAPI-Generator)$/;

/** The control plane itself. */
const SYSTEM = /^(?:kube-|system:)/;

/** Fields from before the API server kept track; written by anyone, defaults among them (kubernetes apimachinery). */
const UNTRACKED = 'before-first-apply';

/**
 * Sorts the managers of one object. What kubectl applied is ours as long as no GitOps controller owns a field,
 * and otherwise a person's. The manager alone does not tell a person from a controller: `kubectl scale` and an
 * autoscaler both write through the subresource `scale`, under different names.
 */
export function managerSorter(
  managers: readonly FieldManager[],
  names: ManagerNames,
): (manager: FieldManager) => ManagerClass {
  const ours = names.ours.map(globTest);
  const human = names.human.map(globTest);
  const controller = names.controller.map(globTest);
  const isOurs = (name: string) => OURS.has(name) || ours.some((test) => test(name));
  const isDriven = managers.some(({ name }) => isOurs(name));
  return ({ name, operation }) => {
    if (human.some((test) => test(name))) return 'human';
    if (controller.some((test) => test(name))) return 'controller';
    if (isOurs(name)) return 'ours';
    const isApply = name === 'kubectl-client-side-apply' || (name === 'kubectl' && operation === 'Apply');
    if (isApply && !isDriven) return 'ours';
    if (name === UNTRACKED) return 'system';
    if (HUMAN.test(name)) return 'human';
    return SYSTEM.test(name) ? 'system' : 'controller';
  };
}
