import { sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { lintObjects, type JudgedFinding } from '../lint/lint-objects.ts';
import { objectSet } from '../lint/object-set.ts';
import { ruleLevel, type LintSettings } from '../lint/rule-level.ts';
import { LINT_RULES } from '../lint/rules/index.ts';
import { nodeAt } from '../model/node.ts';
import { resourceName } from '../model/resource.ts';
import type { Unit } from '../model/unit.ts';
import type { Compilation } from './compile.ts';
import { placeOf } from './object-place.ts';

/** What lint says about a repository. `suppressed` counts what annotations of objects keep quiet. */
export interface Linted {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: number;
}

/**
 * Lints every unit of a traced compilation, with the levels that moorline.yaml and the profiles of the workspaces
 * give. Findings point at the input that made them, or lacks what is missing. One line of input that several
 * objects come from is reported once.
 */
export function lint({ traced, repository }: Compilation): Linted {
  const levels = repository.config.value.lint ?? {};
  const merged = new Map<string, Merged>();
  let suppressed = 0;
  for (const { spec, resolved } of traced) {
    const settings = settingsOf(spec.unit);
    const result = lintObjects(objectSet(spec), LINT_RULES, (rule) => ruleLevel(rule, levels, settings));
    suppressed += result.suppressed;
    for (const finding of result.findings) {
      const span = placeOf({ path: finding.path, isKey: false }, finding.resource, resolved);
      const { severity, rule, detail } = finding;
      const key = JSON.stringify([rule.id, severity, span.source.path, span.start, detail]);
      const same = merged.get(key);
      const name = resourceName(finding.resource.id);
      if (same) same.names.add(name);
      else merged.set(key, { finding, span, names: new Set([name]) });
    }
  }
  return { diagnostics: sortDiagnostics([...merged.values()].map(toDiagnostic)), suppressed };
}

/** Findings of one rule at one place that say the same, and the objects that they are about. */
interface Merged {
  readonly finding: JudgedFinding;
  readonly span: NonNullable<Diagnostic['span']>;
  readonly names: Set<string>;
}

function toDiagnostic({ finding, span, names }: Merged): Diagnostic {
  const { severity, rule, detail } = finding;
  const [first = '', ...others] = names;
  const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
  return {
    severity,
    code: rule.id,
    summary: rule.summary,
    detail: `${first}${more}: ${detail}`,
    span: { source: span.source, start: span.start, end: span.end },
    related: [],
    fixes: [],
  };
}

function settingsOf({ workspace }: Unit): LintSettings {
  const profile = nodeAt(workspace.root, ['profile']);
  const defaults = nodeAt(workspace.root, ['defaults']);
  const entries = defaults?.kind === 'map' ? [...defaults.entries] : [];
  const off = entries.filter(([, { value }]) => value.kind === 'scalar' && value.value === false);
  return {
    profile: profile?.kind === 'scalar' ? String(profile.value) : 'none',
    off: off.map(([key]) => key),
  };
}
