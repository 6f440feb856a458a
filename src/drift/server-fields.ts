import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { fromBase64 } from '../util/base64.ts';
import { perPattern, type Pattern } from './pattern.ts';
import type { Place } from './place.ts';

interface FieldRow {
  readonly rule: string;
  readonly pattern: RegExp;
  /** `group/Kind`; every kind when left out. */
  readonly kind?: string;
  /** True when the server never notes what it fills in under a person, so that a person's field was chosen. */
  readonly isTold?: boolean;
}

/** What the server decides, whatever a manifest says (apimachinery ObjectMeta; API conventions for status). */
const SERVER_OWNED: readonly FieldRow[] = [
  { rule: 'status', pattern: /^\.status$/ },
  {
    rule: 'server-metadata',
    pattern:
      /^\.metadata\.(?:uid|resourceVersion|generation|selfLink|managedFields|generateName|deletionTimestamp|deletionGracePeriodSeconds)$/,
  },
  { rule: 'server-metadata', pattern: /(?:^|[.\]])metadata\.creationTimestamp$/ },
  {
    rule: 'last-applied',
    pattern: /^\.metadata\.annotations\.kubectl\.kubernetes\.io\/last-applied-configuration$/,
  },
];

/** The rule for a field that belongs to the server even when Git declares it. */
export function serverOwned({ pattern }: Place): string | undefined {
  const around = pattern.parent?.name;
  // asked for every field: all rows are about a name at the top or in metadata
  if (pattern.name !== 'status' && around !== 'metadata' && around !== 'annotations') return undefined;
  return ownedRule(pattern);
}

const ownedRule = perPattern(({ text }) => SERVER_OWNED.find((row) => row.pattern.test(text))?.rule);

/** True for the maps in which a field may stand that Git must not declare: their members are looked at one by one. */
export function holdsServerFields({ text }: Pattern): boolean {
  return text === '' || text === '.metadata' || text === '.metadata.annotations';
}

const allocated = (kind: string, pattern: RegExp): FieldRow => ({ rule: 'allocated', kind, pattern });
const bookkeeping = (pattern: RegExp): FieldRow => ({ rule: 'bookkeeping', pattern });

/**
 * What somebody in the cluster fills in when Git is silent. Such a value may be noted under the manager of the
 * request that caused it, so these rows come before any question of who wrote it.
 */
const FILLED_IN: readonly FieldRow[] = [
  { rule: 'namespace', pattern: /^\.metadata\.namespace$/ },
  allocated('/Service', /^\.spec\.(?:clusterIPs?|ipFamil(?:ies|yPolicy)|healthCheckNodePort)$/),
  { ...allocated('/Service', /^\.spec\.ports\[\]\.nodePort$/), isTold: true },
  allocated('/PersistentVolumeClaim', /^\.spec\.(?:volumeName|storageClassName)$/),
  allocated('/PersistentVolume', /^\.spec\.claimRef$/),
  allocated('/Pod', /^\.spec\.nodeName$/),
  allocated('/Namespace', /^(?:\.spec(?:\.finalizers)?|\.metadata\.labels\.kubernetes\.io\/metadata\.name)$/),
  allocated('batch/Job', /^\.spec\.(?:selector|manualSelector)$/),
  allocated(
    'batch/Job',
    /^(?:\.spec\.template)?\.metadata\.labels\.(?:batch\.kubernetes\.io\/)?(?:controller-uid|job-name)$/,
  ),
  // kubernetes deployment, daemon and volume controllers
  bookkeeping(
    /^\.metadata\.annotations\.(?:deployment|deprecated\.daemonset\.template)\.(?:kubernetes\.io\/.*|generation)$/,
  ),
  bookkeeping(/^\.metadata\.annotations\.(?:pv|volume|volume\.beta|endpoints|batch)\.kubernetes\.io\/.*$/),
  bookkeeping(/^\.metadata\.annotations\.(?:control-plane|autoscaling)\.alpha\.kubernetes\.io\/.*$/),
  // a restart asked for by kubectl (kubectl rollout restart); the pods are those of Git
  {
    rule: 'restarted-at',
    pattern: /\.template\.metadata\.annotations\.kubectl\.kubernetes\.io\/restartedAt$/,
  },
  // Argo CD's tracking, Flux's owner labels, Helm's release marks
  bookkeeping(
    /^\.metadata\.(?:annotations|labels)\.argocd\.argoproj\.io\/(?:tracking-id|installation-id|instance|refresh)$/,
  ),
  bookkeeping(/^\.metadata\.labels\.(?:kustomize|helm)\.toolkit\.fluxcd\.io\/(?:name|namespace)$/),
  bookkeeping(
    /^\.metadata\.annotations\.(?:kustomize\.toolkit\.fluxcd\.io\/checksum|reconcile\.fluxcd\.io\/requestedAt)$/,
  ),
  bookkeeping(/^\.metadata\.annotations\.meta\.helm\.sh\/release-(?:name|namespace)$/),
];

/** The rule for a field that Git leaves out and the cluster fills in, unless a person is known to have chosen it. */
export function filledIn({ pattern }: Place, isByHand: () => boolean): string | undefined {
  const row = filledInRow(pattern);
  return row?.isTold === true && isByHand() ? undefined : row?.rule;
}

const filledInRow = perPattern((pattern): Pick<FieldRow, 'rule' | 'isTold'> | undefined => {
  const kind = `${pattern.group}/${pattern.kind}`;
  const row = FILLED_IN.find((each) => (each.kind ?? kind) === kind && each.pattern.test(pattern.text));
  const injected = row ? undefined : injectedRule(pattern);
  return row ?? (injected === undefined ? undefined : { rule: injected });
});

/**
 * Labels that Argo CD and Helm add to what they apply, so that they stand in what was applied and not in Git
 * (argo-cd docs resource_tracking, helm pkg/action/validate.go). A person may write the same labels.
 */
export function isTrackingLabel({ pattern }: Place, value: Json): boolean {
  if (pattern.text === '.metadata.labels.app.kubernetes.io/instance') return true;
  return pattern.text === '.metadata.labels.app.kubernetes.io/managed-by' && value === 'Helm';
}

/** Certificates that are injected at run time (cert-manager's cainjector, operators). */
const CA_BUNDLE =
  /^(?:\.webhooks\[\]\.clientConfig|\.spec\.conversion\.webhook\.clientConfig|\.spec)\.caBundle$/;
const CA_KINDS: ReadonlySet<string> = new Set([
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'CustomResourceDefinition',
  'APIService',
]);

function injectedRule({ kind, text }: Pattern): string | undefined {
  return CA_KINDS.has(kind) && CA_BUNDLE.test(text) ? 'ca-bundle' : undefined;
}

/**
 * The rule for a field that Git declares and that the cluster replaces by design.
 * @param live the whole live object
 */
export function replacedByDesign(
  place: Place,
  desired: Json | undefined,
  live: JsonObject,
): string | undefined {
  if (place.step !== 'rules' && place.step !== 'caBundle') return undefined;
  const { pattern } = place;
  if (
    pattern.kind === 'ClusterRole' &&
    pattern.text === '.rules' &&
    isJsonObject(live['aggregationRule'] ?? null)
  )
    return 'aggregated-role';
  const rule = injectedRule(pattern);
  if (rule === undefined || typeof desired !== 'string') return rule;
  return fromBase64(desired).includes('-----BEGIN ') ? undefined : rule;
}
