import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isPartial } from '../../../model/selection.ts';
import { verify } from '../../../pipeline/verify/verify.ts';
import type { BranchVerdict, VerifyOutcome } from '../../../pipeline/verify/verify-outcome.ts';
import { renderedStatement, type AttestedBranch } from '../../../report/rendered-statement.ts';
import { branchRequest } from '../../branch-request.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { EXIT, firstExit } from '../../exit-code.ts';
import { guarded } from '../../run-guard.ts';
import { stepsTo } from '../../steps.ts';
import { verifyText } from './verify-text.ts';

/** `moorline verify`: the rendered branches are what their source commits give, or it says where they are not. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { args, global, options, selection } = request;
  const attest = typeof options['attest'] === 'string' ? options['attest'] : undefined;
  if (args.length > 0 && isPartial(selection))
    throw new CommandError('USAGE', 'Name branches, or select units, but not both.');
  if (attest === '-' && global.output === 'json')
    throw new CommandError('USAGE', '--attest - and --output json both want stdout. Give --attest a file.');
  const steps = stepsTo(request);
  return await guarded(request, async (signal) => {
    try {
      const outcome = await verify({
        ...branchRequest(request, signal, steps.show),
        branches: args,
      });
      return present(request, outcome, attest);
    } finally {
      steps.end();
    }
  });
}

/** The result of a run, with the statement where it was asked for. */
function present(
  { global }: CommandRequest,
  outcome: VerifyOutcome,
  attest: string | undefined,
): CommandResult {
  const { diagnostics } = outcome;
  const exitCode = firstExit(diagnostics, ORDER);
  const { text, summary } = verifyText(outcome);
  const result = { diagnostics, data: verifyData(outcome), exitCode, text, summary };
  if (attest === undefined) return result;
  const statement = exitCode === EXIT.ok ? statementOf(outcome, global.version) : undefined;
  // stdout is for the statement alone
  if (attest === '-') return { ...result, text: statement ?? '', summary: `${text}${summary}` };
  if (statement !== undefined) writeWhole(resolve(global.dir, attest), statement);
  return { ...result, summary: `${summary}; ${statement === undefined ? 'nothing' : attest} was written` };
}

/** Differences say more than a conflict, and both more than a check that could not be made. */
const ORDER = [
  EXIT.internal,
  EXIT.input,
  EXIT.usage,
  EXIT.differences,
  EXIT.conflict,
  EXIT.unreachable,
  EXIT.timeout,
];

/** The outcome as `--output json` shows it. */
function verifyData({ source, remote, branches }: VerifyOutcome) {
  return { source, remote: remote ?? null, branches: branches.map(verdictData) };
}

function verdictData(verdict: BranchVerdict) {
  return {
    branch: verdict.branch,
    commit: verdict.commit ?? null,
    source: verdict.source ?? null,
    rules: verdict.rules ?? null,
    ok: verdict.state === 'verified',
    state: verdict.state,
    recorded: verdict.recorded ?? null,
    differences: verdict.differences.map(({ path, kind, expected, actual }) => ({
      path,
      kind,
      expected: expected ?? null,
      actual: actual ?? null,
    })),
    truncated: verdict.isCut,
    note: verdict.note ?? null,
  };
}

/** Undefined when no branch holds a render: a statement needs something that it is about. */
function statementOf({ branches }: VerifyOutcome, version: string): string | undefined {
  const attested = branches.flatMap(({ branch, commit, source, rules, proof }): AttestedBranch[] =>
    proof && commit !== undefined && source !== undefined && rules !== undefined
      ? [{ ...proof, name: branch, commit, source, rules }]
      : [],
  );
  return attested.length === 0 ? undefined : renderedStatement(attested, version);
}

/** Writes a file so that nobody ever sees a part of it. */
function writeWhole(file: string, text: string): void {
  const part = `${file}.${String(process.pid)}.tmp`;
  try {
    writeFileSync(part, text, { flag: 'wx' });
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError('OUTPUT_UNWRITABLE', `The statement cannot be written: ${reason}`);
  }
}
