import type { z } from 'zod';
import { diagnostic, type Diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import { entryAt, nodeAt, type Entry, type MapNode, type Node, type Path } from '../../model/node.ts';
import type { ModuleCall, ResolvedApp, ResolvedStack } from '../../model/resolved.ts';
import type { Stack, Unit } from '../../model/unit.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { findModule } from '../discover/find-module.ts';
import { fieldDiagnostics } from '../source/field-issues.ts';
import { parseFields, type ParsedFields } from '../source/parse-fields.ts';
import { applyImages } from './apply-images.ts';
import { mergeLayers } from './merge-layers.ts';
import { platformConfig } from './platform-config.ts';
import { checkProfile, checkUnfit } from './security-profile.ts';

/** The apps of a stack and what they share, after its layers are merged; the same for all its workspaces. */
export interface MergedStack {
  readonly apps: MapNode | undefined;
  readonly shared: MapNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Merges the layers of a stack and applies its images. */
export function mergeStack(stack: Stack): MergedStack {
  const shared = mergeLayers(stack.layers.flatMap((layer) => layer.shared ?? []));
  const apps = mergeLayers(stack.layers.map((layer) => layer.apps));
  if (!apps) return { apps, shared, diagnostics: [] };
  return { ...applyImages(apps, stack.images), shared };
}

/** Merges platform configuration into a unit and checks every workload and accessory with its module's schema. */
export function resolveStack(
  unit: Unit,
  merged: MergedStack,
  modules: readonly ModuleDefinition[],
): Outcome<ResolvedStack> {
  const diagnostics: Diagnostic[] = [...merged.diagnostics];
  const apps: ResolvedApp[] = [];
  const entries = [...(merged.apps?.entries ?? [])].toSorted(([a], [b]) => byteOrder(a, b));
  for (const [name, entry] of entries) {
    const app = resolveApp({ unit, modules, owner: entry.value, base: ['apps', name] }, diagnostics);
    if (app) apps.push({ name, ...app });
  }
  const shared = resolveShared({ unit, modules, owner: merged.shared, base: ['shared'] }, diagnostics);
  diagnostics.push(
    ...apps.flatMap((app) => [...sharedKeys(app, shared), ...checkProfile(unit.workspace, app.workload)]),
  );
  return { value: { unit, apps, shared }, diagnostics };
}

interface CallScope {
  readonly unit: Unit;
  readonly modules: readonly ModuleDefinition[];
  /** What the calls stand in, and where that stands in an app.yaml. */
  readonly owner: Node | undefined;
  readonly base: Path;
}

function resolveApp(scope: CallScope, found: Diagnostic[]): Omit<ResolvedApp, 'name'> | undefined {
  const node = scope.owner;
  if (node?.kind !== 'map') return undefined;
  const workload = resolveCall(scope, ['workload'], found);
  const accessories = resolveAccessories(scope, ['accessories'], found);
  return { node, ...(workload ? { workload } : {}), accessories };
}

function resolveShared(scope: CallScope, found: Diagnostic[]): readonly ModuleCall[] {
  return resolveAccessories(scope, [], found).filter(({ module, keySpan }) => {
    if (module.shareable === true) return true;
    const detail = `${module.name} belongs to the workload of one app. Move it to the accessories of that app.`;
    found.push(diagnostic('MODULE_NOT_SHARED', detail, keySpan));
    return false;
  });
}

/** Reports accessories of an app whose key a shared one has too: `ref` could mean either. */
function sharedKeys(
  { name, accessories }: ResolvedApp,
  shared: readonly ModuleCall[],
): readonly Diagnostic[] {
  return accessories.flatMap(({ key, keySpan }) => {
    const other = shared.find((each) => each.key === key);
    if (!other) return [];
    const detail = `The accessory "${key}" of ${name} has the key of a shared one. Rename one of them.`;
    const related = [{ message: 'the shared one', span: other.keySpan }];
    return [diagnostic('FIELD_CONFLICT', detail, keySpan, { related })];
  });
}

function resolveAccessories(scope: CallScope, at: Path, found: Diagnostic[]): readonly ModuleCall[] {
  const all = nodeAt(scope.owner, at);
  const keys = all?.kind === 'map' ? [...all.entries.keys()] : [];
  const calls = keys.flatMap((key) => resolveCall(scope, [...at, key], found) ?? []);
  found.push(...calls.flatMap((call) => checkUnfit(scope.unit.workspace, call)));
  return calls.toSorted((a, b) => byteOrder(a.module.name, b.module.name) || byteOrder(a.key, b.key));
}

function resolveCall(scope: CallScope, path: Path, found: Diagnostic[]): ModuleCall | undefined {
  const { unit, modules } = scope;
  const entry = entryAt(scope.owner, path);
  const inputNode = entry?.value;
  if (!entry || !inputNode || (inputNode.kind === 'scalar' && inputNode.value === null)) return undefined;
  const role = path[0] === 'workload' && scope.base[0] === 'apps' ? 'workload' : 'accessory';
  const key = String(path.at(-1));
  const answer = findModule(inputNode, { key, role, modules });
  if (answer.kind === 'unknown') {
    found.push(answer.diagnostic);
    return undefined;
  }
  if (answer.kind === 'unsaid') {
    found.push(role === 'workload' ? kindMissing(entry) : moduleUnsaid(entry, key, modules));
    return undefined;
  }
  const { module } = answer;
  const platformNode = platformConfig(module, unit);
  const input = parseOnce(module.schema, inputNode);
  const platform = parseOnce(module.platform, platformNode);
  if (!input.success) {
    const { issues } = input;
    const base = [...scope.base, ...path];
    found.push(
      ...fieldDiagnostics({ root: inputNode, schema: module.schema, issues, base, owner: entry.key }),
    );
  }
  if (!platform.success) {
    const { issues } = platform;
    const base = ['modules', module.name, 'configs'];
    found.push(...fieldDiagnostics({ root: platformNode, schema: module.platform, issues, base }));
  }
  if (!input.success || !platform.success) return undefined;
  const parsed = { input: input.data, platform: platform.data };
  return { module, key, keySpan: entry.key, path: pathOf(scope, path), inputNode, platformNode, ...parsed };
}

/** Where a call stands: in its AppConfiguration, or below `shared`. */
function pathOf({ base }: CallScope, path: Path): Path {
  return base[0] === 'shared' ? [...base, ...path] : path;
}

function moduleUnsaid(entry: Entry, key: string, modules: readonly ModuleDefinition[]): Diagnostic {
  const nearest = suggest(
    key,
    modules.filter(({ role }) => role === 'accessory').map(({ name }) => name),
  );
  const hint = nearest === undefined ? 'Say which one it is: module: NAME.' : `Did you mean "${nearest}"?`;
  return diagnostic('MODULE_UNKNOWN', `"${key}" is not the name of a module. ${hint}`, entry.key);
}

function kindMissing(entry: Entry): Diagnostic {
  const detail =
    'Write kind: Service or kind: Job. For output of KCL, run it with include_schema_type_path = True, so that it prints _type.';
  return diagnostic('WORKLOAD_KIND_MISSING', detail, entry.key);
}

const parsedNodes = new WeakMap<z.ZodObject, WeakMap<Node, ParsedFields<unknown>>>();

/** A call that no layer of a stack touches is one node for all stacks, and nodes never change: it is parsed once. */
function parseOnce(schema: z.ZodObject, node: Node): ParsedFields<unknown> {
  let known = parsedNodes.get(schema);
  if (!known) parsedNodes.set(schema, (known = new WeakMap()));
  let parsed = known.get(node);
  if (!parsed) known.set(node, (parsed = parseFields(schema, node)));
  return parsed;
}
