import { resolve } from 'node:path';
import { isPartial } from '../../../model/selection.ts';
import { driftFiles } from '../../../pipeline/drift/drift-files.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { present } from './present.ts';

/** `moorline drift`: what in the cluster is not as Git says. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { global, options, selection } = request;
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  const [desired, live] = [text('desired'), text('live')];
  if (live === undefined) {
    throw new CommandError(
      'USAGE',
      'This version compares files only. Give --live a dump of the cluster, such as the output of kubectl get -o yaml.',
    );
  }
  if (desired === undefined) {
    throw new CommandError(
      'USAGE',
      'This version does not read the rendered branch. Give --desired the manifests: a file or a folder.',
    );
  }
  if (isPartial(selection))
    throw new CommandError('USAGE', 'Files have no workspace, project or stack. Leave the selection out.');
  const outcome = await driftFiles({
    desired: { absolute: resolve(global.dir, desired), shown: desired },
    live: { absolute: resolve(global.dir, live), shown: live },
    app: text('app'),
    dir: global.dir,
    config: global.config,
  });
  return present(outcome, request);
}
