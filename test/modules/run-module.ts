import type { z } from 'zod';
import { codeInfo } from '../../src/diagnostics/codes.ts';
import { settle, type OriginEntry } from '../../src/model/draft.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type {
  ModuleContext,
  ModuleDefinition,
  ModuleProblem,
  ModuleResult,
  ModuleSecret,
} from '../../src/model/module.ts';
import type { Path } from '../../src/model/node.ts';

/** What one run of a module gave; `failed` says where a schema refused its input. */
export interface ModuleRun {
  readonly objects: readonly JsonObject[];
  readonly origins: readonly (readonly OriginEntry[])[];
  readonly problems: readonly ModuleProblem[];
  readonly required: readonly ModuleSecret[];
  readonly outputs: NonNullable<ModuleResult['outputs']>;
  readonly env: NonNullable<NonNullable<ModuleResult['patch']>['env']>;
}

export interface ModuleCallInput {
  readonly input: unknown;
  readonly platform?: unknown;
  readonly context?: Partial<ModuleContext>;
}

/** The context of app `web` in project `shop`, stack `dev`. */
export function contextOf(names: Partial<ModuleContext> = {}): ModuleContext {
  const { project = 'shop', stack = 'dev', app = 'web' } = names;
  return {
    project,
    stack,
    workspace: 'dev',
    app,
    key: 'workload',
    shared: false,
    namespace: project,
    unitName: `${project}-${stack}-${app}`,
    selector: { 'app.kubernetes.io/name': app, 'app.kubernetes.io/part-of': project },
    secretBackend: 'reference',
    secretStore: { kind: 'ClusterSecretStore', name: 'default' },
    accessories: new Map(),
    files: new Map(),
    ...names,
  };
}

/** Parses both inputs with the module's schemas, generates, and settles the drafts. */
export function runModule(module: ModuleDefinition, call: ModuleCallInput): ModuleRun {
  const input = module.schema.parse(call.input);
  const platform = module.platform.parse(call.platform ?? {});
  const result = module.generate(input, platform, contextOf(call.context));
  const origins = result.resources.map(() => [] as OriginEntry[]);
  const objects = result.resources.map(({ draft }, index) => {
    return settle(draft, (entry) => origins[index]?.push(entry)) as JsonObject;
  });
  return {
    objects,
    origins,
    problems: result.problems ?? [],
    required: result.requiredSecrets ?? [],
    outputs: result.outputs ?? {},
    env: result.patch?.env ?? [],
  };
}

/** Problems as `severity CODE root.path`, in the order found. */
export function listed(problems: readonly ModuleProblem[]): readonly string[] {
  return problems.map(({ code, at }) => {
    const place = 'root' in at ? [at.root, ...at.path].join('/') : `${at.source.path}@${String(at.start)}`;
    return `${codeInfo(code).severity} ${code} ${place}`;
  });
}

/** The input behind each traced place of an object: `root/path` by path. */
export function places({ origins }: ModuleRun, object = 0): ReadonlyMap<string, string> {
  const entries = origins[object] ?? [];
  return new Map(
    entries.map(({ path, origin }) => [
      path.join('/'),
      'root' in origin ? [origin.root, ...origin.path].join('/') : 'a file',
    ]),
  );
}

/** The value at a path of an object. */
export function at(object: JsonObject | undefined, ...path: Path): unknown {
  let value: unknown = object;
  for (const step of path) value = (value as Record<string | number, unknown> | undefined)?.[step];
  return value;
}

/** The first object of a kind. */
export function only(run: ModuleRun, kind: string): JsonObject {
  const found = run.objects.filter((object) => object['kind'] === kind);
  if (found.length !== 1) throw new Error(`${String(found.length)} objects of kind ${kind}`);
  return found[0]!;
}

/** Where a schema refuses a value: `CODE path` of each issue. */
export function refused(schema: z.ZodType, value: unknown): readonly string[] {
  const result = schema.safeParse(value);
  return (result.error?.issues ?? []).map(({ code, path }) => `${code} ${path.join('/')}`);
}
