import type { MetadataPatch } from '../../model/module.ts';
import { input, type Pointer } from '../../model/pointer.ts';
import type { MonitoringInput, MonitoringPlatform } from './schema.ts';

/**
 * The annotations by which a Prometheus without operator finds pods. Kusion writes them on the workload only,
 * where no discovery of pods looks; here they are on the pods as well. What is not said is left to Prometheus.
 */
export function annotationPatch(
  own: MonitoringInput,
  platform: MonitoringPlatform,
): readonly MetadataPatch[] {
  const entries: readonly (readonly [string, string | undefined, Pointer])[] = [
    ['prometheus.io/scrape', 'true', input()],
    ['prometheus.io/path', own.path, input('path')],
    ['prometheus.io/port', own.port === undefined ? undefined : String(own.port), input('port')],
    ['prometheus.io/scheme', platform.scheme, { root: 'platform', path: ['scheme'] }],
  ];
  return entries.flatMap(([key, value, at]) =>
    value ? (['workload', 'pods'] as const).map((on) => ({ on, annotations: { [key]: value }, at })) : [],
  );
}
