import { defineModule, type ModuleProblem, type ModuleResult } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { annotationPatch } from './annotations.ts';
import { durationSeconds } from './duration.ts';
import { MONITOR_LABEL, monitorResource } from './monitor.ts';
import { monitoringPlatform, monitoringSchema, type MonitoringPlatform } from './schema.ts';

/** Lets Prometheus find the metrics of an app (Kusion catalog@455e3c90 monitoring generator). */
export const monitoringModule = defineModule({
  name: 'monitoring',
  type: 'Prometheus',
  role: 'accessory',
  summary: 'Lets Prometheus scrape the metrics of the workload.',
  schema: monitoringSchema,
  platform: monitoringPlatform,
  generate: (own, platform, context): ModuleResult => {
    const problems = checkTimes(platform);
    if (!context.workload) {
      const detail = 'There is no workload whose metrics could be scraped. Add one or remove the accessory.';
      return { resources: [], problems: [{ code: 'PORT_WITHOUT_WORKLOAD', detail, at: input() }] };
    }
    if (!platform.operatorMode)
      return { resources: [], problems, patch: { metadata: annotationPatch(own, platform) } };
    const label = { labels: { [MONITOR_LABEL]: context.app }, at: platformPointer('operatorMode') };
    const selected = platform.monitorType === 'Service' ? ('services' as const) : ('pods' as const);
    const monitor = monitorResource(own, platform, context);
    return {
      resources: [{ draft: monitor.draft }],
      problems: [...problems, ...monitor.problems],
      patch: {
        metadata: [
          { on: 'workload', ...label },
          { on: selected, ...label },
        ],
      },
    };
  },
});

function checkTimes({ timeout, interval }: MonitoringPlatform): readonly ModuleProblem[] {
  if (durationSeconds(timeout) <= durationSeconds(interval)) return [];
  const detail = `The timeout ${timeout} is longer than the interval ${interval}. Prometheus refuses that.`;
  const related = [{ message: 'the interval', at: platformPointer('interval') }];
  return [{ code: 'FIELD_INVALID', detail, at: platformPointer('timeout'), related }];
}
