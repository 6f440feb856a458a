import type { SourceText, Span } from '../diagnostics/span.ts';
import type { MapNode } from './node.ts';
import type { SecretBackend, SecretStoreRef } from './secret-backend.ts';

/** A text with its place. */
export interface Located<T> extends Span {
  readonly value: T;
}

/** Labels and annotations with the place of each. */
export interface LocatedMap {
  readonly [key: string]: Located<string>;
}

/** What the extensions of a project or stack say. */
export interface Extensions {
  readonly namespace?: Located<string>;
  readonly labels: LocatedMap;
  readonly annotations: LocatedMap;
}

/** A folder with `project.yaml`. */
export interface Project {
  readonly name: string;
  /** Posix path relative to the root; empty text for the root itself. */
  readonly dir: string;
  readonly nameSpan: Span;
  readonly source: SourceText;
  readonly labels: Readonly<Record<string, string>>;
  readonly extensions: Extensions;
  readonly stacks: readonly Stack[];
}

/** A folder with `stack.yaml` inside a project: what is deployed. */
export interface Stack {
  readonly name: string;
  readonly project: string;
  readonly dir: string;
  readonly nameSpan: Span;
  readonly source: SourceText;
  readonly description?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Names of the workspaces it is rendered for, with the place that names each. */
  readonly workspaces: readonly Located<string>[];
  readonly namespace?: Located<string>;
  readonly extensions: Extensions;
  /** Repository text → tag or digest. */
  readonly images: LocatedMap;
  readonly dependsOn: readonly Located<string>[];
  readonly targets: readonly Located<string>[];
  /** app.yaml files, low precedence first; the stack's own is last. */
  readonly layers: readonly Layer[];
}

/** One app.yaml: its apps and shared accessories, not yet merged. */
export interface Layer {
  readonly source: SourceText;
  readonly apps: MapNode;
  readonly shared?: MapNode;
}

/** An environment: `workspaces/<name>.yaml`. */
export interface Workspace {
  readonly name: string;
  readonly source: SourceText;
  readonly root: MapNode;
  readonly protected: boolean;
  readonly secretBackend: SecretBackend;
  readonly secretStore: SecretStoreRef;
}

/** One stack for one workspace: the row of the matrix. */
export interface Unit {
  readonly project: Project;
  readonly stack: Stack;
  readonly workspace: Workspace;
  readonly namespace: Located<string>;
  readonly branch: string;
  readonly path: string;
}
