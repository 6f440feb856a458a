import { BUILT_IN_MODULES, targetNamed } from '../pipeline/built-in.ts';
import { compile, type Compilation } from '../pipeline/compile.ts';
import { openRepository, type OpenedRepository } from '../pipeline/open-repository.ts';
import { CommandError, type CommandRequest } from './command.ts';
import { progressTo } from './progress.ts';

/** Opens the repository a command works on. */
export async function openFor({ global, options }: CommandRequest): Promise<OpenedRepository> {
  const at = typeof options['at'] === 'string' ? options['at'] : undefined;
  const opened = await openRepository({ dir: global.dir, config: global.config, at });
  if (opened.configPath?.startsWith('..')) {
    throw new CommandError(
      'USAGE',
      `--config ${global.config ?? ''} is not inside the repository ${opened.root}.`,
    );
  }
  return opened;
}

/** Compiles what a command selected, with progress on a terminal and the time-out kept. */
export async function compileFor(
  request: CommandRequest,
  opened: OpenedRepository,
  trace = false,
): Promise<Compilation> {
  const progress = progressTo(request);
  try {
    return await compile({
      reader: opened.reader,
      configPath: opened.configPath,
      modules: BUILT_IN_MODULES,
      target: targetNamed('kubernetes'),
      selection: request.selection,
      trace,
      onProgress: progress.step,
    });
  } finally {
    progress.end();
  }
}
