import { defineModule, type ModuleProblem } from '../../model/module.ts';
import { ingressClassResources } from './ingress-class.ts';
import { ingressResources } from './ingress.ts';
import { networkOutputs } from './outputs.ts';
import { networkPlatform, networkSchema } from './schema.ts';
import type { NetworkScope } from './scope.ts';
import { serviceResources } from './services.ts';

/** Makes a workload reachable: Services, an Ingress, an IngressClass (Kusion catalog@455e3c90 network generator). */
export const networkModule = defineModule({
  name: 'network',
  type: 'Network',
  role: 'accessory',
  summary: 'Makes a workload reachable: Services for its ports, an Ingress, an IngressClass.',
  schema: networkSchema,
  platform: networkPlatform,
  generate: (input, platform, context) => {
    const problems: ModuleProblem[] = [];
    const scope: NetworkScope = { input, platform, context, report: (problem) => problems.push(problem) };
    const resources = [
      ...serviceResources(scope),
      ...ingressResources(scope),
      ...ingressClassResources(scope),
    ];
    return { resources, problems, outputs: networkOutputs(scope) };
  },
});
