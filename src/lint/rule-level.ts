import type { LintLevel, LintRule } from './define-rule.ts';

/** Levels of rules by id, as moorline.yaml sets them. */
export type LintLevels = Readonly<Record<string, LintLevel>>;

/** What a workspace says about lint. */
export interface LintSettings {
  readonly profile: string;
  /** Keys of `defaults` that are `false`. */
  readonly off?: readonly string[];
}

const PROFILES: readonly string[] = ['none', 'baseline', 'restricted'];

/**
 * The level of a rule in a workspace. What moorline.yaml says counts; else a hardening rule is off where the
 * profile of the workspace does not harden so far, because there it would report every object, or where the
 * workspace has decided against what it asks for.
 */
export function ruleLevel(
  { id, level, hardening, offBy }: LintRule,
  set: LintLevels,
  { profile, off = [] }: LintSettings,
): LintLevel {
  const own = Object.hasOwn(set, id) ? set[id] : undefined;
  if (own !== undefined) return own;
  if (offBy !== undefined && off.includes(offBy)) return 'off';
  return hardening && PROFILES.indexOf(profile) < PROFILES.indexOf(hardening) ? 'off' : level;
}
