import { from, type Draft } from '../../model/draft.ts';
import { defineModule, type ModuleProblem } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { selectorDraft, workloadFacts } from '../../workload/metadata.ts';
import { renderPod } from '../../workload/pod.ts';
import { checkPortsDiffer } from '../../workload/ports.ts';
import type { Report } from '../../workload/report.ts';
import { renderSecrets } from '../../workload/secrets.ts';
import { servicePlatform, serviceSchema, type ServiceInput } from './schema.ts';
import { spreadDraft } from './spread.ts';

const API_VERSIONS = { Deployment: 'apps/v1', CollaSet: 'apps.kusionstack.io/v1alpha1' } as const;

/** A workload that runs all the time: a Deployment or a CollaSet (Kusion catalog@455e3c90 service generator). */
export const serviceModule = defineModule({
  name: 'service',
  type: 'Service',
  role: 'workload',
  summary: 'Runs containers all the time, as a Deployment or CollaSet.',
  schema: serviceSchema,
  platform: servicePlatform,
  facts: workloadFacts,
  generate: (own, platform, context) => {
    const problems: ModuleProblem[] = [];
    const report: Report = (problem) => problems.push(problem);
    reportPorts(own, report);
    const secrets = renderSecrets(own, { context, report });
    const pod = renderPod({ input: own, platform, context, report });
    const kind = own.type ?? platform.type ?? 'Deployment';
    const typeFrom =
      own.type === undefined && platform.type !== undefined ? platformPointer('type') : input('type');
    const replicas: Draft =
      own.replicas === undefined
        ? from(platformPointer('replicas'), platform.replicas)
        : from(input('replicas'), own.replicas);
    const draft = {
      apiVersion: API_VERSIONS[kind],
      kind: from(typeFrom, kind),
      metadata: pod.metadata,
      spec: {
        replicas,
        selector: { matchLabels: selectorDraft(context) },
        template: {
          metadata: pod.templateMetadata,
          spec: {
            ...pod.spec,
            topologySpreadConstraints: spreadDraft(own.topologySpreadConstraints, report),
          },
        },
      },
    };
    const resources = [...secrets.resources, ...pod.configMaps, { draft }];
    return { resources, problems, requiredSecrets: secrets.required };
  },
});

/** Kusion checks these ports and renders nothing from them. */
function reportPorts({ ports = [] }: ServiceInput, report: Report): void {
  if (ports.length === 0) return;
  checkPortsDiffer(
    ports.map((port, index) => ({ ...port, index })),
    report,
  );
  const detail = 'ports of a service renders nothing, as in Kusion. Use the accessory network.';
  report({ code: 'FIELD_NO_EFFECT', detail, at: input('ports') });
}
