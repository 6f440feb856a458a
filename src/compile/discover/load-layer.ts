import type { z } from 'zod';
import { limited, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { startOf } from '../../diagnostics/span.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import { nodeAt, type Entry, type MapNode, type Node, type Path } from '../../model/node.ts';
import type { Layer } from '../../model/unit.ts';
import { appFile, type AppFileSchemas } from '../../schema/app-file.ts';
import { fieldDiagnostics } from '../source/field-issues.ts';
import { parseFields } from '../source/parse-fields.ts';
import { findModule } from './find-module.ts';
import { envAsText } from './env-text.ts';

const schemas = new WeakMap<readonly ModuleDefinition[], AppFileSchemas>();

function schemasFor(modules: readonly ModuleDefinition[]): AppFileSchemas {
  let known = schemas.get(modules);
  if (!known) schemas.set(modules, (known = appFile(modules)));
  return known;
}

/** Reads an app.yaml as a layer: both root forms, `env` values as text, every field checked as far as one layer can be. */
export function loadLayer(
  root: MapNode,
  modules: readonly ModuleDefinition[],
): { value?: Layer; diagnostics: readonly Diagnostic[] } {
  const known = schemasFor(modules);
  const isWrapped = root.entries.has('apps') || root.entries.has('shared');
  const apps = isWrapped ? nodeAt(root, ['apps']) : withoutTypeKey(root);
  const found = [
    ...(isWrapped ? check(root, known.wrappedFrame, []) : check(apps ?? root, known.bareFrame, [])),
  ];
  const shared = isWrapped ? nodeAt(root, ['shared']) : undefined;
  const base: Path = isWrapped ? ['apps'] : [];
  for (const [name, entry] of members(apps)) {
    found.push(...checkApp(entry.value, [...base, name], { modules, known }));
  }
  for (const [key, entry] of members(shared)) {
    found.push(...checkCall(entry.value, ['shared', key], { modules, known }));
  }
  const empty: MapNode = { kind: 'map', ...startOf(root.source), entries: new Map() };
  const value: Layer = {
    source: root.source,
    apps: apps?.kind === 'map' ? envAsText(apps) : empty,
    ...(shared?.kind === 'map' ? { shared } : {}),
  };
  return { value, diagnostics: limited(found) };
}

interface Check {
  readonly modules: readonly ModuleDefinition[];
  readonly known: AppFileSchemas;
}

function checkApp(app: Node, path: Path, context: Check): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const workload = nodeAt(app, ['workload']);
  if (workload) found.push(...checkCall(workload, [...path, 'workload'], context));
  for (const [key, entry] of members(nodeAt(app, ['accessories']))) {
    found.push(...checkCall(entry.value, [...path, 'accessories', key], context));
  }
  return found;
}

/**
 * Checks a workload or accessory with the schema of its module when this layer says which one it
 * is. When it does not, another layer may, and any module that fits is good enough for now; the one
 * that fits best speaks for all.
 */
function checkCall(node: Node, path: Path, { modules, known }: Check): readonly Diagnostic[] {
  if (node.kind !== 'map') return [];
  const role = path.at(-1) === 'workload' ? 'workload' : 'accessory';
  const found = findModule(node, { key: String(path.at(-1)), role, modules });
  if (found.kind === 'unknown') return [found.diagnostic];
  const candidates =
    found.kind === 'found' ? [found.module] : modules.filter((module) => module.role === role);
  const schemas = candidates.flatMap(({ name }) => known.byModule.get(name) ?? []);
  const [best = []] = schemas
    .map((schema) => check(node, schema, path))
    .toSorted((a, b) => misfit(a) - misfit(b));
  return best;
}

/** A field that a module does not have tells more against it than a wrong value of one that it has. */
function misfit(found: readonly Diagnostic[]): number {
  return found.reduce((sum, { code }) => sum + (code === 'FIELD_UNKNOWN' ? 2 : 1), 0);
}

function check(root: Node, schema: z.ZodType, base: Path): readonly Diagnostic[] {
  const parsed = parseFields(schema, root);
  return parsed.success ? [] : limited(fieldDiagnostics({ root, schema, issues: parsed.issues, base }));
}

function members(node: Node | undefined): ReadonlyMap<string, Entry> {
  return node?.kind === 'map' ? node.entries : new Map();
}

function withoutTypeKey(apps: MapNode): MapNode {
  if (!apps.entries.has('_type')) return apps;
  return { ...apps, entries: new Map([...apps.entries].filter(([key]) => key !== '_type')) };
}
