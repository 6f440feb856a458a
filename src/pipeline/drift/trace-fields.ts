import { positionOf } from '../../diagnostics/span.ts';
import { fieldWay } from '../../drift/field-way.ts';
import type { DriftedResource, DriftField, SourcePlace, WorkspaceDrift } from '../../drift/verdict.ts';
import type { TreeReader } from '../../model/ports.ts';
import { EVERYTHING } from '../../model/selection.ts';
import { BUILT_IN_MODULES, targetNamed } from '../built-in.ts';
import { compile } from '../compile.ts';
import { placeOf } from '../object-place.ts';
import {
  isNamed,
  tracedObjects,
  type TracedObject,
  type TracedUnit,
  type UnitName,
} from './traced-objects.ts';

/** The tree that was rendered: a work tree or a commit. */
export interface TraceSource {
  readonly reader: TreeReader;
  readonly configPath?: string | undefined;
}

/**
 * Finds the place in the source behind every drifted field, by compiling the units that drifted and no other. A field
 * that Git leaves out gets the place of the nearest thing around it. No place is given where the tree renders no such
 * object, or more than one.
 */
export async function traceDrift(
  source: TraceSource,
  drift: readonly WorkspaceDrift[],
): Promise<readonly WorkspaceDrift[]> {
  const names = drift.flatMap(({ workspace, resources }) =>
    resources.filter(({ fields }) => fields.length > 0).map(({ unit }): UnitName => ({ workspace, unit })),
  );
  if (names.length === 0) return drift;
  const { traced } = await compile({
    ...source,
    modules: BUILT_IN_MODULES,
    target: targetNamed('kubernetes'),
    selection: EVERYTHING,
    trace: true,
    validate: false,
    pick: () => (unit) => names.some((name) => isNamed(unit, name)),
  });
  return drift.map((each) => ({
    ...each,
    resources: each.resources.map((resource) => withPlaces(resource, each.workspace, traced)),
  }));
}

function withPlaces(
  resource: DriftedResource,
  workspace: string | null,
  traced: readonly TracedUnit[],
): DriftedResource {
  if (resource.fields.length === 0) return resource;
  const [found, second] = tracedObjects(traced, resource.id, { workspace, unit: resource.unit });
  if (!found || second) return resource;
  return { ...resource, fields: resource.fields.map((field) => withPlace(field, found)) };
}

function withPlace(field: DriftField, { resource, resolved }: TracedObject): DriftField {
  const way = fieldWay(resource.object, field.path);
  if (!way) return field;
  const span = placeOf({ path: way.path, isKey: false }, resource, resolved);
  const { line, column } = positionOf(span.source, span.start);
  const source: SourcePlace = { file: span.source.path, line, column };
  return { ...field, source };
}
