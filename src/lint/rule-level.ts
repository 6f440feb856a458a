import type { LintLevel, LintRule } from './define-rule.ts';

/** Levels of rules by id, as moorline.yaml sets them. */
export type LintLevels = Readonly<Record<string, LintLevel>>;

const PROFILES: readonly string[] = ['none', 'baseline', 'restricted'];

/**
 * The level of a rule in a workspace. What moorline.yaml says counts; else a hardening rule is off where the
 * profile of the workspace does not harden so far, because there it would report every object.
 */
export function ruleLevel({ id, level, hardening }: LintRule, set: LintLevels, profile: string): LintLevel {
  const own = Object.hasOwn(set, id) ? set[id] : undefined;
  if (own !== undefined) return own;
  return hardening && PROFILES.indexOf(profile) < PROFILES.indexOf(hardening) ? 'off' : level;
}
