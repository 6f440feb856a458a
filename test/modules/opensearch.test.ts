import { describe, expect, it } from 'vitest';
import { opensearchModule } from '../../src/modules/opensearch/index.ts';
import { accessPolicy } from '../../src/modules/opensearch/access-policy.ts';
import { listed, refused, runModule } from './run-module.ts';

describe('the access policy', () => {
  it('is IAM JSON', () => {
    const policy = accessPolicy(
      [
        {
          effect: 'Deny',
          principals: [
            { type: 'AWS', identifiers: ['arn:a', 'arn:b'] },
            { type: 'Service', identifiers: ['lambda.amazonaws.com'] },
            { type: 'AWS', identifiers: ['arn:c'] },
          ],
          action: ['es:*'],
        },
        { effect: 'Allow', principals: [{ type: '*' }], action: ['es:ESHttpGet'] },
      ],
      'eu-west-1',
      'logs',
    );
    const Resource = 'arn:aws:es:eu-west-1:*:domain/logs/*';
    expect(JSON.parse(policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: ['arn:a', 'arn:b', 'arn:c'], Service: ['lambda.amazonaws.com'] },
          Action: ['es:*'],
          Resource,
        },
        { Effect: 'Allow', Principal: '*', Action: ['es:ESHttpGet'], Resource },
      ],
    });
  });
});

describe('a domain', () => {
  it('has a policy only when there are statements', () => {
    const platform = { flavor: 'crossplane', region: 'eu-west-1' };
    const found = runModule(opensearchModule, { input: { domainName: 'logs' }, platform });
    expect(found.objects.map(({ kind }) => kind)).toEqual(['Domain']);
  });

  it('of somebody else is a required Secret', () => {
    const platform = { flavor: 'external', region: 'eu-west-1' };
    const found = runModule(opensearchModule, { input: { domainName: 'logs' }, platform });
    expect(found.objects).toEqual([]);
    expect(found.required).toMatchObject([{ name: 'shop-dev-web-opensearch', keys: ['endpoint'] }]);
  });

  it('needs a flavor and a region', () => {
    const found = runModule(opensearchModule, { input: { domainName: 'logs' } });
    expect(listed(found.problems)).toEqual([
      'error CLOUD_FLAVOR_MISSING platform/flavor',
      'error FIELD_MISSING platform/region',
    ]);
    expect(refused(opensearchModule.platform, { flavor: 'terraform' })).toEqual(['invalid_value flavor']);
  });
});
