import { configBlocks, patcherFor } from '../compile/discover/config-blocks.ts';
import { pointerNode, pointerSpan } from '../compile/generate/pointer-span.ts';
import type { Span } from '../diagnostics/span.ts';
import { fieldPath, leaves } from '../model/field-path.ts';
import type { Json } from '../model/json.ts';
import { nodeAt, type Node, type Path } from '../model/node.ts';
import type { Pointer } from '../model/pointer.ts';
import type { ResolvedApp, ResolvedStack } from '../model/resolved.ts';
import type { Resource, ResourceId } from '../model/resource.ts';
import type { Unit } from '../model/unit.ts';
import { isHidden } from '../report/hidden-parts.ts';
import { SECRET } from '../report/redact.ts';

/** One rendered value and where it comes from. */
export interface ExplainedField {
  readonly path: string;
  readonly value: Json;
  readonly origin: FieldOrigin;
  /** Every place that gives the field a value, low precedence first; the one that won is marked. */
  readonly chain: readonly ChainLink[];
}

export interface FieldOrigin {
  /** `file`: written in a file. `default`: the module's default. `module`: made by the module or compiler itself. */
  readonly kind: 'file' | 'default' | 'module';
  /** What made it: a module, or `moorline`. */
  readonly by: string;
  /** The value in the file, or what made the module render it. */
  readonly span: Span;
}

export interface ChainLink {
  readonly layer: string;
  readonly span: Span;
  readonly value: unknown;
  readonly wins: boolean;
}

/** True if a resource is the one that `[namespace/]Kind[.group]/name` asks for. */
export function matchesResource(id: ResourceId, wanted: string): boolean {
  const parts = wanted.split('/');
  const [namespace, kind, name] = parts.length === 2 ? [undefined, ...parts] : parts;
  if (parts.length > 3 || kind === undefined || name === undefined) return false;
  const names = [id.kind, `${id.kind}.${id.group}`].map((each) => each.toLowerCase());
  return (
    id.name === name &&
    names.includes(kind.toLowerCase()) &&
    (namespace === undefined || namespace === id.namespace)
  );
}

/** Explains every value of a resource at or below a field; the whole resource without one. */
export function explainResource(
  resource: Resource,
  resolved: ResolvedStack,
  field: string | undefined,
): readonly ExplainedField[] {
  const wanted = field === undefined || field.startsWith('.') || field.startsWith('[') ? field : `.${field}`;
  return leaves(resource.object)
    .map(({ path, value }) => ({ path, value, shown: fieldPath(resource.object, path) }))
    .filter(
      ({ path, shown }) => wanted === undefined || isBelow(shown, wanted) || isBelow(numbered(path), wanted),
    )
    .map(({ path, value, shown }) => {
      const { origin, chain } = originOf(path, resource, resolved);
      const isSecret = isSecretValue(resource, path) || isHidden(origin.span);
      return { path: shown, value: isSecret ? SECRET : value, origin, chain };
    });
}

/** True for the values of a Secret. */
function isSecretValue({ id }: Resource, path: Path): boolean {
  return id.group === '' && id.kind === 'Secret' && (path[0] === 'data' || path[0] === 'stringData');
}

/** The plain value of a node without the secret values in it. */
function shownValue(node: Node): unknown {
  if (node.kind === 'scalar') return isHidden(node) ? SECRET : node.value;
  if (node.kind === 'seq') return node.items.map(shownValue);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, shownValue(value)]));
}

function isBelow(path: string, wanted: string): boolean {
  return path === wanted || path.startsWith(`${wanted}.`) || path.startsWith(`${wanted}[`);
}

function numbered(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${step}`)).join('');
}

/** Where a field of a resource comes from, and every place that gives it a value. */
export function originOf(
  path: Path,
  resource: Resource,
  resolved: ResolvedStack,
): { origin: FieldOrigin; chain: readonly ChainLink[] } {
  const { unit } = resolved;
  if (resource.document)
    return { origin: { kind: 'file', by: 'k8s_manifest', span: resource.document }, chain: [] };
  const app = resolved.apps.find(({ name }) => name === resource.app);
  const entry = resource.origins.findLast(
    (each) => each.path.length <= path.length && each.path.every((step, i) => step === path[i]),
  );
  const by = resource.call?.module.name ?? 'moorline';
  if (entry && !('root' in entry.origin)) {
    const isOwn = entry.origin.source.path === resource.call?.module.file;
    return { origin: { kind: 'file', by: isOwn ? by : 'moorline', span: entry.origin }, chain: [] };
  }
  if (!resource.call) return { origin: { kind: 'file', by: 'moorline', span: unit.namespace }, chain: [] };
  const scope = { unit, app, call: resource.call };
  const owner = resource.call.keySpan;
  if (!entry || !('root' in entry.origin)) return { origin: { kind: 'module', by, span: owner }, chain: [] };
  const rest = path.slice(entry.path.length);
  const deeper = { ...entry.origin, path: [...entry.origin.path, ...rest] };
  const pointer = pointerNode(deeper, scope) ? deeper : entry.origin;
  const span = pointerSpan(pointer, scope);
  if (pointer.root === 'unit') return { origin: { kind: 'module', by: 'moorline', span }, chain: [] };
  const node = pointerNode(pointer, scope);
  if (!node) return { origin: { kind: 'default', by, span: owner }, chain: [] };
  return {
    origin: { kind: 'file', by, span },
    chain: chainOf(pointer, { resource, app, unit, winner: node }),
  };
}

interface ChainScope {
  readonly resource: Resource;
  readonly app: ResolvedApp | undefined;
  readonly unit: Unit;
  readonly winner: Node;
}

function chainOf(pointer: Pointer, { resource, app, unit, winner }: ChainScope): readonly ChainLink[] {
  const call = pointer.root === 'workload' ? app?.workload : resource.call;
  if (!call) return [];
  const { root } = unit.workspace;
  const module = call.module.name;
  const named = (name: string, node: Node | undefined) => ({
    name,
    node: node && nodeAt(node, pointer.path),
  });
  const blocks = configBlocks(root, module);
  const patcher = patcherFor(root, module, unit.project.name);
  const links = [
    named('workspace defaults', pointer.path.length > 0 ? nodeAt(root, ['defaults']) : undefined),
    named(`modules.${module}.configs.default`, blocks.find(({ name }) => name === 'default')?.node),
    named(`modules.${module}.configs.${blocks.find(({ node }) => node === patcher)?.name ?? ''}`, patcher),
    ...unit.stack.layers.map(({ source, apps, shared }) =>
      named(source.path, app ? nodeAt(apps, [app.name, ...call.path]) : nodeAt(shared, call.path.slice(1))),
    ),
  ];
  const isOverride = links.every(({ node }) => node !== winner);
  if (isOverride) links.push({ name: 'images', node: winner });
  return links.flatMap(({ name, node }) =>
    node ? [{ layer: name, span: node, value: shownValue(node), wins: node === winner }] : [],
  );
}
