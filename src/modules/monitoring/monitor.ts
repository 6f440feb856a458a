import { from, type Draft } from '../../model/draft.ts';
import type { ModuleContext, ModuleProblem } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import type { MonitoringInput, MonitoringPlatform } from './schema.ts';

/** The label that a monitor selects by (Kusion catalog@455e3c90; a name that Prometheus takes as a label too). */
export const MONITOR_LABEL = 'kusion_monitoring_appname';

interface Monitor {
  readonly draft: { readonly [key: string]: Draft };
  readonly problems: readonly ModuleProblem[];
}

/** A ServiceMonitor or PodMonitor of the Prometheus operator (monitoring.coreos.com/v1). */
export function monitorResource(
  own: MonitoringInput,
  platform: MonitoringPlatform,
  context: ModuleContext,
): Monitor {
  const isPod = platform.monitorType === 'Pod';
  const endpoint = {
    interval: from(platformPointer('interval'), platform.interval),
    scrapeTimeout: from(platformPointer('timeout'), platform.timeout),
    ...portDraft(own, context, isPod),
    path: from(input('path'), own.path || undefined),
    scheme: from(platformPointer('scheme'), platform.scheme),
    // Kusion's objects have it, and the operator ignores a reference without a name
    bearerTokenSecret: { key: '' },
  };
  const labels = Object.entries(platform.labels ?? {}).map(([key, value]): [string, Draft] => [
    key,
    from(platformPointer('labels', key), value),
  ]);
  const draft = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: from(platformPointer('monitorType'), isPod ? 'PodMonitor' : 'ServiceMonitor'),
    metadata: {
      name: `${context.unitName}-${isPod ? 'pod' : 'service'}-monitor`,
      namespace: context.namespace,
      labels: labels.length > 0 ? Object.fromEntries(labels) : undefined,
    },
    spec: {
      selector: { matchLabels: { [MONITOR_LABEL]: context.app } },
      [isPod ? 'podMetricsEndpoints' : 'endpoints']: [endpoint],
    },
  };
  return { draft, problems: checkPort(own) };
}

/**
 * A number, and in a ServiceMonitor the name of a container port, is found as `targetPort`; any other text is
 * the name of a port where the monitor looks.
 */
function portDraft(
  { port }: MonitoringInput,
  { workload }: ModuleContext,
  isPod: boolean,
): Record<string, Draft> {
  if (port === undefined || port === '') return {};
  const isContainerPort = typeof port === 'string' && workload?.portNames.includes(port) === true;
  if (isPod) return { [typeof port === 'number' ? 'portNumber' : 'port']: from(input('port'), port) };
  return { [typeof port === 'number' || isContainerPort ? 'targetPort' : 'port']: from(input('port'), port) };
}

function checkPort({ port }: MonitoringInput): readonly ModuleProblem[] {
  if (typeof port !== 'string' || !/^[0-9]+$/.test(port)) return [];
  const detail = `The operator takes "${port}" as the name of a port, and no name is all digits, so it finds nothing, as in Kusion. Write the number without quotes.`;
  return [{ code: 'FIELD_NO_EFFECT', detail, at: input('port') }];
}
