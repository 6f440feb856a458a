import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** The Chromium of the machine, or the one that MOORLINE_CHROMIUM names; undefined when there is none. */
export const CHROMIUM = [
  process.env['MOORLINE_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => existsSync(path));

/** What a suite that needs a browser is called, so that a skipped one says how to run it. */
export function inBrowser(what: string): string {
  return CHROMIUM === undefined
    ? `${what} (no Chromium found: run .github/scripts/get-chromium.sh, or name one in MOORLINE_CHROMIUM)`
    : what;
}

/** Starts a browser that talks to nobody by itself, with a fresh profile that goes away with it. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
