/** What `publish --output json` says of one branch. */
export interface BranchReport {
  readonly branch: string;
  readonly state: string;
  readonly base: string | null;
  readonly commit: string | null;
  readonly reason: string | null;
}

/** The part of the JSON answer that is checked. */
export interface PublishReport {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly code: string;
    readonly detail: string;
  }[];
  /** Null when the run stopped before it knew anything of the branches. */
  readonly data: { readonly branches?: readonly BranchReport[] } | null;
}

/** The answer on stdout; nothing when there is none or when it is not one JSON document. */
export function parseReport(stdout: string): PublishReport | undefined {
  try {
    return JSON.parse(stdout) as PublishReport;
  } catch {
    return undefined;
  }
}

/** The branches of an answer; none when it has no data. */
export function branchReports(report: PublishReport | undefined): readonly BranchReport[] {
  return report?.data?.branches ?? [];
}
