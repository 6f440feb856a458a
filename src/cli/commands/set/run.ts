import { BUILT_IN_MODULES } from '../../../pipeline/built-in.ts';
import { loadRepository } from '../../../pipeline/load-repository.ts';
import { imageArguments } from '../../../pipeline/image-arguments.ts';
import { setImage, type ImageEdit } from '../../../pipeline/set-image.ts';
import { lineDiff } from '../../../report/line-diff.ts';
import { printable } from '../../../report/printable.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { openFor } from '../../compile-request.ts';

/** `moorline set image`: the change on stdout as a diff, in words on stderr. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { args, options, selection } = request;
  const [, name = '', ...texts] = args;
  for (const [option, globs] of Object.entries(selection)) {
    if ((globs as readonly string[]).length > 0) {
      throw new CommandError(
        'USAGE',
        `--${option} has no meaning here: the stack is named as PROJECT/STACK.`,
      );
    }
  }
  const [project = '', stack = '', ...rest] = name.split('/');
  if (project === '' || stack === '' || rest.length > 0) {
    throw new CommandError('USAGE', `"${name}" does not name a stack. Write PROJECT/STACK.`);
  }
  const images = imageArguments(texts);
  if (typeof images === 'string') throw new CommandError('USAGE', images);
  const { root, reader, configPath } = await openFor(request);
  const repository = await loadRepository({ reader, configPath, modules: BUILT_IN_MODULES });
  const dryRun = options['dryRun'] === true;
  const { value, diagnostics } = await setImage(
    { root, reader, repository },
    { project, stack, images, dryRun },
  );
  if (!value) return { diagnostics };
  const { file, changes, unchanged } = value;
  return {
    diagnostics,
    text: lineDiff(file, value.before, value.after),
    data: {
      file,
      changes: changes.map(({ repository: of, before, after }) => ({ repository: of, before, after })),
      unchanged,
    },
    summary: summaryOf(value, dryRun),
  };
}

function summaryOf({ file, changes, unchanged }: ImageEdit, dryRun: boolean): string {
  const lines = [
    ...changes.map(
      ({ repository, before, after, line }) =>
        `${repository}: ${before ?? 'not set'} -> ${after}  ${file}:${String(line)}`,
    ),
    ...unchanged.map((repository) => `${repository}: unchanged`),
    ...(changes.length > 0 && dryRun ? ['this was a dry run: nothing was written'] : []),
  ];
  return lines.map(printable).join('\n');
}
