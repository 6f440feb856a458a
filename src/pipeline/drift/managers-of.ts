import type { ManagerNames } from '../../drift/managers.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';

/** Names of field managers, as the configuration sorts them. */
export function managersOf({ drift }: MoorlineConfig): ManagerNames {
  const { ours = [], human = [], controller = [] } = drift.managers ?? {};
  return { ours, human, controller };
}
