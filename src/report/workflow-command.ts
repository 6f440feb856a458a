/** What GitHub shows a message as. */
export type WorkflowCommand = 'error' | 'warning' | 'notice';

/**
 * A line that GitHub reads as a command. Texts are escaped as actions/toolkit `command.ts` does, so that none of them
 * can end the line or start a command of its own.
 */
export function workflowCommand(
  command: WorkflowCommand,
  properties: Readonly<Record<string, string>>,
  text: string,
): string {
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${command}${pairs.length === 0 ? '' : ` ${pairs.join(',')}`}::${data(text)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
