import { from, type Draft } from '../model/draft.ts';
import type { GeneratedResource } from '../model/module.ts';
import type { Path } from '../model/node.ts';
import { input } from '../model/pointer.ts';
import type { Report } from '../model/report.ts';
import { byteOrder } from '../util/byte-order.ts';
import type { PodRequest } from './pod-request.ts';
import { checkLength, unitParts } from './name-length.ts';
import { selectorDraft } from './metadata.ts';
import { parseQuantity } from '../util/quantity.ts';
import type { VolumeInput } from './volume-schema.ts';
import type { VolumeSet } from './volumes.ts';

/** Longest name of an object that has no tighter limit. */
const MAX_NAME = 253;

/** Adds the declared volumes to a pod, by name; gives the claims behind them. */
export function declareVolumes(
  { input: own, context, report }: PodRequest,
  volumes: VolumeSet,
): readonly GeneratedResource[] {
  return Object.entries(own.volumes ?? {})
    .toSorted(([a], [b]) => byteOrder(a, b))
    .flatMap(([name, volume]) => {
      const at = ['volumes', name];
      const kind = kindOf(volume, at, report);
      if (kind === 'emptyDir') volumes.declare(name, { emptyDir: emptyDirDraft(volume, at, report) });
      if (kind !== 'claim') return [];
      const claimName = `${context.unitName}-${name}`;
      const parts = [...unitParts(context), { text: name, at: input(...at) }];
      checkLength({ name: claimName, limit: MAX_NAME, kind: 'claim name', parts }, report);
      volumes.declare(name, { persistentVolumeClaim: { claimName } });
      const metadata = {
        name: from(input(...at), claimName),
        namespace: context.namespace,
        labels: selectorDraft(context),
      };
      const spec = claimSpec(volume, at, report);
      return [{ draft: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec } }];
    });
}

function kindOf(
  { emptyDir, claim }: VolumeInput,
  at: Path,
  report: Report,
): 'emptyDir' | 'claim' | undefined {
  if (emptyDir && claim) {
    const related = [{ message: 'emptyDir is given here', at: input(...at, 'emptyDir') }];
    const detail = 'A volume is either an emptyDir or a claim. Remove one of them.';
    report({ code: 'FIELD_CONFLICT', detail, at: input(...at, 'claim'), related });
  }
  if (claim) return 'claim';
  if (emptyDir) return 'emptyDir';
  report({ code: 'FIELD_MISSING', detail: 'A volume needs an emptyDir or a claim.', at: input(...at) });
  return undefined;
}

function emptyDirDraft({ emptyDir }: VolumeInput, at: Path, report: Report): Draft {
  return from(input(...at, 'emptyDir'), {
    medium: from(input(...at, 'emptyDir', 'medium'), emptyDir?.medium || undefined),
    sizeLimit: amountDraft(emptyDir?.sizeLimit, [...at, 'emptyDir', 'sizeLimit'], report),
  });
}

function claimSpec({ claim }: VolumeInput, at: Path, report: Report): Draft {
  const own = (field: string) => input(...at, 'claim', field);
  return {
    accessModes: from(own('accessModes'), claim?.accessModes),
    storageClassName: from(own('storageClass'), claim?.storageClass),
    resources: { requests: { storage: amountDraft(claim?.size, [...at, 'claim', 'size'], report) } },
  };
}

function amountDraft(amount: string | number | undefined, at: Path, report: Report): Draft {
  if (amount === undefined) return undefined;
  const quantity = parseQuantity(String(amount));
  if (quantity && quantity.nanos > 0n) return from(input(...at), quantity.text);
  const detail = `"${String(amount)}" is not a size. Write a Kubernetes quantity such as 64Mi or 10Gi.`;
  report({ code: 'FIELD_INVALID', detail, at: input(...at) });
  return String(amount);
}
