import { spawn } from 'node:child_process';
import { kubectl } from '../tools/kubectl.ts';
import type { CliRun } from '../tools/cli.ts';

/** Where kubectl looks: a kubeconfig, and the folder in which it caches what kinds a cluster has. */
export interface KubectlPlace {
  readonly kubeconfig: string;
  readonly home: string;
}

/** Runs kubectl to its end; the test goes on meanwhile, so it can serve what kubectl or a controller asks for. */
export function runKubectl(
  { kubeconfig, home }: KubectlPlace,
  args: readonly string[],
  input = '',
): Promise<CliRun> {
  const env = { HOME: home, PATH: process.env['PATH'], KUBECONFIG: kubeconfig };
  const child = spawn(kubectl(), args, { env });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ ...output, code }));
  });
}
