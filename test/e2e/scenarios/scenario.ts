import type { DriftState } from '../../../src/drift/verdict.ts';

/** Who applies what Git says, and how. */
export type Applier =
  | 'argocd-controller'
  | 'kustomize-controller'
  | 'argocd-client-side'
  | 'kubectl'
  | 'argocd-after-create'
  | 'flux-after-kubectl';

/**
 * One story in a cluster: what Git said when it was applied, what happened then, and what a person calls it.
 * `$NS` in every text stands for the namespace of the scenario, which has its name.
 */
export interface Scenario {
  readonly name: string;
  /** Why it is drift, or why it is none, as a person would say it. */
  readonly truth: string;
  /** Argo CD with server-side apply, when nothing else is said. */
  readonly by?: Applier;
  /** The manifests that were applied. */
  readonly start: string;
  /** What somebody did then: commands of a shell in the scenario's namespace. */
  readonly edit?: string;
  /** What Git says at the end, when that has changed. */
  readonly git?: string;
  /** `synced`, or `drifted` when there is drift, when nothing else is said. */
  readonly state?: DriftState;
  /** Each field that drifted: `kind cause manager operation[/subresource]`, co-owners joined by ` + `. */
  readonly drift?: Readonly<Record<string, string>>;
  /** Differences that have to be seen and let pass, with their rule. */
  readonly tolerated?: Readonly<Record<string, string>>;
}

/** A text with one part replaced; the part has to be there. */
export function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`there is no ${from} in ${text}`);
  return text.replace(from, to);
}
