import { diagnostic, hasErrors, type Diagnostic, type Outcome } from '../../../diagnostics/diagnostic.ts';
import { fieldWay } from '../../../drift/field-way.ts';
import type { DriftedResource, DriftField, WorkspaceDrift } from '../../../drift/verdict.ts';
import type { TreeReader } from '../../../model/ports.ts';
import { resourceName } from '../../../model/resource.ts';
import type { Selection } from '../../../model/selection.ts';
import type { Unit } from '../../../model/unit.ts';
import { selectUnits } from '../../../compile/discover/select-units.ts';
import { BUILT_IN_MODULES } from '../../built-in.ts';
import { loadRepository } from '../../load-repository.ts';
import { placeOf } from '../../object-place.ts';
import { isNamed, tracedObjects, type TracedUnit } from '../traced-objects.ts';
import type { Adoption, RefusedField, Target } from './adoption.ts';
import { AdoptRun } from './adopt-run.ts';
import { AdoptTree, keptReader, unitKey } from './adopt-tree.ts';
import { writeEdits } from './write-edits.ts';

/** What drifted, and the repository whose source shall say so. */
export interface AdoptRequest {
  /** Absolute folder of the work tree. */
  readonly root: string;
  /** Reads that work tree. */
  readonly reader: TreeReader;
  readonly configPath?: string | undefined;
  /** Units in which an object is looked up that names none. */
  readonly selection: Selection;
  readonly drift: readonly WorkspaceDrift[];
  /** Fields to adopt; all unless given. */
  readonly only?: (resource: DriftedResource, field: DriftField) => boolean;
  /** Plans only. */
  readonly dryRun: boolean;
}

/**
 * Writes live values back to the source, each into the one place that makes it for its unit alone. Every edit is
 * proved by a new render: the field is as in the cluster, and nothing else of any unit changed but to what its
 * cluster has. A field that cannot be proved is refused with the reason, and the files are written once, at the end.
 * @throws AdapterError when the file system refuses
 */
export async function adopt(request: AdoptRequest): Promise<Outcome<Adoption>> {
  const reader = keptReader(request.reader);
  const { configPath } = request;
  const repository = await loadRepository({ reader, configPath, modules: BUILT_IN_MODULES });
  const tree = new AdoptTree(repository, reader, configPath);
  const selected = new Set(selectUnits(repository.units, request.selection).map(unitKey));
  const drifted = request.drift.flatMap(({ workspace, resources }) =>
    resources.filter(({ fields }) => fields.length > 0).map((resource) => ({ workspace, resource })),
  );
  const isMeant = (unit: Unit): boolean =>
    selected.has(unitKey(unit)) &&
    drifted.some(({ workspace, resource }) => isNamed(unit, { workspace, unit: resource.unit }));
  const start = repository.units.some(isMeant)
    ? await tree.trace(new Map(), isMeant)
    : { traced: [], diagnostics: repository.diagnostics };
  if (drifted.length > 0 && hasErrors(start.diagnostics)) return { diagnostics: start.diagnostics };
  const { targets, refused } = targetsOf(drifted, start.traced, request.only ?? (() => true));
  const run = new AdoptRun(tree, targets);
  const result = await run.adoptAll();
  if (!result.value) return { diagnostics: result.diagnostics };
  const adoption: Adoption = { ...result.value, refused: [...refused, ...result.value.refused] };
  if (!request.dryRun) await writeEdits(request.root, reader, adoption.edits);
  return { value: adoption, diagnostics: refusals(adoption.refused, start.traced) };
}

interface Drifted {
  readonly workspace: string | null;
  readonly resource: DriftedResource;
}

interface Sorted {
  readonly targets: Target[];
  readonly refused: RefusedField[];
}

/** The fields that have one rendered object to belong to; the others are refused. */
function targetsOf(
  drifted: readonly Drifted[],
  traced: readonly TracedUnit[],
  isWanted: (resource: DriftedResource, field: DriftField) => boolean,
): Sorted {
  const sorted: Sorted = { targets: [], refused: [] };
  for (const { workspace, resource } of drifted) {
    const { id, unit } = resource;
    const found = tracedObjects(traced, id, { workspace, unit });
    const [object, second] = found;
    for (const field of resource.fields) {
      if (!isWanted(resource, field)) continue;
      const where = { workspace, unit: unit ?? null, id, path: field.path };
      const reason = unfit(field, found.length);
      if (reason !== undefined || !object || second)
        sorted.refused.push({ ...where, reason: reason ?? NO_OBJECT });
      else
        sorted.targets.push({ unit: unitKey(object.spec.unit), id: object.resource.id, shown: where, field });
    }
  }
  return sorted;
}

const NO_OBJECT = 'no selected unit renders the object';

/** Why a field cannot be adopted whatever the source says. */
function unfit({ path, kind, live, desired }: DriftField, objects: number): string | undefined {
  if (path === '' || kind === 'orphan' || kind === 'terminating')
    return 'a whole object is not adopted, only values of one that is there on both sides';
  if (objects === 0) return NO_OBJECT;
  if (objects > 1) return 'more than one unit renders the object; select one of them';
  const isHidden = [live, desired].some((value) => JSON.stringify(value).includes('(secret)'));
  return isHidden ? 'the value is a secret, and those do not belong into files' : undefined;
}

function refusals(refused: readonly RefusedField[], traced: readonly TracedUnit[]): readonly Diagnostic[] {
  return refused.map(({ id, path, reason, workspace, unit }) => {
    const [object] = tracedObjects(traced, id, { workspace, unit: unit ?? undefined });
    const way = object && fieldWay(object.resource.object, path);
    const at = object && way && placeOf({ path: way.path, isKey: false }, object.resource, object.resolved);
    const name = path === '' ? resourceName(id) : `${resourceName(id)} ${path}`;
    return diagnostic('ADOPT_REFUSED', `${name}: ${reason}.`, at);
  });
}
