import type { z } from 'zod';
import type { Code } from '../diagnostics/codes.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Draft } from './draft.ts';
import type { Json } from './json.ts';
import type { Pointer } from './pointer.ts';
import type { SecretBackend, SecretStoreRef } from './secret-backend.ts';

/** Everything a module may know besides its input: names, no clock, environment, file or network. */
export interface ModuleContext {
  readonly project: string;
  readonly stack: string;
  readonly workspace: string;
  readonly app: string;
  /** `workload`, or the key of the accessory. */
  readonly key: string;
  readonly namespace: string;
  /** `<project>-<stack>-<app>`: the stem of every object name. */
  readonly unitName: string;
  /** The two labels that select the app's pods. */
  readonly selector: Readonly<Record<string, string>>;
  readonly secretBackend: SecretBackend;
  readonly secretStore: SecretStoreRef;
  /** True for an accessory that the apps of a stack share; `app` is its key then. */
  readonly shared: boolean;
  /** Present for accessories of an app with a workload. */
  readonly workload?: WorkloadFacts;
  /** For a workload: what the accessories of its app and the shared ones offer, by accessory key. */
  readonly accessories: ReadonlyMap<string, ModuleOutputs>;
  /** Documents of the files and folders that `inputs` declared, by the path it returned. */
  readonly files: ReadonlyMap<string, readonly InputDocument[]>;
}

/** The part of a context that is known before files are read. */
export type ModuleNames = Omit<ModuleContext, 'workload' | 'accessories' | 'files'>;

/** What an accessory may know of its app's workload. */
export interface WorkloadFacts {
  readonly module: string;
  /** Kind of the workload object. */
  readonly kind: string;
  /** Names of the ports that its containers declare. */
  readonly portNames: readonly string[];
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
  /** What an accessory changes on the workload of its app. */
  readonly patch?: WorkloadPatch;
  /** What `ref: <key>.<output>` of a workload may ask an accessory for. */
  readonly outputs?: ModuleOutputs;
  /** Keys of the accessories that a workload refers to. */
  readonly uses?: readonly string[];
}

/** Outputs of an accessory by name. */
export type ModuleOutputs = Readonly<Record<string, ModuleOutput>>;

/** One output: a text, a key of a Secret, or the reason why there is none. */
export type ModuleOutput =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'secret'; readonly name: string; readonly key: string }
  | { readonly kind: 'none'; readonly reason: string };

/** Changes to the objects of the app that an accessory belongs to (Kusion's `Patcher`, as data). */
export interface WorkloadPatch {
  /** Put before the variables of every container, one after the other, so that the last one comes first. */
  readonly env?: readonly EnvPatch[];
  readonly metadata?: readonly MetadataPatch[];
  /** `strategy.rollingUpdate.maxUnavailable` of a Deployment. */
  readonly maxUnavailable?: { readonly value: string | number; readonly at: Pointer };
}

/** An environment variable for every container that does not set it itself. */
export interface EnvPatch {
  readonly name: string;
  readonly value: Exclude<ModuleOutput, { kind: 'none' }>;
  readonly at: Pointer | Span;
}

/** Labels and annotations for the workload object, its pod template or its Services; what is there already wins. */
export interface MetadataPatch {
  readonly on: 'workload' | 'pods' | 'services';
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly at: Pointer | Span;
}

/** What a module author writes; `Input` and `Platform` are the outputs of the two schemas. */
export interface ModuleAuthor<Input extends z.ZodObject, Platform extends z.ZodObject> {
  /** Folder name, key under `modules:` in a workspace file. */
  readonly name: string;
  /** The KCL schema name, as it ends a `_type`: `Service` of `service.Service`. */
  readonly type: string;
  readonly role: 'workload' | 'accessory';
  /** True for an accessory that several apps of a stack may share. */
  readonly shareable?: boolean;
  readonly summary: string;
  /** Developer fields. Holds no refinements: cross-field rules are problems that `generate` returns. */
  readonly schema: Input;
  /** Platform fields: keys of `modules.<name>.configs` and, where named alike, of `defaults`. */
  readonly platform: Platform;
  /**
   * Why pods of the module cannot run under the profile `restricted`, as a whole sentence with what to do
   * instead; undefined when they can.
   */
  readonly unfit?: (input: z.output<Input>, platform: z.output<Platform>) => string | undefined;
  /** The workload as accessories see it; only for workloads. */
  readonly facts?: (input: z.output<Input>, platform: z.output<Platform>) => Omit<WorkloadFacts, 'module'>;
  /** Files or folders to read before `generate`: posix paths relative to the stack folder. */
  readonly inputs?: (
    input: z.output<Input>,
    platform: z.output<Platform>,
    names: ModuleNames,
  ) => readonly DeclaredInput[];
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
  /** Looked for in the folder of the stack, then in those of its layers, highest first. */
  readonly inLayers?: true;
}

/** A module with its input types hidden, as the registry holds it. */
export interface ModuleDefinition {
  readonly name: string;
  /** The module file, for a module of the user's own repository. */
  readonly file?: string;
  readonly type: string;
  readonly role: 'workload' | 'accessory';
  readonly shareable?: boolean;
  readonly summary: string;
  readonly schema: z.ZodObject;
  readonly platform: z.ZodObject;
  readonly unfit?: (input: unknown, platform: unknown) => string | undefined;
  readonly facts?: (input: unknown, platform: unknown) => Omit<WorkloadFacts, 'module'>;
  readonly inputs?: (input: unknown, platform: unknown, names: ModuleNames) => readonly DeclaredInput[];
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
