import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { linkerFlags, pinned, server, SERVER_NAMES, sourceFolder } from './catalog.mjs';

/** @typedef {import('./catalog.mjs').ServerName} ServerName */

/**
 * @typedef {object} FoundServer
 * @property {string} program
 * @property {string} crds folder of its custom resource definitions; only some servers have it
 */

/** Only what the modules pin: no other toolchain, no workspace, no C compiler, no flags of the machine. */
export const GO_ENVIRONMENT = {
  ...process.env,
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
  GOFLAGS: '-mod=readonly',
  CGO_ENABLED: '0',
};

/** @type {{ version: string, platform: string } | undefined | null} null before the first look */
let known = null;

/** The Go on the PATH, such as 1.26.8; undefined when there is none. */
export function goToolchain() {
  if (known !== null) return known;
  const { stdout, status } = spawnSync('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], {
    encoding: 'utf8',
    env: GO_ENVIRONMENT,
  });
  const [version = '', os = '', arch = ''] = status === 0 ? stdout.split('\n') : [];
  known = version === '' ? undefined : { version: version.replace(/^go/, ''), platform: `${os}/${arch}` };
  return known;
}

/** Folder of everything that was built: `MOORLINE_SERVERS`, else one in the user's cache. */
export function serversFolder() {
  const { MOORLINE_SERVERS, XDG_CACHE_HOME } = process.env;
  if (MOORLINE_SERVERS) return MOORLINE_SERVERS;
  return join(XDG_CACHE_HOME ? XDG_CACHE_HOME : join(homedir(), '.cache'), 'moorline/servers');
}

/**
 * The folder of a server that this Go builds from these sources: another version is another folder.
 * @param {ServerName} name
 * @param {{ version: string, platform: string }} go
 */
export function builtFolder(name, go) {
  const hash = createHash('sha256').update(JSON.stringify([go, linkerFlags(name)]));
  for (const file of readdirSync(sourceFolder(name)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(sourceFolder(name), file)));
  }
  return join(serversFolder(), `${name}-${hash.digest('hex').slice(0, 16)}`);
}

/** The file of a folder that is the program. @param {string} folder @param {ServerName} name */
export const programIn = (folder, name) => join(folder, process.platform === 'win32' ? `${name}.exe` : name);

/**
 * Looks for a server: in `KUBEBUILDER_ASSETS` when it may be there, then among those that were built.
 * @param {ServerName} name
 * @returns {FoundServer | undefined}
 */
export function findServer(name) {
  const { KUBEBUILDER_ASSETS } = process.env;
  if (KUBEBUILDER_ASSETS && server(name).asset === true) {
    const program = programIn(KUBEBUILDER_ASSETS, name);
    if (existsSync(program)) return { program, crds: '' };
  }
  const go = goToolchain();
  if (go === undefined) return undefined;
  const folder = builtFolder(name, go);
  return existsSync(folder) ? { program: programIn(folder, name), crds: join(folder, 'crds') } : undefined;
}

/**
 * What is missing and how to get it, in one line; undefined when all are there.
 * @param {readonly ServerName[]} names
 */
export function missingServers(names) {
  if (process.platform === 'win32') return 'servers are not started on Windows';
  const missing = names.filter((name) => findServer(name) === undefined);
  if (missing.length === 0) return undefined;
  const some = missing.length === SERVER_NAMES.length ? '' : ` -- ${missing.join(' ')}`;
  const first = whyNoGo() === undefined ? 'run' : `${HOW_TO_GET_GO} and run`;
  return `no ${missing.join(', ')} here; ${first} "npm run servers${some}"`;
}

/** Why nothing can be built here; undefined when it can. */
export function whyNoGo() {
  const go = goToolchain();
  if (go === undefined) return 'There is no Go on the PATH.';
  return isAtLeast(go.version, leastGo())
    ? undefined
    : `The Go on the PATH is ${go.version}, which is too old.`;
}

/** What somebody without Go is told to do first. */
export const HOW_TO_GET_GO = `put Go ${leastGo()} or newer on the PATH (https://go.dev/dl/)`;

/** What builds every server. */
function leastGo() {
  return SERVER_NAMES.map((name) => pinned(name).go).reduce((most, go) => (isAtLeast(go, most) ? go : most));
}

/**
 * Whether a version is the same or newer; only its numbers count.
 * @param {string} version
 * @param {string} least
 */
function isAtLeast(version, least) {
  const numbers = (/** @type {string} */ text) =>
    text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [have, want] = [numbers(version), numbers(least)];
  const at = want.findIndex((number, index) => number !== (have[index] ?? 0));
  return at < 0 || (have[at] ?? 0) > (want[at] ?? 0);
}
