import { resourceName, type ResourceId } from '../model/resource.ts';
import type { UnitPlace } from './rendered-branch.ts';

/** What a publish would take away from a branch. */
export interface Deletion {
  /** Units of the published tip; undefined when it says nothing of them. */
  readonly unitsBefore: readonly UnitPlace[] | undefined;
  readonly unitsAfter: readonly UnitPlace[];
  /** Number of resources on the published tip. */
  readonly resourcesBefore: number;
  readonly deleted: readonly DeletedResource[];
}

/** A resource that the published tip has and the new tree has not, wherever it might have moved. */
export interface DeletedResource {
  readonly id: ResourceId;
  /** The unit it stood in, when that is known. */
  readonly unit: UnitPlace | undefined;
}

/** Deleting one of these takes data or every object of a kind with it. */
const PRECIOUS: ReadonlySet<string> = new Set([
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  'apiextensions.k8s.io/CustomResourceDefinition',
]);

const LEAST_UNITS = 2;
const LEAST_RESOURCES = 10;

/** Why a deletion needs a person's word, in sentences; nothing when it does not. */
export function deletionReasons({
  unitsBefore = [],
  unitsAfter,
  resourcesBefore,
  deleted,
}: Deletion): readonly string[] {
  const reasons: string[] = [];
  const after = new Set(unitsAfter.map(keyOf));
  const vanished = unitsBefore.filter((unit) => !after.has(keyOf(unit)));
  if (unitsBefore.length >= LEAST_UNITS && vanished.length * 2 > unitsBefore.length) {
    const names = vanished.map(({ project, stack }) => `${project}/${stack}`).join(', ');
    reasons.push(`${String(vanished.length)} of ${String(unitsBefore.length)} units would vanish: ${names}.`);
  }
  if (deleted.length >= LEAST_RESOURCES && deleted.length * 4 > resourcesBefore) {
    reasons.push(`${String(deleted.length)} of ${String(resourcesBefore)} resources would be deleted.`);
  }
  for (const { id, unit } of deleted) {
    if (PRECIOUS.has(`${id.group}/${id.kind}`)) reasons.push(`${resourceName(id)} would be deleted.`);
    if (id.group === '' && id.kind === 'Namespace' && unit && after.has(keyOf(unit)))
      reasons.push(`${resourceName(id)} would be deleted, though ${unit.project}/${unit.stack} stays.`);
  }
  return reasons;
}

function keyOf({ project, stack, workspace }: UnitPlace): string {
  return `${workspace}/${project}/${stack}`;
}
