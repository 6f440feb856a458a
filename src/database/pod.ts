import { from, type Draft } from '../model/draft.ts';
import { input, platform as platformPointer } from '../model/pointer.ts';
import { resourcesDraft } from '../workload/resources.ts';
import type { AmountInput } from '../workload/container-schema.ts';
import type { Database } from './database.ts';

/**
 * A user that no node has. The official images of both engines start as any user that owns the data folder
 * (docker-library docs, mysql and postgres, "Arbitrary --user Notes"), which `fsGroup` and a folder of their own
 * below the volume see to.
 */
const UID = 10001;

/** Settings of a pod that satisfy the restricted level of the Pod Security Standards. */
export const HARDENED_POD = {
  automountServiceAccountToken: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: UID,
    runAsGroup: UID,
    fsGroup: UID,
    seccompProfile: { type: 'RuntimeDefault' },
  },
} as const satisfies Draft;

/** Settings of a container that satisfy the restricted level of the Pod Security Standards. */
export const HARDENED_CONTAINER = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const satisfies Draft;

/** The image from `repository` with the version as its tag, unless the platform names another. */
export function imageOf(repository: string, { input: own, platform }: Database): Draft {
  return platform.image === undefined
    ? from(input('version'), `${repository}:${own.version}`)
    : from(platformPointer('image'), platform.image);
}

/** `imagePullPolicy` and `resources` of the platform; `amounts` where it names none of a resource. */
export function platformPart(
  { platform, report }: Database,
  amounts: Readonly<Record<string, AmountInput>> = {},
): { readonly imagePullPolicy: Draft; readonly resources: Draft } {
  const defaults = { ...amounts, ...platform.resources };
  return {
    imagePullPolicy: from(platformPointer('imagePullPolicy'), platform.imagePullPolicy),
    resources: resourcesDraft({ own: undefined, ownPath: [], defaults }, report),
  };
}

/** A variable from a key of a Secret. */
export function secretVariable(name: string, secret: string, key: string): Draft {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** Access modes, class and size of the volume that holds the data. */
export function claimSpec({ platform }: Database, size: Draft): Readonly<Record<string, Draft>> {
  return {
    accessModes: ['ReadWriteOnce'],
    storageClassName: from(platformPointer('storageClass'), platform.storageClass),
    resources: { requests: { storage: size } },
  };
}
