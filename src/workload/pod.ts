import { from, type Draft } from '../model/draft.ts';
import type { GeneratedResource, ModuleContext } from '../model/module.ts';
import { input } from '../model/pointer.ts';
import { byteOrder } from '../util/byte-order.ts';
import { containerDraft } from './container.ts';
import { portNumbers } from './container-ports.ts';
import { declareVolumes } from './declared-volumes.ts';
import {
  checkKeys,
  checkLabels,
  checkSelector,
  entriesDraft,
  mergedEntries,
  selectorDraft,
  type MetadataInput,
} from './metadata.ts';
import type { Report } from '../model/report.ts';
import type { WorkloadInput } from './schema.ts';
import type { PodRequest } from './pod-request.ts';
import { serviceAccount } from './service-account.ts';
import { VolumeSet } from './volumes.ts';

type Drafts = Readonly<Record<string, Draft>>;

/** The parts of a workload object that services and jobs have in common. */
export interface Pod {
  /** `metadata` of the workload object. */
  readonly metadata: Drafts;
  /** `metadata` of the pod template: the same labels and annotations. */
  readonly templateMetadata: Drafts;
  /** The annotations of both; undefined when there are none. */
  readonly annotations: Drafts | undefined;
  readonly spec: Drafts;
  /** ConfigMaps with the content of files, in the order of containers and paths. */
  readonly configMaps: readonly GeneratedResource[];
  /** What the pod needs besides: its ServiceAccount and claims. */
  readonly others: readonly GeneratedResource[];
  /** Keys of the accessories that its containers refer to. */
  readonly uses: readonly string[];
}

/** Renders containers, volumes and metadata (Kusion catalog@455e3c90 service and job generators). */
export function renderPod(request: PodRequest): Pod {
  const { input: own, platform, context, report } = request;
  const templateMetadata = metadataDraft({ own, platform }, context, report);
  const volumes = new VolumeSet(report);
  const configMaps: GeneratedResource[] = [];
  if (Object.keys(own.containers).length === 0) {
    const detail = 'A workload needs at least one container.';
    report({ code: 'FIELD_MISSING', detail, at: input('containers') });
  }
  checkContainerNames(own, report);
  const claims = declareVolumes(request, volumes);
  const uses = new Set<string>();
  const list = (field: 'containers' | 'initContainers') =>
    containerList(field, { request, volumes, configMaps, uses });
  const [containers, initContainers] = [list('containers'), list('initContainers')];
  const account = serviceAccount(own, context);
  return {
    metadata: { name: context.unitName, namespace: context.namespace, ...templateMetadata },
    templateMetadata,
    annotations: templateMetadata.annotations,
    spec: {
      initContainers: initContainers.length > 0 ? initContainers : undefined,
      containers,
      ...account.spec,
      terminationGracePeriodSeconds: from(
        input('terminationGracePeriodSeconds'),
        own.terminationGracePeriodSeconds,
      ),
      volumes: volumes.draft,
    },
    configMaps,
    others: [...account.resources, ...claims],
    uses: [...uses],
  };
}

interface ListScope {
  readonly request: PodRequest;
  readonly volumes: VolumeSet;
  readonly configMaps: GeneratedResource[];
  readonly uses: Set<string>;
}

/** Containers in byte order of their names. */
function containerList(
  field: 'containers' | 'initContainers',
  { request, ...shared }: ListScope,
): readonly Draft[] {
  const { context, report, platform } = request;
  return Object.entries(request.input[field] ?? {})
    .toSorted(([a], [b]) => byteOrder(a, b))
    .map(([name, container]) => {
      const own = { name, path: [field, name], mounts: [], ports: portNumbers(container.ports) };
      return containerDraft(container, platform, { ...shared, ...own, context, report });
    });
}

function checkContainerNames({ containers, initContainers = {} }: WorkloadInput, report: Report): void {
  for (const name of Object.keys(initContainers)) {
    if (!Object.hasOwn(containers, name)) continue;
    const related = [{ message: 'the other one', at: input('containers', name) }];
    const detail = `Two containers of the pod are named "${name}". Rename one of them.`;
    report({ code: 'FIELD_CONFLICT', detail, at: input('initContainers', name), related });
  }
}

interface PodMetadata {
  readonly [key: string]: Draft;
  readonly labels: Drafts;
  readonly annotations: Drafts | undefined;
}

interface Sides {
  readonly own: MetadataInput;
  readonly platform: MetadataInput;
}

function metadataDraft({ own, platform }: Sides, context: ModuleContext, report: Report): PodMetadata {
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
