import { CHECK_GROUPS } from '../../../pipeline/doctor/check.ts';
import { doctor } from '../../../pipeline/doctor/doctor.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { openFor } from '../../compile-request.ts';
import { guardRun } from '../../run-guard.ts';
import { stepsTo } from '../../steps.ts';
import { doctorText } from './doctor-text.ts';

/** `moorline doctor`: every check with what mends it. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { global, selection, args } = request;
  // refuses a configuration outside of the repository, as every command does
  await openFor(request);
  const guard = guardRun(request);
  const steps = stepsTo(request);
  try {
    const wanted = CHECK_GROUPS.filter((group) => args.length === 0 || args.includes(group));
    const { checks, diagnostics } = await doctor({
      dir: global.dir,
      config: global.config,
      selection,
      version: global.version,
      signal: guard.signal,
      onStep: steps.show,
      groups: new Set(wanted),
    });
    const exitCode = guard.exitCode();
    return {
      ...doctorText(checks, global.style),
      data: { checks: checks.map((check) => ({ ...check, fix: check.fix ?? null })) },
      diagnostics,
      ...(exitCode === undefined ? {} : { exitCode }),
    };
  } finally {
    steps.end();
    guard.release();
  }
}
