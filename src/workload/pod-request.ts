import type { ModuleContext } from '../model/module.ts';
import type { Report } from '../model/report.ts';
import type { WorkloadInput, WorkloadPlatform } from './schema.ts';

/** A workload to render: both sides of its input, and where problems go. */
export interface PodRequest {
  readonly input: WorkloadInput;
  readonly platform: WorkloadPlatform;
  readonly context: ModuleContext;
  readonly report: Report;
}
