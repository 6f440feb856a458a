import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PLAIN_ENVIRONMENT } from './rig/git.ts';
import { startGroup, type Running } from './rig/process-group.ts';

/** Where the program was built: here, unless somebody wants another version to be tested. */
const ROOT = process.env['MOORLINE_ROOT'] ?? join(import.meta.dirname, '..', '..');

/** The built program. */
export const BIN = join(ROOT, 'dist', 'bin.js');
/** A build of it that stops at named points; nobody installs it. */
export const FAILPOINT_BIN = join(ROOT, '.cache', 'failpoints', 'dist', 'bin.js');

/** One run of `publish` to be started. */
export interface PublishRequest {
  readonly clone: string;
  /** The work tree's HEAD when empty. */
  readonly source: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Its TMPDIR. */
  readonly temp: string;
  readonly bin?: string;
}

/** Starts `moorline publish` in a process group of its own. */
export function startPublish({
  clone,
  source,
  flags = [],
  env = {},
  temp,
  bin = BIN,
}: PublishRequest): Running {
  mkdirSync(temp, { recursive: true });
  const named = source === '' ? [] : ['--source', source];
  return startGroup({
    program: process.execPath,
    args: [bin, '-C', clone, 'publish', ...named, '--output', 'json', ...flags],
    env: { ...PLAIN_ENVIRONMENT, TMPDIR: temp, CI: '1', ...env },
  });
}
