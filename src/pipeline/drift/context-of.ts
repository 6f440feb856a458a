import { textAt } from '../../compile/discover/load-file.ts';
import type { Workspace } from '../../model/unit.ts';

/** The context of the kubeconfig that a workspace names; undefined when it names none. */
export function contextOf({ root }: Workspace): string | undefined {
  return textAt(root, ['cluster', 'context'])?.value;
}
