import type { z } from 'zod';
import type { Span } from '../diagnostics/span.ts';
import type { Expression, MapTemplate, Template } from './template.ts';

/** A module file that has been read and checked: all that rendering needs. */
export interface OwnModule {
  readonly name: string;
  readonly shareable: boolean;
  readonly summary: string;
  /** Posix path of the module file. */
  readonly file: string;
  readonly input: Readonly<Record<string, z.ZodType>>;
  readonly platform: Readonly<Record<string, z.ZodType>>;
  readonly resources: readonly ResourceTemplate[];
  readonly secrets: readonly SecretTemplate[];
  readonly patch: PatchTemplate;
  readonly outputs: readonly (readonly [string, ValueTemplate])[];
}

/** A Kubernetes object, rendered once, or once for each item of a list. */
export interface ResourceTemplate {
  readonly when?: Expression;
  readonly each?: Expression;
  readonly object: MapTemplate;
  readonly kind: string;
  /** Empty text for the core group. */
  readonly group: string;
  readonly name: Template;
  /** Where a Secret writes its values down. */
  readonly values?: Span;
  readonly at: Span;
}

/** A Secret that the room `secrets` renders. */
export interface SecretTemplate {
  readonly when?: Expression;
  readonly name: Template;
  readonly type: string;
  readonly values: readonly SecretValueTemplate[];
}

/** Where the value of one key comes from. */
export type SecretValueTemplate = { readonly key: string; readonly at: Span } & (
  | { readonly kind: 'generated'; readonly length: number }
  | { readonly kind: 'around' | 'remote' | 'public'; readonly text: Template }
  | { readonly kind: 'required' }
);

/** A text, or a key of a Secret as `NAME/KEY`. */
export interface ValueTemplate {
  readonly kind: 'text' | 'secret';
  readonly text: Template;
}

/** What the module changes on the workload of its app. */
export interface PatchTemplate {
  readonly env: readonly (readonly [string, ValueTemplate])[];
  readonly metadata: readonly MetadataTemplate[];
}

export interface MetadataTemplate {
  readonly on: 'workload' | 'pods' | 'services';
  readonly field: 'labels' | 'annotations';
  readonly key: string;
  readonly text: Template;
}
