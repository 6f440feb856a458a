import {
  defineModule,
  type GeneratedResource,
  type ModuleProblem,
  type ModuleResult,
} from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { ackDomain, crossplaneDomain, ENDPOINT, type DomainRequest } from './flavors.ts';
import { FLAVORS, opensearchPlatform, opensearchSchema, type OpensearchPlatform } from './schema.ts';

/** An OpenSearch domain of AWS (Kusion catalog@455e3c90 opensearch generator, without Terraform). */
export const opensearchModule = defineModule({
  name: 'opensearch',
  type: 'OpenSearch',
  role: 'accessory',
  shareable: true,
  summary: 'An OpenSearch domain of AWS, made by Crossplane, by ACK or by somebody else.',
  schema: opensearchSchema,
  platform: opensearchPlatform,
  generate: (own, platform, context): ModuleResult => {
    const problems = checkPlatform(platform);
    const secret = `${context.unitName}-opensearch`;
    const region = platform.region ?? '';
    const endpoint = { kind: 'secret' as const, name: secret, key: ENDPOINT };
    const required = { name: secret, keys: [ENDPOINT], at: input() };
    return {
      resources: problems.length > 0 ? [] : domainOf({ own, platform, region, context, secret }),
      problems,
      requiredSecrets: platform.flavor === 'external' ? [required] : [],
      patch: {
        env: [
          { name: 'OPEN_SEARCH_ENDPOINT', value: endpoint, at: input() },
          {
            name: 'OPEN_SEARCH_REGION',
            value: { kind: 'text', value: region },
            at: platformPointer('region'),
          },
        ],
      },
      outputs: { endpoint },
    };
  },
});

function domainOf(request: DomainRequest): readonly GeneratedResource[] {
  switch (request.platform.flavor) {
    case 'crossplane':
      return crossplaneDomain(request);
    case 'ack':
      return ackDomain(request);
    default:
      return [];
  }
}

function checkPlatform({ flavor, region }: OpensearchPlatform): readonly ModuleProblem[] {
  const problems: ModuleProblem[] = [];
  if (!flavor) {
    const detail = `Say in the workspace what makes the domain: modules.opensearch.configs.default.flavor is one of ${FLAVORS.join(', ')}.`;
    problems.push({ code: 'CLOUD_FLAVOR_MISSING', detail, at: platformPointer('flavor') });
  }
  if (!region) {
    const detail = 'A domain needs a region: modules.opensearch.configs.default.region in the workspace.';
    problems.push({ code: 'FIELD_MISSING', detail, at: platformPointer('region') });
  }
  return problems;
}
