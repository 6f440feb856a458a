import { Command, CommanderError, Option } from 'commander';
import type { CommandDefinition } from './command.ts';
import { COMMANDS } from './commands/index.ts';

/** What the command line asked for, before anything heavy is loaded. */
export interface ParsedCommand {
  readonly definition: CommandDefinition;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** What the program prints by itself, and where to. */
export interface ProgramOutput {
  readonly version: string;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

/** The commander tree of every command; `onCommand` is called with the one that was asked for. */
export function buildProgram(output: ProgramOutput, onCommand: (parsed: ParsedCommand) => void): Command {
  const program = new Command('moorline')
    .description('Compiles application intent into rendered Kubernetes manifests.')
    .version(output.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: output.writeOut, writeErr: output.writeErr })
    .showSuggestionAfterError(true)
    .exitOverride();
  addCommonOptions(program);
  for (const definition of COMMANDS) {
    const command = program.command(definition.name).copyInheritedSettings(program);
    definition.configure(command);
    command.action(() => {
      onCommand({ definition, args: command.args, options: command.optsWithGlobals() });
    });
  }
  return program;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Options of every command; they may stand before or after its name. */
function addCommonOptions(program: Command): void {
  for (const name of ['workspace', 'project', 'stack']) {
    const option = new Option(`--${name} <glob>`, `only this ${name}; may be repeated`);
    program.addOption(option.argParser(collect).default([], 'all'));
  }
  program
    .option('-C <dir>', 'work in this folder')
    .option('--config <file>', 'configuration file instead of moorline.yaml')
    .option('--output <format>', 'form of the output: text or json; check also has github', 'text')
    .addOption(new Option('--color <when>', 'colour').choices(['auto', 'always', 'never']).default('auto'))
    .option('--quiet', 'only errors on stderr')
    .option('--verbose', 'also notes')
    .option('--no-input', 'never ask')
    .option('--timeout <time>', 'give up after this long: seconds, 90s or 5m');
}

/** True for help and version, which commander reports as errors. */
export function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}
