import { BUILT_IN_MODULES } from '../../../pipeline/built-in.ts';
import { listRepository, type Listing } from '../../../pipeline/list-repository.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { openFor } from '../../compile-request.ts';
import { guarded } from '../../run-guard.ts';
import { table } from '../../table.ts';

/** `moorline list`: what was discovered, also when some of it has errors; with `--published` also what the remote shows. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { reader, configPath } = await openFor(request);
  const options = { reader, configPath, modules: BUILT_IN_MODULES };
  const { listing, repository, diagnostics } = await listRepository(options, request.selection);
  if (request.options['published'] === true) {
    const { published } = await import('./published.ts');
    return await guarded(request, async (signal) => {
      const found = await published(request, repository, signal);
      return {
        text: found.text,
        diagnostics: [...diagnostics, ...found.diagnostics],
        data: { ...listing, published: found.data },
      };
    });
  }
  const rows = listing[(request.args[0] ?? 'units') as keyof Listing];
  const cells = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)])),
  );
  return { diagnostics, data: listing, text: table(cells) };
}
