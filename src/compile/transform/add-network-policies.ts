import { partAt } from '../../model/edit-json.ts';
import type { JsonObject } from '../../model/json.ts';
import { nodeAt } from '../../model/node.ts';
import type { Resource } from '../../model/resource.ts';
import { addCompanions, ofType } from './companions.ts';
import { INSTANCE } from './label-pods.ts';
import { ingressRules } from './network-ingress.ts';
import type { Pass, PassScope } from './pass.ts';
import type { Pod } from './pods.ts';
import { podLabels, selects } from './select.ts';

const TYPE = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };

/** Where clouds hand out the credentials of a node (IMDS of AWS, Azure and Google; the last is that of AWS for IPv6). */
const EGRESS: readonly JsonObject[] = [
  {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  },
  {
    to: [
      { namespaceSelector: {} },
      { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } },
      { ipBlock: { cidr: '::/0', except: ['fd00:ec2::254/128'] } },
    ],
  },
];

/**
 * A NetworkPolicy for the pods of each object, unless one of the unit selects them already: policies add up, and
 * ours would open what that one closes. Who may connect is what the unit tells. Where the pods connect to is told
 * nowhere, so they may connect to everything but the metadata service of a cloud. Pods of the cluster are named
 * beside the addresses, because some networks do not count them among these (Cilium does not).
 */
export const addNetworkPolicies: Pass = (spec, scope) =>
  addCompanions(spec, scope, {
    type: TYPE,
    companionOf: (pod) => {
      const podSelector = selectorOf(pod.resource);
      if (!isWanted(pod, scope) || !podSelector || hasPolicy(pod.resource, spec.resources)) return undefined;
      const { rules, named } = ingressRules(pod.resource, spec.resources, scope);
      const policy = {
        podSelector,
        policyTypes: ['Ingress', 'Egress'],
        // no list and an empty one mean the same, and the API server keeps none
        ...(rules.length > 0 ? { ingress: rules } : {}),
        egress: EGRESS,
      };
      const origins = named.map(({ path, origin }) => ({ path: ['spec', 'ingress', ...path], origin }));
      return { rest: { spec: policy }, origins };
    },
  });

function isWanted({ profile }: Pod, { resolved }: PassScope): boolean {
  const said = nodeAt(resolved.unit.workspace.root, ['defaults', 'networkPolicy']);
  if (said?.kind === 'scalar' && typeof said.value === 'boolean') return said.value;
  return profile.level === 'restricted';
}

/** One label where possible: Polaris looks for a policy that selects by exactly one label of the pods. */
function selectorOf(resource: Resource): JsonObject | undefined {
  const labels = podLabels(resource);
  const instance = labels[INSTANCE];
  if (instance !== undefined) return { matchLabels: { [INSTANCE]: instance } };
  return Object.keys(labels).length > 0 ? { matchLabels: labels } : undefined;
}

function hasPolicy(resource: Resource, resources: readonly Resource[]): boolean {
  const labels = podLabels(resource);
  return ofType(resources, TYPE, resource).some(({ object }) =>
    selects(partAt(object, ['spec', 'podSelector']), labels),
  );
}
