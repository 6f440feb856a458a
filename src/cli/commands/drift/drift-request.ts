import { resolve } from 'node:path';
import { isPartial } from '../../../model/selection.ts';
import type { DriftRequest } from '../../../pipeline/drift/drift-request.ts';
import type { NamedPlace } from '../../../pipeline/drift/read-side.ts';
import { branchRequest } from '../../branch-request.ts';
import { CommandError, type CommandRequest } from '../../command.ts';

/** Forms of output that tell every tolerated difference. */
const TELLING: ReadonlySet<string> = new Set(['json', 'jsonl', 'html']);

/** Forms of output that point into files of the source. */
const TRACED: ReadonlySet<string> = new Set(['json', 'jsonl', 'markdown', 'html', 'sarif', 'github']);

/** What a command line of `drift` asks for. */
export function driftRequest(
  request: CommandRequest,
  signal: AbortSignal,
  onStep: (text: string) => void,
): DriftRequest {
  const { global, options, selection } = request;
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  const [desired, live] = [text('desired'), text('live')];
  if (desired !== undefined && isPartial(selection))
    throw new CommandError('USAGE', 'Files have no workspace, project or stack. Leave the selection out.');
  const [context, kubeconfig] = [text('context'), text('kubeconfig')];
  if (live !== undefined && (context ?? kubeconfig) !== undefined)
    throw new CommandError(
      'USAGE',
      'With --live a dump takes the place of the cluster. Leave --context and --kubeconfig out.',
    );
  const place = (path: string | undefined): NamedPlace | undefined =>
    path === undefined ? undefined : { absolute: resolve(global.dir, path), shown: path };
  return {
    ...branchRequest(request, signal, onStep),
    desired: place(desired),
    live: place(live),
    app: text('app'),
    context,
    mode: options['mode'] as DriftRequest['mode'],
    isTraced: TRACED.has(global.output),
    isBrief: options['explain'] !== true && !TELLING.has(global.output),
    kubeconfig: kubeconfig === undefined ? undefined : resolve(global.dir, kubeconfig),
  };
}
