import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';

/**
 * The text files of a Go module whose paths a filter picks, by path. The Go program fetches the module and
 * verifies it; its version and checksum are pinned here as well.
 * @param {import('./sources.mjs').GoModule} module
 * @param {(path: string) => boolean} picks
 * @returns {ReadonlyMap<string, string>}
 */
export function moduleFiles({ path, version, sum }, picks) {
  const { stdout, error } = spawnSync('go', ['mod', 'download', '-json', `${path}@${version}`], {
    encoding: 'utf8',
  });
  if (error) throw new Error('the tables are made from Go modules: install Go', { cause: error });
  /** @type {{ Zip?: string, Sum?: string, Error?: string }} */
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what `go help mod download` says
  const answer = JSON.parse(stdout);
  // A Go older than the module asks for fetches it all the same.
  if (answer.Zip === undefined) throw new Error(answer.Error ?? `${path} has no archive`);
  if (answer.Sum !== sum) throw new Error(`${path}@${version} has the checksum ${String(answer.Sum)}`);
  const inside = `${path}@${version}/`;
  const files = unzipSync(readFileSync(answer.Zip), {
    filter: ({ name }) => name.startsWith(inside) && picks(name.slice(inside.length)),
  });
  return new Map(
    Object.entries(files).map(([name, bytes]) => [name.slice(inside.length), Buffer.from(bytes).toString()]),
  );
}
