import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ClusterPort, Discovery } from '../../model/cluster.ts';
import type { Unit } from '../../model/unit.ts';
import type { BranchLook } from '../publish/branch-state.ts';
import type { ComparedBranch } from './compared-branches.ts';
import { withoutController, type UnitState } from './unit-state.ts';

/** What is asked, and where. */
export interface ControllerContext {
  readonly look: Pick<BranchLook, 'source' | 'target'>;
  readonly cluster: ClusterPort;
  readonly discovery: Discovery;
}

/** The controllers of a branch. */
export interface Controllers {
  readonly stateOf: (unit: Unit) => Promise<UnitState>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds out which controllers apply a branch, and how far each has come. */
export async function controllersOf(
  _context: ControllerContext,
  { head }: ComparedBranch,
): Promise<Controllers> {
  return { stateOf: async ({ path }) => withoutController(head, path), diagnostics: [] };
}
