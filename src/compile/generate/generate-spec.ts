import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { InternalError } from '../../diagnostics/internal-error.ts';
import { settle, type OriginEntry } from '../../model/draft.ts';
import { isJsonObject } from '../../model/json.ts';
import type { GeneratedResource, InputDocument, ModuleContext, WorkloadFacts } from '../../model/module.ts';
import type { ModuleCall, ResolvedApp, ResolvedStack } from '../../model/resolved.ts';
import { identityOf, type Resource } from '../../model/resource.ts';
import type { RequiredSecret, Spec } from '../../model/spec.ts';
import type { Unit } from '../../model/unit.ts';
import { moduleDiagnostic, pointerSpan } from './pointer-span.ts';

/** Documents of the files that the calls of a unit declared, by stack folder and declared path. */
export type UnitFiles = ReadonlyMap<string, readonly InputDocument[]>;

/** How to generate: the declared files, and whether to keep the origin of every value. */
export interface GenerateOptions {
  readonly files: UnitFiles;
  readonly trace: boolean;
}

/** Runs the modules of a unit. Order: Namespace; then app by app Secrets, ConfigMaps, workload, accessories. */
export function generateSpec(
  resolved: ResolvedStack,
  options: GenerateOptions,
): { spec: Spec; diagnostics: readonly Diagnostic[] } {
  const { unit, apps } = resolved;
  const run: Run = { unit, options, resources: [namespaceOf(unit)], secrets: [], found: [] };
  for (const app of apps) generateApp(run, app);
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

function generateApp(run: Run, app: ResolvedApp): void {
  const { workload } = app;
  const facts = workload ? { module: workload.module.name, ...factsOf(workload) } : undefined;
  if (workload) {
    const made = generateCall(run, app, { call: workload });
    made.sort((a, b) => rank(a) - rank(b));
    run.resources.push(...made);
  }
  for (const call of app.accessories) run.resources.push(...generateCall(run, app, { call, facts }));
}

function factsOf({ module, input, platform }: ModuleCall): Omit<WorkloadFacts, 'module'> {
  return module.facts?.(input, platform) ?? { labels: {}, annotations: {} };
}

/** Secrets first and ConfigMaps second, so that what a workload mounts comes before it. */
function rank({ id }: Resource): number {
  if (id.group !== '') return 2;
  return id.kind === 'Secret' ? 0 : id.kind === 'ConfigMap' ? 1 : 2;
}

interface CallScope {
  readonly call: ModuleCall;
  readonly facts?: WorkloadFacts | undefined;
}

function generateCall(run: Run, app: ResolvedApp, { call, facts }: CallScope): Resource[] {
  const result = call.module.generate(call.input, call.platform, contextOf(run, app, facts));
  const place = { unit: run.unit, app, call };
  for (const problem of result.problems ?? []) run.found.push(moduleDiagnostic(problem, place));
  for (const secret of result.requiredSecrets ?? []) {
    const { name, keys, at } = secret;
    run.secrets.push({ namespace: run.unit.namespace.value, name, keys, app: app.name });
    const which = keys.length > 0 ? ` with ${keys.join(', ')}` : '';
    const detail = `The Secret "${name}"${which} is not rendered. It has to exist in namespace ${run.unit.namespace.value}.`;
    run.found.push(diagnostic('SECRET_REQUIRED', detail, pointerSpan(at, place)));
  }
  return result.resources.map((generated) =>
    toResource(generated, { app: app.name, call, trace: run.options.trace }),
  );
}

function contextOf(run: Run, app: ResolvedApp, facts: WorkloadFacts | undefined): ModuleContext {
  const { project, stack, workspace, namespace } = run.unit;
  return {
    project: project.name,
    stack: stack.name,
    workspace: workspace.name,
    app: app.name,
    namespace: namespace.value,
    unitName: `${project.name}-${stack.name}-${app.name}`,
    selector: { 'app.kubernetes.io/name': app.name, 'app.kubernetes.io/part-of': project.name },
    secretBackend: workspace.secretBackend,
    ...(facts ? { workload: facts } : {}),
    files: run.options.files,
  };
}

interface Maker {
  readonly app: string;
  readonly call: ModuleCall;
  readonly trace: boolean;
}

function toResource({ draft, document }: GeneratedResource, { app, call, trace }: Maker): Resource {
  const origins: OriginEntry[] = [];
  const object = settle(draft, trace ? (entry) => origins.push(entry) : undefined);
  if (!isJsonObject(object))
    throw new InternalError(`module ${call.module.name} made something that is no object`);
  const base = { id: identityOf(object), object, app, call, origins };
  return document ? { ...base, verbatim: true, document } : { ...base, verbatim: false };
}
