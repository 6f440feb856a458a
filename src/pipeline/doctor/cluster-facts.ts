import type { KubeconfigState, ContextState } from '../../adapters/cluster/kubeconfig-state.ts';
import type { Known } from './check.ts';

/** The clusters of the selected workspaces. */
export interface ClustersFacts {
  readonly kubeconfig: Known<KubeconfigState>;
  /** Each context once. */
  readonly contexts: readonly ContextFacts[];
}

/** A workspace, as far as its cluster is concerned. */
export interface WorkspaceFacts {
  readonly name: string;
  /** Path of its file below the root. */
  readonly path: string;
  /** As the file says it. */
  readonly kubeVersion: string | undefined;
}

/** One context and what its server says. */
export interface ContextFacts {
  /** As a workspace or the command line names it; undefined for the current one. */
  readonly name: string | undefined;
  readonly workspaces: readonly WorkspaceFacts[];
  /** How the server is reached; undefined when there is no such context. */
  readonly place: ContextState | undefined;
  readonly server: ServerAnswer | undefined;
  /** Undefined when the server was not reached. */
  readonly branches: Known<BranchesFacts> | undefined;
}

/** What the server says of itself, or what is wrong: with the way to it, its certificate, or the credentials. */
export type ServerAnswer =
  | {
      readonly version: string | undefined;
      /** The table that its version gets, and the newest or oldest there is. */
      readonly support: { readonly kind: 'exact' | 'newer' | 'unsupported'; readonly minor: number };
      readonly unknownGroups: readonly string[];
      /** `Argo CD`, `Flux`. */
      readonly controllers: readonly string[];
    }
  | { readonly about: 'reach' | 'tls' | 'credentials' | 'kubeconfig'; readonly problem: string };

/** What a check of the rendered branches would need. */
export interface BranchesFacts {
  /** Questions that are not allowed, such as `list deployments.apps in shop`. */
  readonly missing: readonly string[];
  /** Kinds of the branches. */
  readonly kinds: number;
  /** True when the server did not say of everything whether it is allowed. */
  readonly isVague: boolean;
  readonly followed: readonly FollowedBranch[];
}

/** A rendered branch, and who applies it. */
export interface FollowedBranch {
  readonly branch: string;
  /** Such as `Application argocd/shop`. */
  readonly names: readonly string[];
  /** True when the objects of a controller could not be read. */
  readonly isHidden: boolean;
}
