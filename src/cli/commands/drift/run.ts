import { drift } from '../../../pipeline/drift/drift.ts';
import { driftRole, type RoleOutcome } from '../../../pipeline/drift/drift-role.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { guarded } from '../../run-guard.ts';
import { stepsTo } from '../../steps.ts';
import { adopted } from './adopted.ts';
import { driftRequest } from './drift-request.ts';
import { present } from './present.ts';
import { watch } from './watch.ts';

/** `moorline drift`: what in the cluster is not as Git says. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { watch: pause, printRbac } = request.options;
  if (printRbac === true) refuseBeside(request);
  if (typeof pause === 'number') return await watch(request, pause);
  const steps = stepsTo(request);
  return await guarded(request, async (signal) => {
    try {
      const asked = driftRequest(request, signal, steps.show);
      if (printRbac === true) return printed(await driftRole(asked));
      const found = await drift(asked);
      return request.options['adopt'] === true ? await adopted(found, request) : present(found, request);
    } finally {
      steps.end();
    }
  });
}

function printed({ value, diagnostics }: RoleOutcome): CommandResult {
  return value ? { diagnostics, text: value.text, data: { objects: value.objects } } : { diagnostics };
}

/** Options that are about a comparison, which is not made when a role is printed. */
const COMPARING = ['live', 'app', 'watch', 'history', 'revert', 'adopt', 'explain'];

function refuseBeside({ options, global }: CommandRequest): void {
  const name = COMPARING.find((each) => options[each] !== undefined);
  if (name !== undefined)
    throw new CommandError('USAGE', `--print-rbac prints a role and compares nothing. Leave --${name} out.`);
  if (!['text', 'json'].includes(global.output))
    throw new CommandError('USAGE', `--print-rbac prints text or json, not ${global.output}.`);
}
