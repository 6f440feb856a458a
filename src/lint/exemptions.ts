import { mapAt } from '../model/edit-json.ts';
import type { JsonObject } from '../model/json.ts';
import type { Resource } from '../model/resource.ts';
import type { LintRule } from './define-rule.ts';

/** Our own annotation: ids of rules, parted by commas. */
const OWN = 'moorline.dev/lint-ignore';

/**
 * True if an object is exempt from a rule by an annotation: ours, or that of a tool with the same check.
 * kube-score: `kube-score/ignore: a,b`. kube-linter: `ignore-check.kube-linter.io/CHECK`, or
 * `kube-linter.io/ignore-all`. Polaris: `polaris.fairwinds.com/CHECK-exempt: "true"`, or `/exempt`.
 */
export function isExempt({ id, sources }: LintRule, { object }: Resource): boolean {
  const annotations = mapAt(object, ['metadata', 'annotations']);
  const { kubeScore = [], kubeLinter = [], polaris = [] } = sources;
  const ignored = listed(annotations, 'kube-score/ignore');
  const has = (key: string) => Object.hasOwn(annotations, key);
  return (
    listed(annotations, OWN).includes(id) ||
    kubeScore.some((check) => ignored.includes(check)) ||
    kubeLinter.some(
      (check) => has(`ignore-check.kube-linter.io/${check}`) || has('kube-linter.io/ignore-all'),
    ) ||
    polaris.some((check) =>
      [`${check}-exempt`, 'exempt'].some((key) => annotations[`polaris.fairwinds.com/${key}`] === 'true'),
    )
  );
}

function listed(annotations: JsonObject, key: string): readonly string[] {
  const value = annotations[key];
  return typeof value === 'string' ? value.split(',').map((part) => part.trim()) : [];
}
