import type { ResourceId } from '../model/resource.ts';
import { shownName } from './drift-words.ts';

/** What puts one resource back as Git says. Nothing is run. */
export interface ShownRevert {
  readonly workspace: string | null;
  readonly id: ResourceId;
  /** For a POSIX shell; null where no one command would do. */
  readonly command: string | null;
  /** The same by the controller, where it sees the difference. */
  readonly controller: string | null;
}

/** The commands for people, one or two lines a resource; empty text when nothing differs. */
export function driftRevertText(reverts: readonly ShownRevert[]): string {
  if (reverts.length === 0) return '';
  const lines = reverts.flatMap(({ id, command, controller }) => [
    `  # ${shownName({ id })}${command === null ? ': no one command puts it back' : ''}`,
    ...(controller === null ? [] : [`  ${controller}${command === null ? '' : '   # or:'}`]),
    ...(command === null ? [] : [`  ${command}`]),
  ]);
  return `\nTo put it back as Git says:\n${lines.join('\n')}\n`;
}
