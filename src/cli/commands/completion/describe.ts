import type { Argument, Command, Option } from 'commander';
import type { NameKind } from '../../../pipeline/list-names.ts';

/** What can be completed for a value. */
export type ValueSource =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'names'; readonly of: NameKind }
  | { readonly kind: 'files' | 'folders' | 'nothing' };

/** An option as the shell sees it; without `value` it takes none. */
export interface DescribedOption {
  readonly flags: readonly string[];
  readonly about: string;
  readonly value?: ValueSource;
}

/** A command as the shell sees it, without the options of the program. */
export interface DescribedCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly DescribedOption[];
  /** Positional arguments in order. */
  readonly args: readonly ValueSource[];
}

/** A program as the shell sees it; its options may stand before and after the name of a command. */
export interface DescribedProgram {
  readonly options: readonly DescribedOption[];
  readonly commands: readonly DescribedCommand[];
}

const NAMES: Readonly<Record<string, NameKind>> = {
  '--workspace': 'workspaces',
  '--project': 'projects',
  '--stack': 'stacks',
};

/** Everything a completion script has to know of a program. */
export function describeProgram(program: Command): DescribedProgram {
  return {
    options: [...program.options.map(describeOption), { flags: ['-h', '--help'], about: 'print help' }],
    commands: program.commands.map((command) => ({
      name: command.name(),
      about: command.summary(),
      options: command.options.map(describeOption),
      args: command.registeredArguments.map(describeArgument),
    })),
  };
}

function describeOption(option: Option): DescribedOption {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  const about = option.description;
  if (!option.required && !option.optional) return { flags, about };
  const names = NAMES[option.long ?? ''];
  const value = names ? ({ kind: 'names', of: names } as const) : valueOf(option.argChoices, option.flags);
  return { flags, about, value };
}

function describeArgument(argument: Argument): ValueSource {
  return valueOf(argument.argChoices, `<${argument.name()}>`);
}

function valueOf(choices: readonly string[] | undefined, placeholder: string): ValueSource {
  if (choices) return { kind: 'words', words: choices };
  if (/[<[]dir[\]>]/.test(placeholder)) return { kind: 'folders' };
  return { kind: /[<[]file[\]>]/.test(placeholder) ? 'files' : 'nothing' };
}
