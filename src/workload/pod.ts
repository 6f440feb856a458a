import type { Draft } from '../model/draft.ts';
import type { GeneratedResource, ModuleContext } from '../model/module.ts';
import { input } from '../model/pointer.ts';
import { byteOrder } from '../util/byte-order.ts';
import { containerDraft } from './container.ts';
import {
  checkKeys,
  checkLabels,
  checkSelector,
  entriesDraft,
  mergedEntries,
  selectorDraft,
  type MetadataInput,
} from './metadata.ts';
import type { Mount } from './mounts.ts';
import type { Report } from './report.ts';
import type { WorkloadInput, WorkloadPlatform } from './schema.ts';
import { VolumeSet } from './volumes.ts';

/** A workload to render: both sides of its input, and where problems go. */
export interface PodRequest {
  readonly input: WorkloadInput;
  readonly platform: WorkloadPlatform;
  readonly context: ModuleContext;
  readonly report: Report;
}

type Drafts = Readonly<Record<string, Draft>>;

/** The parts of a workload object that services and jobs have in common. */
export interface Pod {
  /** `metadata` of the workload object. */
  readonly metadata: Drafts;
  /** `metadata` of the pod template: the same labels and annotations. */
  readonly templateMetadata: Drafts;
  readonly spec: Drafts;
  /** ConfigMaps with the content of files, in the order of containers and paths. */
  readonly configMaps: readonly GeneratedResource[];
}

/** Renders containers, volumes and metadata (Kusion catalog@455e3c90 service and job generators). */
export function renderPod({ input: own, platform, context, report }: PodRequest): Pod {
  const templateMetadata = metadataDraft({ own, platform }, context, report);
  const volumes = new VolumeSet(report);
  const configMaps: GeneratedResource[] = [];
  const names = Object.keys(own.containers).toSorted(byteOrder);
  if (names.length === 0) {
    const detail = 'A workload needs at least one container.';
    report({ code: 'FIELD_MISSING', detail, at: input('containers') });
  }
  const containers = names.flatMap((name) => {
    const container = own.containers[name];
    if (!container) return [];
    const mounts: Mount[] = [];
    const scope = { name, path: ['containers', name], context, volumes, configMaps, mounts, report };
    return [containerDraft(container, platform, scope)];
  });
  return {
    metadata: { name: context.unitName, namespace: context.namespace, ...templateMetadata },
    templateMetadata,
    spec: { containers, volumes: volumes.draft },
    configMaps,
  };
}

interface Sides {
  readonly own: MetadataInput;
  readonly platform: MetadataInput;
}

function metadataDraft({ own, platform }: Sides, context: ModuleContext, report: Report): Drafts {
  const labels = mergedEntries('labels', own, platform);
  const annotations = mergedEntries('annotations', own, platform);
  checkLabels(labels, report);
  checkSelector(labels, context.selector, report);
  checkKeys(annotations, report);
  return {
    labels: { ...selectorDraft(context), ...entriesDraft(labels) },
    annotations: entriesDraft(annotations),
  };
}
