import { publish } from '../../../pipeline/publish/publish.ts';
import type { BranchOutcome, PublishOutcome } from '../../../pipeline/publish/publish-outcome.ts';
import { printable } from '../../../report/printable.ts';
import { branchRequest } from '../../branch-request.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { EXIT, firstExit } from '../../exit-code.ts';
import { guarded } from '../../run-guard.ts';
import { stepsTo } from '../../steps.ts';
import { publishText } from './publish-text.ts';

/** `moorline publish`: the rendered branches follow the source, or nothing moves. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { options } = request;
  const steps = stepsTo(request);
  const flag = (name: string): boolean => options[name] === true;
  return await guarded(request, async (signal) => {
    try {
      const outcome = await publish({
        ...branchRequest(request, signal, steps.show),
        dryRun: flag('dryRun'),
        noPush: options['push'] === false,
        all: flag('all'),
        allowPrune: flag('allowPrune'),
        allowRewind: flag('allowRewind'),
        adopt: flag('adopt'),
        sign: options['sign'] as 'none' | 'gpg' | 'ssh' | undefined,
      });
      const { diagnostics } = outcome;
      return {
        ...publishText(outcome),
        diagnostics,
        data: publishData(outcome),
        exitCode: firstExit(diagnostics, ORDER),
      };
    } finally {
      steps.end();
    }
  });
}

/** Conflict, gate, unreachable and time-out in this order; input and usage errors before them. */
const ORDER = [
  EXIT.internal,
  EXIT.input,
  EXIT.usage,
  EXIT.conflict,
  EXIT.gate,
  EXIT.unreachable,
  EXIT.timeout,
];

/** The outcome as `--output json` shows it. */
function publishData({ source, remote, branches }: PublishOutcome) {
  return { source: source ?? null, remote: remote ?? null, branches: branches.map(branchData) };
}

function branchData(outcome: BranchOutcome) {
  const { workspaces, base, commit, previousSource, reason } = outcome;
  return {
    branch: outcome.branch,
    ref: outcome.ref,
    workspace: workspaces.length === 1 ? (workspaces[0] ?? null) : null,
    workspaces,
    state: outcome.state,
    base: base ?? null,
    commit: commit ?? null,
    previousSource: previousSource ?? null,
    reason: reason === undefined ? null : printable(reason.split('\n')[0] ?? ''),
    units: outcome.units,
    deleted: outcome.deleted,
    adopted: outcome.adopted,
  };
}
