import { codeInfo, isCode } from '../diagnostics/codes.ts';
import { EXPLANATIONS } from '../diagnostics/explanations.ts';
import type { LintLevel, LintRule, LintSources } from '../lint/define-rule.ts';
import { LINT_RULES } from '../lint/rules/index.ts';

/** What is known about a code. For a lint rule `severity` is its level by itself, which may be `off`. */
export interface ExplainedCode {
  readonly code: string;
  readonly severity: LintLevel;
  readonly summary: string;
  /** The long text: what it means, why it is so, what to do. */
  readonly text: string;
}

/** Explains a code of a diagnostic or lint rule; undefined when there is none of that name. */
export function explainCode(code: string): ExplainedCode | undefined {
  if (isCode(code)) {
    const { severity, summary } = codeInfo(code);
    return { code, severity, summary, text: EXPLANATIONS[code] };
  }
  const rule = LINT_RULES.find(({ id }) => id === code);
  if (!rule) return undefined;
  return { code, severity: rule.level, summary: rule.summary, text: ruleText(rule) };
}

function ruleText({ id, hardening, explanation, sources }: LintRule): string {
  const where = hardening
    ? ` Without that it is off in workspaces whose profile is less than ${hardening}.`
    : '';
  return `${explanation}

Its level is set in moorline.yaml, as lint: {${id}: off}.${where}
One object is exempt with the annotation moorline.dev/lint-ignore: ${id}.
Comes from ${sourceTexts(sources).join('; ')}.`;
}

function sourceTexts({
  kubeScore = [],
  kubeLinter = [],
  polaris = [],
  other,
}: LintSources): readonly string[] {
  const tools = Object.entries({ 'kube-score': kubeScore, 'kube-linter': kubeLinter, Polaris: polaris });
  const checks = tools.flatMap(([tool, names]) => (names.length > 0 ? [`${tool} ${names.join(', ')}`] : []));
  return other === undefined ? checks : [...checks, other];
}
