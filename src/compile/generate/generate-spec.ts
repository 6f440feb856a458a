import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { InternalError } from '../../diagnostics/internal-error.ts';
import type { Span } from '../../diagnostics/span.ts';
import { settle, type OriginEntry } from '../../model/draft.ts';
import { isJsonObject } from '../../model/json.ts';
import type {
  GeneratedResource,
  InputDocument,
  ModuleContext,
  ModuleOutputs,
  ModuleResult,
  WorkloadFacts,
} from '../../model/module.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { ModuleCall, ResolvedApp, ResolvedStack } from '../../model/resolved.ts';
import { identityOf, type Resource } from '../../model/resource.ts';
import type { RequiredSecret, Spec } from '../../model/spec.ts';
import type { Unit } from '../../model/unit.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { applyPatches, type PlacedPatch } from './apply-patches.ts';
import { moduleNames } from './module-context.ts';
import { moduleDiagnostic, pointerSpan } from './pointer-span.ts';

/** Documents of the files that the calls of a unit declared, by stack folder and declared path. */
export type UnitFiles = ReadonlyMap<string, readonly InputDocument[]>;

/** How to generate: the declared files, and whether to keep the origin of every value. */
export interface GenerateOptions {
  readonly files: UnitFiles;
  readonly trace: boolean;
}

/**
 * Runs the modules of a unit. Accessories run before the workload of their app, which may refer to what they
 * offer; their patches are applied last. Order of the result: Namespace; shared accessories; then app by app
 * Secrets, ConfigMaps, workload, accessories.
 */
export function generateSpec(
  resolved: ResolvedStack,
  options: GenerateOptions,
): { spec: Spec; diagnostics: readonly Diagnostic[] } {
  const { unit, apps } = resolved;
  const run: Run = { unit, options, resources: [namespaceOf(unit)], secrets: [], found: [] };
  const shared = resolved.shared.map((call) => runCall(run, { call, app: undefined }));
  for (const { resources } of shared) run.resources.push(...resources);
  for (const app of apps) generateApp(run, app, shared);
  return { spec: { unit, resources: run.resources, requiredSecrets: run.secrets }, diagnostics: run.found };
}

interface Run {
  readonly unit: Unit;
  readonly options: GenerateOptions;
  readonly resources: Resource[];
  readonly secrets: RequiredSecret[];
  readonly found: Diagnostic[];
}

function namespaceOf(unit: Unit): Resource {
  const name = unit.namespace.value;
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const origins: OriginEntry[] = [
    { path: ['metadata', 'name'], origin: { root: 'unit', path: ['namespace'] } },
  ];
  return { id: identityOf(object), object, verbatim: false, origins };
}

function generateApp(run: Run, app: ResolvedApp, shared: readonly Made[]): void {
  const facts = app.workload && factsOf(app.workload);
  const own = app.accessories.map((call) => runCall(run, { call, app, facts }));
  const offers = new Map([...shared, ...own].map(({ call, result }) => [call.key, result.outputs ?? {}]));
  const workload = app.workload && runCall(run, { call: app.workload, app, offers });
  const used = new Set(workload?.result.uses);
  const patching = [...shared.filter(({ call }) => used.has(call.key)), ...own];
  const resources = [
    ...(workload?.resources.toSorted((a, b) => rank(a) - rank(b)) ?? []),
    ...own.flatMap((made) => made.resources),
  ];
  run.resources.push(...applyPatches(resources, patchesOf(run, patching), run.options.trace));
}

function factsOf({ module, input, platform }: ModuleCall): WorkloadFacts {
  const facts = module.facts?.(input, platform);
  if (!facts) throw new InternalError(`module ${module.name} has a workload without facts`);
  return { module: module.name, ...facts };
}

/** The patches of accessories in the order in which they are applied: by module name, then key. */
function patchesOf({ unit }: Run, made: readonly Made[]): readonly PlacedPatch[] {
  return made
    .toSorted(
      ({ call: a }, { call: b }) => byteOrder(a.module.name, b.module.name) || byteOrder(a.key, b.key),
    )
    .flatMap(({ call, app, result }) =>
      result.patch
        ? [{ patch: result.patch, spanOf: (at: Pointer | Span) => pointerSpan(at, { unit, app, call }) }]
        : [],
    );
}

/** Secrets first and ConfigMaps second, so that what a workload mounts comes before it. */
function rank({ id }: Resource): number {
  if (/(?:^|\.)external-secrets\.io$|^bitnami\.com$/.test(id.group)) return 0;
  if (id.group !== '') return 2;
  return id.kind === 'Secret' ? 0 : id.kind === 'ConfigMap' ? 1 : 2;
}

interface CallScope {
  readonly call: ModuleCall;
  /** Undefined for an accessory that apps share. */
  readonly app: ResolvedApp | undefined;
  readonly facts?: WorkloadFacts | undefined;
  readonly offers?: ReadonlyMap<string, ModuleOutputs>;
}

/** What a call came to. */
interface Made {
  readonly call: ModuleCall;
  readonly app: ResolvedApp | undefined;
  readonly result: ModuleResult;
  readonly resources: readonly Resource[];
}

function runCall(run: Run, scope: CallScope): Made {
  const { call, app } = scope;
  const { unit, options } = run;
  const result = call.module.generate(call.input, call.platform, contextOf(run, scope));
  const place = { unit, app, call };
  for (const problem of result.problems ?? []) run.found.push(moduleDiagnostic(problem, place));
  for (const secret of result.requiredSecrets ?? []) {
    const { name, keys, at } = secret;
    run.secrets.push({ namespace: unit.namespace.value, name, keys, app: app?.name ?? call.key });
    const which = keys.length > 0 ? ` with ${keys.join(', ')}` : '';
    const detail = `The Secret "${name}"${which} is not rendered. It has to exist in namespace ${unit.namespace.value}.`;
    run.found.push(diagnostic('SECRET_REQUIRED', detail, pointerSpan(at, place)));
  }
  const resources = result.resources.map((generated) =>
    toResource(generated, { app: app?.name, call, trace: options.trace }),
  );
  return { call, app, result, resources };
}

function contextOf({ unit, options }: Run, { call, app, facts, offers }: CallScope): ModuleContext {
  return {
    ...moduleNames(unit, app, call),
    ...(facts ? { workload: facts } : {}),
    accessories: offers ?? NO_OFFERS,
    files: options.files,
  };
}

const NO_OFFERS: ReadonlyMap<string, ModuleOutputs> = new Map();

interface Maker {
  readonly app: string | undefined;
  readonly call: ModuleCall;
  readonly trace: boolean;
}

function toResource({ draft, document }: GeneratedResource, { app, call, trace }: Maker): Resource {
  const origins: OriginEntry[] = [];
  const object = settle(draft, trace ? (entry) => origins.push(entry) : undefined);
  if (!isJsonObject(object))
    throw new InternalError(`module ${call.module.name} made something that is no object`);
  const base = { id: identityOf(object), object, ...(app === undefined ? {} : { app }), call, origins };
  return document ? { ...base, verbatim: true, document } : { ...base, verbatim: false };
}
