import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DriftedResource, WorkspaceDrift } from '../../drift/verdict.ts';
import { nodeAt } from '../../model/node.ts';
import { resourceName } from '../../model/resource.ts';
import type { LoadedConfig } from '../load-config.ts';

/** How many resources are named one by one. */
const MOST_NAMES = 3;

/** What is worth a line beside the verdicts: resources without one, by reason, and rules without effect. */
export function driftNotes(
  drifts: readonly WorkspaceDrift[],
  { ignoreList }: Pick<LoadedConfig, 'ignoreList'>,
): readonly Diagnostic[] {
  const byReason = new Map<string, DriftedResource[]>();
  for (const resource of drifts.flatMap(({ resources }) => resources)) {
    if (resource.state !== 'unchecked') continue;
    const reason = resource.reason ?? 'there is no verdict.';
    byReason.set(reason, [...(byReason.get(reason) ?? []), resource]);
  }
  const unchecked = [...byReason].map(([reason, resources]) =>
    diagnostic('RESOURCE_UNCHECKED', `${namesOf(resources)}: ${reason}`, undefined),
  );
  const unused = [...new Set(drifts.flatMap(({ unusedRules }) => unusedRules))].map((name) => {
    const at = ignoreList && nodeAt(ignoreList, [Number(/\d+/.exec(name)?.[0])]);
    return diagnostic('IGNORE_RULE_UNUSED', `drift.${name} names nothing in any compared resource.`, at);
  });
  return [...unchecked, ...unused];
}

function namesOf(resources: readonly DriftedResource[]): string {
  const names = resources.slice(0, MOST_NAMES).map(({ id }) => resourceName(id));
  const rest = resources.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${String(rest)} more` : names.join(', ');
}
