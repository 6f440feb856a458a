import { from, type Draft } from '../../model/draft.ts';
import type { GeneratedResource, ModuleContext } from '../../model/module.ts';
import { input } from '../../model/pointer.ts';
import type { Report } from '../../model/report.ts';
import { selectorDraft } from '../../workload/metadata.ts';
import type { ServiceInput } from './schema.ts';

/** Utilisation to aim at when the developer names none: Kubernetes' own default for autoscaling/v2. */
const DEFAULT_CPU = 80;

/** The workload object that is scaled. */
export interface ScaleTarget {
  readonly apiVersion: string;
  readonly kind: string;
}

/** A HorizontalPodAutoscaler for a workload; nothing when it asks for none. Conflicts are reported. */
export function autoscalingResources(
  own: ServiceInput,
  target: ScaleTarget,
  { context, report }: { context: ModuleContext; report: Report },
): readonly GeneratedResource[] {
  const { autoscaling } = own;
  if (!autoscaling) return [];
  checkAutoscaling(own, report);
  const at = (field: string) => input('autoscaling', field);
  const { cpu, memory } = autoscaling;
  const metrics = [
    ...(cpu === undefined ? [] : [from(at('cpu'), metric('cpu', cpu))]),
    ...(memory === undefined ? [] : [from(at('memory'), metric('memory', memory))]),
  ];
  const draft = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: context.unitName, namespace: context.namespace, labels: selectorDraft(context) },
    spec: from(input('autoscaling'), {
      scaleTargetRef: { ...target, name: context.unitName },
      minReplicas: from(at('min'), autoscaling.min),
      maxReplicas: from(at('max'), autoscaling.max),
      metrics: metrics.length > 0 ? metrics : [metric('cpu', DEFAULT_CPU)],
    }),
  };
  return [{ draft }];
}

function metric(name: string, averageUtilization: number): Draft {
  return { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } };
}

function checkAutoscaling({ replicas, autoscaling }: ServiceInput, report: Report): void {
  if (replicas !== undefined) {
    const related = [{ message: 'scaled here', at: input('autoscaling') }];
    const detail =
      'Every sync would set the replicas back that the autoscaler has chosen. Remove replicas, in a higher layer with replicas: null.';
    report({ code: 'FIELD_CONFLICT', detail, at: input('replicas'), related });
  }
  if (autoscaling && autoscaling.max < autoscaling.min) {
    const detail = `max has to be at least min, which is ${String(autoscaling.min)}.`;
    const related = [{ message: 'min is given here', at: input('autoscaling', 'min') }];
    report({ code: 'FIELD_INVALID', detail, at: input('autoscaling', 'max'), related });
  }
}
