// Builds the servers that tests run against into a cache outside the tree: all of them, or those that are named.
// Needs Go and, the first time, a network. A server that is there already is only looked up.
// Exit code 2: there is no Go here, or an old one; 1: a build failed.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  linkerFlags,
  pinned,
  server,
  SERVER_NAMES,
  SERVERS,
  sourceFolder,
} from '../../test/servers/catalog.mjs';
import {
  builtFolder,
  findServer,
  GO_ENVIRONMENT,
  goToolchain,
  HOW_TO_GET_GO,
  programIn,
  serversFolder,
  whyNoGo,
} from '../../test/servers/find-server.mjs';

/** @typedef {import('../../test/servers/catalog.mjs').ServerName} ServerName */

/**
 * Runs go in the module of a server and gives what it printed.
 * @param {ServerName} name
 * @param {readonly string[]} args
 */
function go(name, args) {
  const { stdout, status } = spawnSync('go', args, {
    cwd: sourceFolder(name),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: GO_ENVIRONMENT,
  });
  if (status !== 0) throw new Error(`${name}: go ${args[0] ?? ''} failed`);
  return stdout.trim();
}

/**
 * Builds the program and puts its custom resource definitions beside it.
 * @param {ServerName} name
 * @param {string} folder
 */
function buildInto(folder, name) {
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', linkerFlags(name)];
  go(name, ['build', ...flags, '-o', programIn(folder, name), 'tool']);
  const { module, crds } = server(name);
  if (crds === undefined) return;
  const source = join(go(name, ['list', '-m', '-f', '{{.Dir}}', module]), crds);
  mkdirSync(join(folder, 'crds'));
  for (const file of readdirSync(source).filter((file) => file !== 'kustomization.yaml')) {
    cpSync(join(source, file), join(folder, 'crds', file));
  }
}

/**
 * Builds in a folder of its own; the rename makes the server appear whole or not at all, also when two build it.
 * @param {ServerName} name
 * @param {string} target
 */
function build(name, target) {
  mkdirSync(serversFolder(), { recursive: true });
  const unfinished = mkdtempSync(join(serversFolder(), '.unfinished-'));
  try {
    buildInto(unfinished, name);
    renameSync(unfinished, target);
  } catch (error) {
    // Whoever built the same was quicker.
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Finds or builds a server and says so. @param {ServerName} name */
function provide(name) {
  const title = `${name} ${pinned(name).version}`;
  const found = findServer(name);
  if (found) {
    console.log(`${title}: ${found.program}`);
    return;
  }
  const toolchain = goToolchain();
  if (toolchain === undefined || whyNoGo() !== undefined) throw new NoGo();
  console.log(`${title}: building …`);
  const start = Date.now();
  const folder = builtFolder(name, toolchain);
  build(name, folder);
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`${title}: ${programIn(folder, name)} (built in ${seconds} s)`);
}

/** Nothing is wrong with the servers: this machine cannot build them. */
class NoGo extends Error {
  constructor() {
    super(`${whyNoGo() ?? ''} To build the servers of the tests, ${HOW_TO_GET_GO}.`);
  }
}

// Ctrl-C ends the build that runs, and what it left is removed before this ends too.
process.once('SIGINT', () => undefined);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(SERVERS, name));
try {
  if (unknown.length > 0) {
    throw new Error(`no server ${unknown.join(', ')}; there are ${SERVER_NAMES.join(', ')}`);
  }
  SERVER_NAMES.filter((name) => wanted.length === 0 || wanted.includes(name)).forEach(provide);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof NoGo ? 2 : 1;
}
