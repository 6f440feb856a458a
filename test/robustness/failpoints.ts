import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIST = join(import.meta.dirname, '..', '..', 'src', 'adapters', 'git', 'failpoint.ts');

/** Names of the points at which a test build can be stopped; none while there are none. */
export function failpoints(): readonly string[] {
  if (!existsSync(LIST)) return [];
  return [...readFileSync(LIST, 'utf8').matchAll(/^ {2}\| '([a-z][a-z-]+)'/gm)].map(([, name = '']) => name);
}
