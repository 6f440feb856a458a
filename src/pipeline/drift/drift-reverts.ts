import { revertCommands } from '../../drift/revert-command.ts';
import type { ShownRevert } from '../../report/drift-revert.ts';
import type { DriftOutcome } from './drift-request.ts';

/** The commands for every resource that is not as Git says. */
export function driftReverts({ value = [], desiredOf }: DriftOutcome): readonly ShownRevert[] {
  return value.flatMap((drift) => {
    const { workspace } = drift;
    const commands = revertCommands(
      drift,
      desiredOf ? { desiredOf: ({ id }) => desiredOf(workspace, id) } : {},
    );
    return drift.resources
      .filter(({ state }) => state === 'drifted' || state === 'missing' || state === 'orphan')
      .map((resource): ShownRevert => {
        const { command = null, controller = null } = commands.get(resource) ?? {};
        return { workspace, id: resource.id, command, controller };
      });
  });
}
