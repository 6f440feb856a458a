import { workTreeReader } from '../../../src/adapters/files/work-tree-reader.ts';
import { compareSets } from '../../../src/drift/compare-sets.ts';
import { filesDrift } from '../../../src/drift/files-drift.ts';
import type { WorkspaceDrift } from '../../../src/drift/verdict.ts';
import { partAt, withPart } from '../../../src/model/edit-json.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import type { Path } from '../../../src/model/node.ts';
import { EVERYTHING } from '../../../src/model/selection.ts';
import { adopt, type AdoptRequest } from '../../../src/pipeline/drift/adopt/adopt.ts';
import { compileTree } from '../../tools/compile-tree.ts';
import { readTree } from '../../tools/read-tree.ts';
import { tempFolder, type Tree } from '../../tools/temp-folder.ts';

/** The objects of one unit, as they are rendered from the files of a folder. */
async function objectsOf(root: string, unit: string): Promise<readonly JsonObject[]> {
  const { traced, diagnostics, ok } = await compileTree(workTreeReader(root), true);
  if (!ok) throw new Error(JSON.stringify(diagnostics.map(({ code, detail }) => [code, detail])));
  return traced
    .filter(
      ({ spec: { unit: each } }) => unit === `${each.workspace.name} ${each.project.name}/${each.stack.name}`,
    )
    .flatMap(({ spec }) => spec.resources.map(({ object }) => object));
}

/** Everything at and below a value, as managedFields write it. */
function fieldsOf(value: Json): JsonObject {
  if (Array.isArray(value)) {
    return Object.fromEntries(
      (value as readonly Json[]).map((item, i) => {
        const name = partAt(item, ['name']);
        const key = typeof name === 'string' ? `k:${JSON.stringify({ name })}` : `i:${String(i)}`;
        return [key, { '.': {}, ...fieldsOf(item) }];
      }),
    );
  }
  if (value === null || typeof value !== 'object') return {};
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, member]) => [`f:${key}`, fieldsOf(member)]),
  );
}

/** A live object as a person left it who touched all of it. */
export function byHand(object: JsonObject): JsonObject {
  const { apiVersion = '' } = object;
  const rest = Object.fromEntries(
    Object.entries(object).filter(([key]) => key !== 'apiVersion' && key !== 'kind'),
  );
  const metadata = { ...(object['metadata'] as JsonObject) };
  const managedFields = [
    {
      manager: 'kubectl-edit',
      operation: 'Update',
      apiVersion,
      time: '2026-01-02T03:04:05Z',
      fieldsType: 'FieldsV1',
      fieldsV1: fieldsOf(rest),
    },
  ];
  return { ...object, metadata: { ...metadata, managedFields } };
}

/** One change of a live object: the value at a path of the object of a kind, or nothing there. */
export interface Change {
  readonly kind: string;
  readonly path: Path;
  readonly value?: Json;
}

/** Changes objects as a person would. */
function changed(objects: readonly JsonObject[], changes: readonly Change[]): readonly JsonObject[] {
  return objects.map((object) => {
    const own = changes.filter(({ kind }) => kind === object['kind']);
    const after = own.reduce((before, { path, value }) => {
      const above = path.slice(0, -1);
      const parent = partAt(before, above);
      const isNew = Array.isArray(parent) && path.at(-1) === parent.length;
      if (value !== undefined && isNew)
        return withPart(before, above, [...(parent as readonly Json[]), value]);
      if (value !== undefined) return withPart(before, path, value);
      const rest = Array.isArray(parent)
        ? (parent as readonly Json[]).filter((_, i) => i !== path.at(-1))
        : Object.fromEntries(Object.entries(parent as JsonObject).filter(([key]) => key !== path.at(-1)));
      return withPart(before, above, rest);
    }, object);
    return own.length > 0 ? byHand(after) : object;
  });
}

/** What drifted between two sets of objects of a unit, as a comparison with a cluster tells it. */
export function driftOf(
  unit: string | undefined,
  desired: readonly JsonObject[],
  live: readonly JsonObject[],
): WorkspaceDrift {
  const [workspace = null, name] = unit?.split(' ') ?? [];
  const { resources } = compareSets(
    { desired, live, isOneToOne: false, warnings: new Map() },
    { managers: { ours: [], human: [], controller: [] }, ignore: [], app: undefined },
  );
  const named = name === undefined ? resources : resources.map((each) => ({ ...each, unit: name }));
  return { ...filesDrift(named, []), workspace };
}

/** Lines about a run: what was adopted where, what not and why, and what the files hold that changed. */
export async function adopted(
  files: Tree,
  changes: readonly Change[],
  more: Partial<AdoptRequest> & { readonly unit?: string; readonly isUnitUnknown?: boolean } = {},
) {
  const { unit = 'prod shop/prod' } = more;
  const root = tempFolder(files);
  const before = readTree(root);
  const desired = await objectsOf(root, unit);
  const live = changed(desired, changes);
  const drift = driftOf(more.isUnitUnknown === true ? undefined : unit, desired, live);
  const request = {
    root,
    reader: workTreeReader(root),
    selection: EVERYTHING,
    drift: [drift],
    dryRun: false,
    ...more,
  };
  const { value, diagnostics } = await adopt(request);
  const after = readTree(root);
  const left = driftOf(unit, await objectsOf(root, unit), live);
  return {
    root,
    drift,
    value,
    diagnostics,
    lines: [
      ...(value?.adopted ?? []).map(
        ({ id, path, file, line }) => `${id.kind} ${path} ${file}:${String(line)}`,
      ),
      ...(value?.already ?? []).map(({ id, path }) => `already ${id.kind} ${path}`),
      ...(value?.refused ?? []).map(({ id, path, reason }) => `no ${id.kind} ${path}: ${reason}`),
      ...diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ code, detail }) => `${code} ${detail}`),
    ],
    written: Object.fromEntries(Object.entries(after).filter(([path, text]) => before[path] !== text)),
    left: left.resources.flatMap(({ id, fields }) => fields.map(({ path }) => `${id.kind} ${path}`)),
  };
}
