import type { RunningServer } from './run-server.ts';
import { until } from './until.ts';

/**
 * Waits until a server answers 200 at a URL of plain HTTP.
 * @throws Error with what it printed last, when it ended or did not answer within a minute
 */
export async function untilHealthy(server: RunningServer, url: string): Promise<void> {
  await until(
    async () => {
      if (server.hasEnded()) throw new Error(`a server ended:\n${server.lastWords()}`);
      const status = await fetch(url).then(
        (answer) => answer.status,
        () => 0,
      );
      return status === 200 ? true : undefined;
    },
    { otherwise: () => `a server is not ready:\n${server.lastWords()}` },
  );
}
