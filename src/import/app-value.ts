import { loadLayer } from '../compile/discover/load-layer.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { ModuleDefinition } from '../model/module.ts';
import { entryAt, nodeAt, toValue, type Entry, type MapNode } from '../model/node.ts';
import { shortForm } from './short-form.ts';
import { withoutNulls } from './split-layers.ts';

/**
 * The content of an app.yaml, without null in a map, from what KCL prints: a map from the names of apps
 * to AppConfigurations, bare or below `apps`. Another variable of the KCL program is left out with a
 * warning; Kusion could not use it either.
 */
export function appValue(
  root: MapNode,
  modules: readonly ModuleDefinition[],
): { readonly value: JsonObject; readonly diagnostics: readonly Diagnostic[] } {
  const layer = loadLayer(root, modules).value;
  const found: Diagnostic[] = [];
  const apps = [...(layer?.apps.entries ?? [])].flatMap(([name, entry]) => {
    if (entry.value.kind === 'map' && isApp(entry)) {
      return [[name, shortForm(entry.value, name, modules)] as const];
    }
    const detail = `"${name}" is no AppConfiguration, so no app is made of it.`;
    found.push(diagnostic('KUSION_PART_UNUSED', detail, entry.key));
    return [];
  });
  const shared = layer?.shared ? toValue(layer.shared) : undefined;
  const value = {
    apps: Object.fromEntries(apps),
    ...(isJsonObject(shared) ? { shared: withoutNulls(shared) } : {}),
  };
  return { value, diagnostics: found };
}

/** True for what says so, and for what has one of the two parts. */
function isApp({ value }: Entry): boolean {
  const type = nodeAt(value, ['_type']);
  const says = type?.kind === 'scalar' && /(?:^|\.)AppConfiguration$/.test(String(type.value));
  return says || ['workload', 'accessories'].some((key) => entryAt(value, [key]));
}
