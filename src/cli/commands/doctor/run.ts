import { resolve } from 'node:path';
import { CHECK_GROUPS } from '../../../pipeline/doctor/check.ts';
import { doctor } from '../../../pipeline/doctor/doctor.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { openFor } from '../../compile-request.ts';
import { guarded } from '../../run-guard.ts';
import { stepsTo } from '../../steps.ts';
import { doctorText } from './doctor-text.ts';

/** `moorline doctor`: every check with what mends it. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { global, selection, args, options } = request;
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  const kubeconfig = text('kubeconfig');
  // refuses a configuration outside of the repository, as every command does
  await openFor(request);
  const steps = stepsTo(request);
  const wanted = CHECK_GROUPS.filter((group) => args.length === 0 || args.includes(group));
  return await guarded(request, async (signal) => {
    try {
      const { checks, diagnostics } = await doctor({
        dir: global.dir,
        config: global.config,
        selection,
        version: global.version,
        signal,
        onStep: steps.show,
        groups: new Set(wanted),
        context: text('context'),
        kubeconfig: kubeconfig === undefined ? undefined : resolve(global.dir, kubeconfig),
      });
      return {
        ...doctorText(checks, global.style),
        data: { checks: checks.map((check) => ({ ...check, fix: check.fix ?? null })) },
        diagnostics,
      };
    } finally {
      steps.end();
    }
  });
}
