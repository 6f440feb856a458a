import { relative, resolve, sep } from 'node:path';
import type { SecretBackend } from '../../../model/secret-backend.ts';
import { BUILT_IN_MODULES, targetNamed } from '../../../pipeline/built-in.ts';
import { importKusion, openSpec } from '../../../pipeline/import-kusion/import-kusion.ts';
import { openFolder } from '../../../pipeline/open-folder.ts';
import { checkName } from '../../check-name.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { fileData, fileLines, fileSummary } from '../../file-lines.ts';
import { proofLines } from './proof-lines.ts';

/** `moorline import kusion`: the files and the comparison on stdout. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { args, options, global, selection } = request;
  const [, folder = ''] = args;
  const dir = resolve(global.dir, folder);
  const source = openFolder(dir);
  if (!source) throw new CommandError('USAGE', `${folder} is not a folder that can be read.`);
  const specFile = textOption(request, 'spec');
  const spec = specFile === undefined ? undefined : openSpec(resolve(global.dir, specFile), specFile);
  if (typeof spec === 'string') throw new CommandError('USAGE', spec);
  if (!spec && selection.project.length + selection.stack.length > 0) {
    throw new CommandError(
      'USAGE',
      '--project and --stack say whose --spec is. Without it every stack is imported.',
    );
  }
  const dryRun = options['dryRun'] === true;
  const { files, stacks, diagnostics } = await importKusion({
    source,
    label: relative(global.dir, dir).split(sep).join('/'),
    out: resolve(global.dir, textOption(request, 'out') ?? '.'),
    modules: BUILT_IN_MODULES,
    target: targetNamed('kubernetes'),
    workspace: workspaceOf(selection.workspace),
    backend: String(options['backend']) as SecretBackend,
    spec,
    selection,
    dryRun,
  });
  return {
    diagnostics,
    text: `${fileLines(files)}${proofLines(stacks)}`,
    data: { stacks, ...fileData(files) },
    ...(files.length > 0 ? { summary: fileSummary(files, dryRun) } : {}),
  };
}

function workspaceOf(names: readonly string[]): string | undefined {
  const [name, second] = names;
  if (second !== undefined) throw new CommandError('USAGE', '--workspace may be given once here.');
  return name === undefined ? undefined : checkName('a workspace', name);
}

function textOption({ options }: CommandRequest, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
