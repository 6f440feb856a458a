import { resolve } from 'node:path';
import { hasErrors } from '../../../diagnostics/diagnostic.ts';
import type { DriftOutcome } from '../../../pipeline/drift/drift-request.ts';
import { driftReverts } from '../../../pipeline/drift/drift-reverts.ts';
import { finishDrift, type FinishedDrift } from '../../../pipeline/drift/finish-drift.ts';
import { driftGithub } from '../../../report/drift-github.ts';
import { driftHtml } from '../../../report/drift-html.ts';
import { driftJson, driftJsonLines } from '../../../report/drift-json.ts';
import { driftJunit } from '../../../report/drift-junit.ts';
import { driftMarkdown } from '../../../report/drift-markdown.ts';
import { driftPrometheus } from '../../../report/drift-prometheus.ts';
import { driftRevertText } from '../../../report/drift-revert.ts';
import { driftSarif } from '../../../report/drift-sarif.ts';
import { driftText, stateCounts } from '../../../report/drift-text.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { EXIT, exitCodeOf } from '../../exit-code.ts';

/** Brings the history up to date, and shows the outcome in the form that was asked for. */
export function present(outcome: DriftOutcome, { options, global }: CommandRequest): CommandResult {
  const { history } = options;
  const place =
    typeof history === 'string' ? { absolute: resolve(global.dir, history), shown: history } : undefined;
  const { value, diagnostics, time } = finishDrift(outcome, place);
  if (!value) return { diagnostics };
  const reverts = options['revert'] === true ? driftReverts({ ...outcome, value }) : undefined;
  return {
    diagnostics,
    data: { ...driftJson(value), ...(reverts ? { reverts } : {}) },
    annotations: driftGithub(value),
    text:
      WRITERS[global.output]?.({ value, time, version: global.version }) ??
      driftText(value, { explain: options['explain'] === true, style: global.style }) +
        driftRevertText(reverts ?? []),
    summary: stateCounts(value),
    exitCode: exitOf({ value, diagnostics }, String(options['failOn'])),
  };
}

interface Shown {
  readonly value: NonNullable<FinishedDrift['value']>;
  readonly time: string;
  readonly version: string;
}

/** Forms of the output beside text, JSON and github. */
const WRITERS: Readonly<Record<string, (shown: Shown) => string>> = {
  jsonl: ({ value }) => driftJsonLines(value),
  junit: ({ value }) => driftJunit(value),
  markdown: ({ value }) => driftMarkdown(value),
  html: ({ value }) => driftHtml(value),
  sarif: ({ value, version }) => driftSarif(value, version),
  // files have no time: the same files give the same bytes
  prometheus: ({ value, time }) =>
    driftPrometheus(value, value.some(({ workspace }) => workspace !== null) ? time : undefined),
};

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
