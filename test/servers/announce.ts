import { SERVER_NAMES } from './catalog.mjs';
import { missingServers } from './find-server.mjs';

/** Runs once before and after all tests: says at the end which suites did not run for want of a server. */
export function setup(): () => void {
  const missing = missingServers(SERVER_NAMES);
  return () => {
    if (missing !== undefined) process.stdout.write(`\nSuites with real servers were skipped: ${missing}\n`);
  };
}
