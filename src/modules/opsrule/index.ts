import { from } from '../../model/draft.ts';
import { defineModule, type ModuleResult } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { selectorDraft } from '../../workload/metadata.ts';
import { opsrulePlatform, opsruleSchema } from './schema.ts';

const DEFAULT = '25%';

/** Limits how many pods may be missing at once (Kusion catalog@455e3c90 opsrule generator). */
export const opsruleModule = defineModule({
  name: 'opsrule',
  type: 'OpsRule',
  role: 'accessory',
  summary: 'Limits how many pods may be missing during an operation.',
  schema: opsruleSchema,
  platform: opsrulePlatform,
  generate: (own, platform, context): ModuleResult => {
    const isOwn = own.maxUnavailable !== undefined && own.maxUnavailable !== '';
    const at =
      isOwn || platform.maxUnavailable === undefined
        ? input('maxUnavailable')
        : platformPointer('maxUnavailable');
    const value = countOrPercent((isOwn ? own.maxUnavailable : platform.maxUnavailable) ?? DEFAULT);
    switch (context.workload?.kind) {
      case 'Deployment':
        return { resources: [], patch: { maxUnavailable: { value, at } } };
      case 'CollaSet': {
        const rule = { name: 'maxUnavailable', availablePolicy: { maxUnavailableValue: from(at, value) } };
        const draft = {
          apiVersion: 'apps.kusionstack.io/v1alpha1',
          kind: 'PodTransitionRule',
          metadata: { name: context.unitName, namespace: context.namespace },
          spec: { selector: { matchLabels: selectorDraft(context) }, rules: [rule] },
        };
        return { resources: [{ draft }] };
      }
      default: {
        const what = context.workload ? `a ${context.workload.kind}` : 'an app without workload';
        const detail = `${what} has no pods that an operation could take away, so opsrule changes nothing, as in Kusion.`;
        return { resources: [], problems: [{ code: 'FIELD_NO_EFFECT', detail, at: input() }] };
      }
    }
  },
});

/** Kusion parses a text of digits as a number. */
function countOrPercent(value: string | number): string | number {
  return typeof value === 'string' && /^[0-9]+$/.test(value) ? Number(value) : value === '' ? DEFAULT : value;
}
