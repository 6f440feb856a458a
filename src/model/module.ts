import type { z } from 'zod';
import type { Code } from '../diagnostics/codes.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Draft } from './draft.ts';
import type { Json } from './json.ts';
import type { Pointer } from './pointer.ts';
import type { SecretBackend } from './secret-backend.ts';

/** Everything a module may know besides its input: names, no clock, environment, file or network. */
export interface ModuleContext {
  readonly project: string;
  readonly stack: string;
  readonly workspace: string;
  readonly app: string;
  readonly namespace: string;
  /** `<project>-<stack>-<app>`: the stem of every object name. */
  readonly unitName: string;
  /** The two labels that select the app's pods. */
  readonly selector: Readonly<Record<string, string>>;
  readonly secretBackend: SecretBackend;
  /** Present for accessories of an app with a workload. */
  readonly workload?: WorkloadFacts;
  /** Documents of the files and folders that `inputs` declared, by the path it returned. */
  readonly files: ReadonlyMap<string, readonly InputDocument[]>;
}

/** What an accessory may know of its app's workload. */
export interface WorkloadFacts {
  readonly module: string;
  /** Developer over workspace, already merged. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** One document of a file that a module declared as input, as Kubernetes reads it; a span of that file. */
export interface InputDocument extends Span {
  readonly value: Json;
}

/** An object a module made; the compiler adds identity, order and the unit's labels. */
export interface GeneratedResource {
  readonly draft: { readonly [key: string]: Draft };
  /** The document it was taken from; nothing is added to such an object. */
  readonly document?: Span;
}

/** Something to say about the input, at the place `at` points to. */
export interface ModuleProblem {
  readonly code: Code;
  readonly detail: string;
  readonly at: Pointer | Span;
  readonly related?: readonly { readonly message: string; readonly at: Pointer }[];
}

/** A Secret that has to exist in the cluster because this compiler does not write it. */
export interface ModuleSecret {
  readonly name: string;
  readonly keys: readonly string[];
  readonly at: Pointer;
}

export interface ModuleResult {
  readonly resources: readonly GeneratedResource[];
  readonly problems?: readonly ModuleProblem[];
  readonly requiredSecrets?: readonly ModuleSecret[];
}

/** What a module author writes; `Input` and `Platform` are the outputs of the two schemas. */
export interface ModuleAuthor<Input extends z.ZodObject, Platform extends z.ZodObject> {
  /** Folder name, key under `modules:` in a workspace file. */
  readonly name: string;
  /** The KCL schema name, as it ends a `_type`: `Service` of `service.Service`. */
  readonly type: string;
  readonly role: 'workload' | 'accessory';
  readonly summary: string;
  /** Developer fields. Holds no refinements: cross-field rules are problems that `generate` returns. */
  readonly schema: Input;
  /** Platform fields: keys of `modules.<name>.configs` and, where named alike, of `defaults`. */
  readonly platform: Platform;
  /** Labels and annotations of the workload as accessories see them; only for workloads. */
  readonly facts?: (input: z.output<Input>, platform: z.output<Platform>) => Omit<WorkloadFacts, 'module'>;
  /** Files or folders to read before `generate`: posix paths relative to the stack folder. */
  readonly inputs?: (input: z.output<Input>, platform: z.output<Platform>) => readonly DeclaredInput[];
  readonly generate: (
    input: z.output<Input>,
    platform: z.output<Platform>,
    context: ModuleContext,
  ) => ModuleResult;
}

/** A file or folder a module wants read, and who asked for it. */
export interface DeclaredInput {
  readonly path: string;
  readonly at: Pointer;
}

/** A module with its input types hidden, as the registry holds it. */
export interface ModuleDefinition {
  readonly name: string;
  readonly type: string;
  readonly role: 'workload' | 'accessory';
  readonly summary: string;
  readonly schema: z.ZodObject;
  readonly platform: z.ZodObject;
  readonly facts?: (input: unknown, platform: unknown) => Omit<WorkloadFacts, 'module'>;
  readonly inputs?: (input: unknown, platform: unknown) => readonly DeclaredInput[];
  readonly generate: (input: unknown, platform: unknown, context: ModuleContext) => ModuleResult;
}

/**
 * Defines a module. The compiler calls `generate` only with values that both schemas accepted,
 * so hiding the types at this edge is safe.
 */
export function defineModule<Input extends z.ZodObject, Platform extends z.ZodObject>(
  author: ModuleAuthor<Input, Platform>,
): ModuleDefinition {
  return author as unknown as ModuleDefinition;
}
