import { BUILT_IN_MODULES } from '../../../pipeline/built-in.ts';
import { listRepository, type Listing } from '../../../pipeline/list-repository.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { openFor } from '../../compile-request.ts';
import { table } from '../../table.ts';

/** `moorline list`: what was discovered, also when some of it has errors. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { reader, configPath } = await openFor(request);
  const options = { reader, configPath, modules: BUILT_IN_MODULES };
  const { listing, diagnostics } = await listRepository(options, request.selection);
  const rows = listing[(request.args[0] ?? 'units') as keyof Listing];
  const cells = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)])),
  );
  return { diagnostics, data: listing, text: table(cells) };
}
