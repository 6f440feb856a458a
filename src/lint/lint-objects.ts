import type { Severity } from '../diagnostics/codes.ts';
import type { LintFinding, LintLevel, LintRule } from './define-rule.ts';
import { isExempt } from './exemptions.ts';
import type { ObjectSet } from './object-set.ts';

/** A finding with its rule and the level that counts. */
export interface JudgedFinding extends LintFinding {
  readonly rule: LintRule;
  readonly severity: Severity;
}

/** What the rules found. `suppressed` counts findings that an annotation of their object exempts. */
export interface LintResult {
  readonly findings: readonly JudgedFinding[];
  readonly suppressed: number;
}

/** Asks every rule that is not off about the objects of a unit. */
export function lintObjects(
  objects: ObjectSet,
  rules: readonly LintRule[],
  levelOf: (rule: LintRule) => LintLevel,
): LintResult {
  const found = rules.flatMap((rule) => {
    const severity = levelOf(rule);
    return severity === 'off' ? [] : rule.check(objects).map((finding) => ({ ...finding, rule, severity }));
  });
  const findings = found.filter(({ rule, resource }) => !isExempt(rule, resource));
  return { findings, suppressed: found.length - findings.length };
}
