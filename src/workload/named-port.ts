import { suggest } from '../diagnostics/suggest.ts';
import type { Pointer } from '../model/pointer.ts';
import type { ContainerScope } from './mounts.ts';

/** The number of a port that the container declares; a name it does not declare is reported. */
export function numberOfPort(
  name: string,
  at: Pointer,
  { ports, report }: Pick<ContainerScope, 'ports' | 'report'>,
): number | undefined {
  const number = ports.get(name);
  if (number !== undefined) return number;
  const nearest = suggest(name, ports.keys());
  const hint = nearest === undefined ? 'Add it to the ports of the container.' : `Did you mean "${nearest}"?`;
  report({ code: 'PROBE_INVALID', detail: `The container has no port named "${name}". ${hint}`, at });
  return undefined;
}
