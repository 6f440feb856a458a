import type { DriftMode, WorkspaceDrift } from '../../drift/verdict.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { BranchRequest } from '../publish/publish-request.ts';
import type { NamedPlace } from './read-side.ts';

/** What is compared with what. */
export interface DriftRequest extends BranchRequest {
  /** Manifests instead of the rendered branches. */
  readonly desired: NamedPlace | undefined;
  /** A dump instead of the cluster. */
  readonly live: NamedPlace | undefined;
  /** The Application or Kustomization whose tracked objects count as ours. */
  readonly app: string | undefined;
  /** Context of the kubeconfig instead of the one that the workspace names. */
  readonly context: string | undefined;
  readonly mode: DriftMode;
  /** True when tolerated differences are not shown, and so need not be told. */
  readonly isBrief: boolean;
  /** True to find the place in the source behind every drifted field of a unit. */
  readonly isTraced: boolean;
  /** Absolute path of a kubeconfig; that of the environment when undefined. */
  readonly kubeconfig: string | undefined;
}

/** What was found; no value when the input cannot be read. */
export interface DriftOutcome {
  readonly value?: readonly WorkspaceDrift[];
  readonly diagnostics: readonly Diagnostic[];
  /** The object of Git behind a verdict of a workspace; undefined where Git has none. */
  readonly desiredOf?: (workspace: string | null, id: ResourceId) => JsonObject | undefined;
}
