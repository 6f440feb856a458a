import { from, type Draft } from '../../model/draft.ts';
import { input } from '../../model/pointer.ts';
import type { Report } from '../../model/report.ts';
import type { ServiceInput } from './schema.ts';

const ROLLING = ['maxSurge', 'maxUnavailable'] as const;

/** `strategy` of a Deployment; undefined when the developer says nothing. Other kinds have no such field. */
export function strategyDraft({ strategy }: ServiceInput, kind: string, report: Report): Draft {
  if (!strategy) return undefined;
  if (kind !== 'Deployment') {
    const detail = `A ${kind} has no strategy. Remove it, or use the accessory opsrule.`;
    report({ code: 'FIELD_CONFLICT', detail, at: input('strategy') });
    return undefined;
  }
  const rolling = ROLLING.filter((field) => strategy[field] !== undefined);
  const [first] = rolling;
  if (strategy.type === 'Recreate') {
    if (first) {
      const related = [{ message: 'Recreate is given here', at: input('strategy', 'type') }];
      const detail = 'With Recreate all old pods stop before new ones start, so there is nothing to roll.';
      report({ code: 'FIELD_CONFLICT', detail, at: input('strategy', first), related });
    }
    return from(input('strategy'), { type: from(input('strategy', 'type'), 'Recreate') });
  }
  if (rolling.length === 2 && rolling.every((field) => /^0%?$/.test(String(strategy[field])))) {
    const detail = 'maxSurge and maxUnavailable cannot both be 0: no pod could be replaced.';
    report({ code: 'FIELD_INVALID', detail, at: input('strategy', 'maxUnavailable') });
  }
  const amounts = rolling.map((field) => [field, from(input('strategy', field), strategy[field])] as const);
  return from(input('strategy'), {
    type: 'RollingUpdate',
    rollingUpdate: amounts.length > 0 ? Object.fromEntries(amounts) : undefined,
  });
}
