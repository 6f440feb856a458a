import { Command, CommanderError, Option } from 'commander';
import { COMMANDS } from './commands/index.ts';
import type { CommandDefinition } from './command.ts';

/** What the command line asked for, before anything heavy is loaded. */
export interface ParsedCommand {
  readonly definition: CommandDefinition;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** The commander tree of every command; `onCommand` is called with the one that was asked for. */
export function buildProgram(version: string, onCommand: (parsed: ParsedCommand) => void): Command {
  const program = new Command('moorline')
    .description('Compiles application intent into rendered Kubernetes manifests.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride();
  for (const definition of COMMANDS) {
    const command = program.command(definition.name).exitOverride().showSuggestionAfterError(true);
    definition.configure(command);
    addCommonOptions(command, definition);
    command.action(() => {
      onCommand({ definition, args: command.args, options: command.opts() });
    });
  }
  return program;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function addCommonOptions(command: Command, { outputs = [] }: CommandDefinition): void {
  const group = 'Selection:';
  for (const name of ['workspace', 'project', 'stack']) {
    command.addOption(
      new Option(`--${name} <glob>`, `only this ${name}; may be repeated`).argParser(collect).default([], 'all').helpGroup(group),
    );
  }
  const options = [
    new Option('-C <dir>', 'work in this folder').argParser(String).default(undefined, 'current folder'),
    new Option('--config <file>', 'configuration file instead of moorline.yaml'),
    new Option('--output <format>', 'form of the output').choices(['text', 'json', ...outputs]).default('text'),
    new Option('--color <when>', 'colour').choices(['auto', 'always', 'never']).default('auto'),
    new Option('--quiet', 'only errors on stderr'),
    new Option('--verbose', 'also notes, and stack traces of internal errors'),
    new Option('--no-input', 'never ask'),
    new Option('--timeout <time>', 'give up after this long: seconds, 90s or 5m'),
  ];
  for (const option of options) command.addOption(option.helpGroup('Global:'));
}

/** True for help and version, which commander reports as errors. */
export function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}
