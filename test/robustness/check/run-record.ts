import type { Ended } from '../rig/process-group.ts';
import type { PublishReport } from './publish-report.ts';

/** One run of `publish` and what it was asked for. */
export interface RunRecord {
  readonly source: string;
  readonly flags: readonly string[];
  readonly ended: Ended;
  /** Nothing when it was killed before it answered. */
  readonly report: PublishReport | undefined;
  /** True when the scenario sent it a signal. */
  readonly disturbed: boolean;
  /** True for a run that was told to end at once. */
  readonly maySayNothing?: boolean;
}
