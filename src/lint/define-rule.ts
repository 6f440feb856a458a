import type { LintCode, Severity } from '../diagnostics/codes.ts';
import type { Path } from '../model/node.ts';
import type { Resource } from '../model/resource.ts';
import type { ObjectSet } from './object-set.ts';

/** How serious the findings of a rule are; `off` means that the rule is not asked. */
export type LintLevel = Severity | 'off';

/** One thing that a rule found. */
export interface LintFinding {
  readonly resource: Resource;
  /** The field, or where a missing field belongs. */
  readonly path: Path;
  /** What is wrong, as whole sentences; names no object and never a secret value. */
  readonly detail: string;
}

/** Checks of other tools that look for the same; an object that is exempt from one of them is exempt here. */
export interface LintSources {
  /** github.com/zegl/kube-score, README_CHECKS.md */
  readonly kubeScore?: readonly string[];
  /** docs.kubelinter.io, generated/checks */
  readonly kubeLinter?: readonly string[];
  /** polaris.docs.fairwinds.com, checks */
  readonly polaris?: readonly string[];
  /** Where else the rule comes from, such as a page of the Kubernetes documentation. */
  readonly other?: string;
}

/** One rule over the rendered objects of a unit. */
export interface LintRule {
  /** `LINT_` and the name of the file. Permanent, as every code is. */
  readonly id: LintCode;
  readonly level: LintLevel;
  /** The weakest profile whose output keeps the rule; in workspaces below it the rule is off by itself. */
  readonly hardening?: 'baseline' | 'restricted';
  /** Key of `defaults` in a workspace that switches the rule off there, when it is `false`. */
  readonly offBy?: string;
  readonly summary: string;
  /** Why it matters and what to do. */
  readonly explanation: string;
  readonly sources: LintSources;
  readonly check: (objects: ObjectSet) => readonly LintFinding[];
}

/** Defines a lint rule. */
export function defineRule(rule: LintRule): LintRule {
  return rule;
}
