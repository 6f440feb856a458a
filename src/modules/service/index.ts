import { from, type Draft } from '../../model/draft.ts';
import { defineModule, type ModuleProblem } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { selectorDraft, workloadFacts } from '../../workload/metadata.ts';
import { renderPod } from '../../workload/pod.ts';
import { checkPortsDiffer } from '../../workload/ports.ts';
import type { Report } from '../../model/report.ts';
import { renderSecrets, secretFiles } from '../../workload/secrets.ts';
import { autoscalingResources } from './autoscaling.ts';
import { servicePlatform, serviceSchema, type ServiceInput, type ServicePlatform } from './schema.ts';
import { spreadDraft } from './spread.ts';
import { strategyDraft } from './strategy.ts';

const API_VERSIONS = { Deployment: 'apps/v1', CollaSet: 'apps.kusionstack.io/v1alpha1' } as const;

/** A workload that runs all the time: a Deployment or a CollaSet (Kusion catalog@455e3c90 service generator). */
export const serviceModule = defineModule({
  name: 'service',
  type: 'Service',
  role: 'workload',
  summary: 'Runs containers all the time, as a Deployment or CollaSet.',
  schema: serviceSchema,
  platform: servicePlatform,
  facts: (own, platform) => workloadFacts(own, platform, kindOf(own, platform)),
  inputs: (own, _, names) => secretFiles(own, names),
  generate: (own, platform, context) => {
    const problems: ModuleProblem[] = [];
    const report: Report = (problem) => problems.push(problem);
    reportPorts(own, report);
    const secrets = renderSecrets(own, { context, report });
    const pod = renderPod({ input: own, platform, context, report });
    const kind = kindOf(own, platform);
    const apiVersion = API_VERSIONS[kind];
    const typeFrom =
      own.type === undefined && platform.type !== undefined ? platformPointer('type') : input('type');
    const draft = {
      apiVersion,
      kind: from(typeFrom, kind),
      metadata: pod.metadata,
      spec: {
        replicas: replicasDraft(own, platform),
        strategy: strategyDraft(own, kind, report),
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
    const scaling = autoscalingResources(own, { apiVersion, kind }, { context, report });
    const resources = [...secrets.resources, ...pod.configMaps, ...pod.others, { draft }, ...scaling];
    return { resources, problems, requiredSecrets: secrets.required, uses: pod.uses };
  },
});

function kindOf(own: ServiceInput, platform: ServicePlatform): keyof typeof API_VERSIONS {
  return own.type ?? platform.type ?? 'Deployment';
}

/** The platform's number is for pods that nothing scales. */
function replicasDraft(own: ServiceInput, platform: ServicePlatform): Draft {
  if (own.replicas !== undefined) return from(input('replicas'), own.replicas);
  return own.autoscaling ? undefined : from(platformPointer('replicas'), platform.replicas);
}

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
