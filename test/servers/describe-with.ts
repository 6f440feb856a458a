import { describe, it } from 'vitest';
import type { ServerName } from './catalog.mjs';
import { missingServers } from './find-server.mjs';

/** A suite that needs servers; without them it is one skipped test that says what is missing and how to get it. */
export function describeWith(servers: readonly ServerName[], title: string, suite: () => void): void {
  const missing = missingServers(servers);
  if (missing === undefined) describe(title, suite);
  else describe(title, () => it('runs against real servers', ({ skip }) => skip(missing)));
}
