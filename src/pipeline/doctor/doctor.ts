import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { printable } from '../../report/printable.ts';
import { CHECK_GROUPS, type Check, type CheckGroup, type Row } from './check.ts';
import { clusterChecks } from './checks/cluster-checks.ts';
import { gitChecks } from './checks/git-checks.ts';
import { remoteChecks } from './checks/remote-checks.ts';
import { repositoryChecks } from './checks/repository-checks.ts';
import { signingChecks } from './checks/signing-checks.ts';
import type { DoctorFacts } from './facts.ts';
import { gatherFacts, type DoctorRequest } from './gather-facts.ts';

/** What `doctor` found. */
export interface DoctorOutcome {
  readonly checks: readonly Check[];
  /** Empty unless a check failed; then exactly one. */
  readonly diagnostics: readonly Diagnostic[];
}

const CHECKS: Readonly<Record<CheckGroup, (facts: DoctorFacts) => readonly Row[]>> = {
  git: gitChecks,
  repository: repositoryChecks,
  remote: remoteChecks,
  signing: signingChecks,
  cluster: clusterChecks,
};

/**
 * Checks what commands of Moorline need of the machine, the clone, the remote and the clusters. Writes nothing there,
 * and its rows hold no credentials, no host but in the masked URL of a remote, and no path outside of the
 * repository.
 * @throws AdapterError TIMEOUT, INTERRUPTED
 */
export async function doctor(request: DoctorRequest): Promise<DoctorOutcome> {
  const { facts, redactor } = await gatherFacts(request);
  const clean = (text: string): string => printable(redactor.own(text));
  const checks = CHECK_GROUPS.filter((group) => request.groups.has(group)).flatMap((group) =>
    CHECKS[group](facts).map(({ id, state, summary, fix }): Check => ({
      id: clean(id),
      group,
      state,
      summary: clean(summary),
      ...(fix === undefined ? {} : { fix: clean(fix) }),
    })),
  );
  return { checks, diagnostics: verdict(checks) };
}

function verdict(checks: readonly Check[]): readonly Diagnostic[] {
  const failed = checks.filter(({ state }) => state === 'fail');
  if (failed.length === 0) return [];
  const isCluster = failed.every(({ group }) => group === 'cluster');
  const isRemote = failed.every(({ group }) => group === 'remote' || group === 'cluster');
  const detail = failed.map(({ id, summary }) => `${id}: ${summary}`).join('\n');
  const code = isCluster ? 'CLUSTER_UNREACHABLE' : isRemote ? 'REMOTE_UNREACHABLE' : 'ENVIRONMENT_UNFIT';
  return [diagnostic(code, detail, undefined)];
}
