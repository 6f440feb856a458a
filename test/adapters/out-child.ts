import { writeOutput } from '../../src/adapters/files/out-folder.ts';
import { version } from './out-versions.ts';

/** Writes one version after another into a folder until it is killed. */
const [, , dir = '', start = '0'] = process.argv;
await writeOutput({ dir, files: version(Number(start)), prune: () => true });
process.stdout.write('ready\n');
for (let round = Number(start) + 1; ; round++) {
  await writeOutput({ dir, files: version(round), prune: () => true });
}
