import { drift } from '../../../pipeline/drift/drift.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { guarded } from '../../run-guard.ts';
import { stepsTo } from '../../steps.ts';
import { adopted } from './adopted.ts';
import { driftRequest } from './drift-request.ts';
import { present } from './present.ts';
import { watch } from './watch.ts';

/** `moorline drift`: what in the cluster is not as Git says. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { watch: pause } = request.options;
  if (typeof pause === 'number') return await watch(request, pause);
  const steps = stepsTo(request);
  return await guarded(request, async (signal) => {
    try {
      const found = await drift(driftRequest(request, signal, steps.show));
      return request.options['adopt'] === true ? await adopted(found, request) : present(found, request);
    } finally {
      steps.end();
    }
  });
}
