import type { Draft } from '../../model/draft.ts';
import type { Path } from '../../model/node.ts';
import { input } from '../../model/pointer.ts';
import { byteOrder } from '../../util/byte-order.ts';
import type { Report } from '../../model/report.ts';
import { traced, type Copied } from '../../workload/traced.ts';
import type { SpreadInput } from './schema.ts';

type Rules = Readonly<Record<string, SpreadInput>>;
type Requirements = NonNullable<NonNullable<SpreadInput['labelSelector']>['matchExpressions']>;

/**
 * `topologySpreadConstraints` of a pod, sorted by their names (Kusion catalog@455e3c90 takes them in
 * random order). The names themselves are not rendered.
 */
export function spreadDraft(rules: Rules | undefined, report: Report): Draft {
  const sorted = Object.entries(rules ?? {}).toSorted(([a], [b]) => byteOrder(a, b));
  checkUnique(sorted, report);
  if (sorted.length === 0) return undefined;
  return sorted.map(([name, rule]) => {
    const at = ['topologySpreadConstraints', name];
    checkRule(rule, at, report);
    return traced(rendered(rule), at);
  });
}

/** The rule as Kubernetes takes it: without `_type`, and without empty lists and maps inside its selector. */
function rendered(rule: SpreadInput): Copied {
  const { labelSelector, matchLabelKeys } = rule;
  return {
    ...rule,
    _type: undefined,
    labelSelector: labelSelector && renderedSelector(labelSelector),
    matchLabelKeys: matchLabelKeys?.length ? matchLabelKeys : undefined,
  };
}

function renderedSelector({
  matchLabels,
  matchExpressions,
}: NonNullable<SpreadInput['labelSelector']>): Copied {
  const conditions = matchExpressions?.map(({ key, operator, values }) => ({
    key,
    operator,
    values: values?.length ? values : undefined,
  }));
  return {
    matchLabels: matchLabels && Object.keys(matchLabels).length > 0 ? matchLabels : undefined,
    matchExpressions: conditions?.length ? conditions : undefined,
  };
}

/** Kubernetes refuses two rules with the same topologyKey and whenUnsatisfiable. */
function checkUnique(sorted: readonly (readonly [string, SpreadInput])[], report: Report): void {
  sorted.forEach(([name, rule], index) => {
    const [other] =
      sorted
        .slice(0, index)
        .find(
          ([, { topologyKey, whenUnsatisfiable }]) =>
            topologyKey === rule.topologyKey && whenUnsatisfiable === rule.whenUnsatisfiable,
        ) ?? [];
    if (other === undefined) return;
    const detail = `Two rules spread over ${rule.topologyKey} with ${rule.whenUnsatisfiable}. Remove one of them.`;
    const related = [{ message: 'the other rule', at: input('topologySpreadConstraints', other) }];
    report({ code: 'FIELD_CONFLICT', detail, at: input('topologySpreadConstraints', name), related });
  });
}

function checkRule(rule: SpreadInput, at: Path, report: Report): void {
  if (rule.matchLabelKeys?.length && !rule.labelSelector) {
    const detail = 'matchLabelKeys needs a labelSelector beside it.';
    report({ code: 'FIELD_MISSING', detail, at: input(...at, 'matchLabelKeys') });
  }
  if (rule.minDomains !== undefined && rule.whenUnsatisfiable !== 'DoNotSchedule') {
    const related = [{ message: 'not DoNotSchedule', at: input(...at, 'whenUnsatisfiable') }];
    const detail = 'minDomains works only with whenUnsatisfiable: DoNotSchedule.';
    report({ code: 'FIELD_CONFLICT', detail, at: input(...at, 'minDomains'), related });
  }
  checkRequirements(
    rule.labelSelector?.matchExpressions ?? [],
    [...at, 'labelSelector', 'matchExpressions'],
    report,
  );
}

function checkRequirements(requirements: Requirements, at: Path, report: Report): void {
  requirements.forEach(({ operator, values = [] }, index) => {
    const comparesValues = operator === 'In' || operator === 'NotIn';
    if (comparesValues === values.length > 0) return;
    const place = input(...at, index, comparesValues ? 'operator' : 'values');
    if (comparesValues) report({ code: 'FIELD_MISSING', detail: `${operator} needs values.`, at: place });
    else report({ code: 'FIELD_CONFLICT', detail: `${operator} takes no values. Remove them.`, at: place });
  });
}
