import { hasErrors } from '../../../diagnostics/diagnostic.ts';
import { drift } from '../../../pipeline/drift/drift.ts';
import type { DriftOutcome } from '../../../pipeline/drift/drift-request.ts';
import { driftJson, driftJsonLines } from '../../../report/drift-json.ts';
import { driftJunit } from '../../../report/drift-junit.ts';
import { driftMarkdown } from '../../../report/drift-markdown.ts';
import { driftPrometheus } from '../../../report/drift-prometheus.ts';
import { driftText, stateCounts } from '../../../report/drift-text.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { EXIT, exitCodeOf } from '../../exit-code.ts';
import { guarded } from '../../run-guard.ts';
import { stepsTo } from '../../steps.ts';
import { driftRequest } from './drift-request.ts';

/** `moorline drift`: what in the cluster is not as Git says. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const steps = stepsTo(request);
  return await guarded(request, async (signal) => {
    try {
      return present(await drift(driftRequest(request, signal, steps.show)), request);
    } finally {
      steps.end();
    }
  });
}

/** Forms of the output beside text and JSON. */
const WRITERS: Readonly<Record<string, (found: NonNullable<DriftOutcome['value']>) => string>> = {
  jsonl: driftJsonLines,
  junit: driftJunit,
  markdown: driftMarkdown,
  prometheus: driftPrometheus,
};

function present({ value, diagnostics }: DriftOutcome, { options, global }: CommandRequest): CommandResult {
  if (!value) return { diagnostics };
  return {
    diagnostics,
    data: driftJson(value),
    text:
      WRITERS[global.output]?.(value) ??
      driftText(value, { explain: options['explain'] === true, style: global.style }),
    summary: stateCounts(value),
    exitCode: exitOf({ value, diagnostics }, String(options['failOn'])),
  };
}

/** Drift says more than an incomplete check; both together are still drift. */
function exitOf({ value = [], diagnostics }: DriftOutcome, failOn: string): number {
  const states = new Set(value.flatMap(({ resources }) => resources.map(({ state }) => state)));
  const isLate = failOn === 'lag' && value.some(({ lag }) => lag !== null);
  if (isLate || FAILING[failOn]?.some((state) => states.has(state)) === true) return EXIT.differences;
  if (states.has('unchecked')) return EXIT.unreachable;
  return hasErrors(diagnostics) ? exitCodeOf(diagnostics) : EXIT.ok;
}

const DRIFT = ['drifted', 'missing', 'orphan', 'terminating'] as const;
const FAILING: Readonly<Record<string, readonly (typeof DRIFT)[number][]>> = {
  drift: DRIFT,
  lag: DRIFT,
  orphan: ['orphan'],
  none: [],
};
