import { describe, expect, it } from 'vitest';
import { opsruleModule } from '../../src/modules/opsrule/index.ts';
import { contextOf, listed, refused, runModule } from './run-module.ts';

const factsOf = (kind: string) => ({ module: 'service', kind, portNames: [], labels: {}, annotations: {} });

function patchOf(input: object, platform: object): unknown {
  const context = contextOf({ workload: factsOf('Deployment') });
  return opsruleModule.generate(
    opsruleModule.schema.parse(input),
    opsruleModule.platform.parse(platform),
    context,
  ).patch?.maxUnavailable;
}

describe('opsrule', () => {
  it.each([
    { own: 2, platform: '10%', value: 2, root: 'input' },
    { own: '3', platform: undefined, value: 3, root: 'input' },
    { own: undefined, platform: '10%', value: '10%', root: 'platform' },
    { own: '', platform: 1, value: 1, root: 'platform' },
    { own: '', platform: undefined, value: '25%', root: 'input' },
    { own: 0, platform: undefined, value: 0, root: 'input' },
  ])('of $own over $platform is $value', ({ own, platform, value, root }) => {
    expect(patchOf({ maxUnavailable: own }, { maxUnavailable: platform })).toEqual({
      value,
      at: { root, path: ['maxUnavailable'] },
    });
  });

  it('says nothing about a job', () => {
    const found = runModule(opsruleModule, { input: {}, context: { workload: factsOf('CronJob') } });
    expect(found.objects).toEqual([]);
    expect(listed(found.problems)).toEqual(['info FIELD_NO_EFFECT input']);
  });

  it.each(['101%', '-1', '1.5', 'half'])('is not %j', (maxUnavailable) => {
    expect(refused(opsruleModule.schema, { maxUnavailable })).not.toEqual([]);
  });
});
