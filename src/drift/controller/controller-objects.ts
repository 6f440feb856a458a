import type { JsonObject } from '../../model/json.ts';

/** Live objects that tell what controllers do; empty lists where there are none or they may not be read. */
export interface ControllerObjects {
  readonly applications: readonly JsonObject[];
  readonly kustomizations: readonly JsonObject[];
  readonly repositories: readonly JsonObject[];
}

/** Their kinds, by the name of the list. */
export const CONTROLLER_KINDS: Readonly<
  Record<keyof ControllerObjects, { readonly group: string; readonly kind: string }>
> = {
  applications: { group: 'argoproj.io', kind: 'Application' },
  kustomizations: { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization' },
  repositories: { group: 'source.toolkit.fluxcd.io', kind: 'GitRepository' },
};
