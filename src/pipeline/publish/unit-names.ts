import type { Unit } from '../../model/unit.ts';

/** A unit by its names and its place. */
export interface NamedUnit {
  readonly project: string;
  readonly stack: string;
  readonly workspace: string;
  readonly branch: string;
  readonly path: string;
}

/** The names and the place of a unit. */
export function nameUnit({ project, stack, workspace, branch, path }: Unit): NamedUnit {
  return { project: project.name, stack: stack.name, workspace: workspace.name, branch, path };
}

/** Tells units of a source apart. */
export function keyOf({ project, stack, workspace }: Omit<NamedUnit, 'branch' | 'path'>): string {
  return `${workspace}/${project}/${stack}`;
}

/** Tells units apart that stand elsewhere, too. */
export function placeKey(unit: NamedUnit): string {
  return `${keyOf(unit)}\0${unit.branch}\0${unit.path}`;
}
