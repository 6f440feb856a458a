import type { BranchRequest } from '../pipeline/publish/publish-request.ts';
import type { CommandRequest } from './command.ts';

/** What every command that works with rendered branches asks for. */
export function branchRequest(
  { global, options, selection }: CommandRequest,
  signal: AbortSignal,
  onStep: (text: string) => void,
): BranchRequest & { readonly onStep: (text: string) => void } {
  return {
    dir: global.dir,
    config: global.config,
    source: typeof options['source'] === 'string' ? options['source'] : undefined,
    selection,
    version: global.version,
    signal,
    onStep,
  };
}
