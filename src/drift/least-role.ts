import type { ApiResource } from '../model/cluster.ts';
import type { JsonObject } from '../model/json.ts';
import type { ResourceId } from '../model/resource.ts';
import { byteOrder } from '../util/byte-order.ts';

/** What somebody wants to read. */
export interface ReadNeeds {
  /** Objects with their kinds, as the server names them. */
  readonly objects: readonly { readonly id: ResourceId; readonly resource: ApiResource }[];
  /** Kinds that are read in all namespaces, such as those of a controller. */
  readonly everywhere: readonly ApiResource[];
  /** True to ask for dry runs too, which take the verb patch. */
  readonly isDryRun: boolean;
}

/** Name of every object that is made here. */
const NAME = 'moorline-drift';

/**
 * The least rights that a drift check needs, as RBAC objects: a Role for each namespace, a ClusterRole for what has
 * none, and bindings to the service account `moorline-drift` of the namespace `default`. Secrets are named one by
 * one and can only be got, because a list would give away all of them.
 */
export function leastRole({ objects, everywhere, isDryRun }: ReadNeeds): readonly JsonObject[] {
  const namespaced = objects.filter(({ resource }) => resource.namespaced);
  const spaces = [...new Set(namespaced.map(({ id }) => id.namespace))].toSorted(byteOrder);
  const roles = spaces.flatMap((namespace) => {
    const own = namespaced.filter(({ id }) => id.namespace === namespace);
    return pair('Role', namespace, rulesOf(own, isDryRun));
  });
  const wide = objects.filter(({ resource }) => !resource.namespaced);
  const rules = [...rulesOf(wide, isDryRun), ...grouped(everywhere, ['get', 'list'])];
  return [...(rules.length > 0 ? pair('ClusterRole', undefined, rules) : []), ...roles];
}

function pair(
  kind: 'Role' | 'ClusterRole',
  namespace: string | undefined,
  rules: readonly JsonObject[],
): readonly JsonObject[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const metadata = { name: NAME, ...(namespace === undefined ? {} : { namespace }) };
  const subjects = [{ kind: 'ServiceAccount', name: NAME, namespace: 'default' }];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name: NAME };
  return [
    { apiVersion, kind, metadata, rules },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef, subjects },
  ];
}

function rulesOf(objects: ReadNeeds['objects'], isDryRun: boolean): readonly JsonObject[] {
  const isSecret = ({ group, kind }: ApiResource) => group === '' && kind === 'Secret';
  const names = objects.filter(({ resource }) => isSecret(resource)).map(({ id }) => id.name);
  const secrets = {
    apiGroups: [''],
    resources: ['secrets'],
    resourceNames: [...new Set(names)].toSorted(byteOrder),
    verbs: isDryRun ? ['get', 'patch'] : ['get'],
  };
  const kinds = objects.map(({ resource }) => resource).filter((resource) => !isSecret(resource));
  const verbs = isDryRun ? ['get', 'list', 'patch'] : ['get', 'list'];
  return [...grouped(kinds, verbs), ...(names.length > 0 ? [secrets] : [])];
}

/** One rule for each group, with its resources in byte order. */
function grouped(kinds: readonly ApiResource[], verbs: readonly string[]): readonly JsonObject[] {
  const groups = [...new Set(kinds.map(({ group }) => group))].toSorted(byteOrder);
  return groups.map((group) => {
    const plurals = kinds.filter((each) => each.group === group).map(({ plural }) => plural);
    return { apiGroups: [group], resources: [...new Set(plurals)].toSorted(byteOrder), verbs };
  });
}
