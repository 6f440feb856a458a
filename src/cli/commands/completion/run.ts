import type { Command } from 'commander';
import { listNames, type NameKind } from '../../../pipeline/list-names.ts';
import { openRepository } from '../../../pipeline/open-repository.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { bashScript } from './bash.ts';
import { describeProgram, type DescribedProgram } from './describe.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

const SCRIPTS: Readonly<Record<string, (program: DescribedProgram) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

const KINDS = ['workspaces', 'projects', 'stacks'] satisfies readonly NameKind[];

/** `moorline completion`: the script for a shell; `names KIND` is what those scripts call. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const [shell = '', kind] = request.args;
  if (shell === 'names') return await names(request);
  const script = SCRIPTS[shell];
  if (!script)
    throw new CommandError(
      'USAGE',
      `There is no script for "${shell}". Choose one of: ${Object.keys(SCRIPTS).join(', ')}.`,
    );
  if (kind !== undefined) throw new CommandError('USAGE', `"${kind}" has no meaning here.`);
  const text = script(describeProgram(request.options['program'] as Command));
  return { diagnostics: [], text, data: { script: text } };
}

/** Names line by line. A shell asks while somebody types, so trouble means no names and nothing else. */
async function names(request: CommandRequest): Promise<CommandResult> {
  const kind = KINDS.find((each) => each === request.args[1]);
  try {
    const { dir, config } = request.global;
    const { reader, configPath } = await openRepository({ dir, config });
    const found = kind ? await listNames(reader, configPath, kind) : [];
    return { diagnostics: [], text: found.map((name) => `${name}\n`).join(''), data: { names: found } };
  } catch {
    return { diagnostics: [], data: { names: [] } };
  }
}
