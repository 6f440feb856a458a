import { spawn } from 'node:child_process';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { AdapterError } from '../../model/ports.ts';
import type { ExecEntry } from './kubeconfig-entries.ts';
import { guardedLine, plainLine } from './plain-line.ts';

/** What a credential plugin handed out. */
export interface PluginCredential {
  readonly token: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** Milliseconds since 1970; undefined when it holds until the server refuses it. */
  readonly expires: number | undefined;
}

/** One run of a plugin. */
export interface PluginRun {
  readonly plugin: ExecEntry;
  readonly userName: string;
  /** What a plugin may be told of the cluster. */
  readonly cluster: JsonObject;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Most that a plugin may print. */
const OUTPUT_LIMIT = 1024 * 1024;

/**
 * Runs a credential plugin as kubectl does, but never with a terminal: without a shell, the cluster in
 * KUBERNETES_EXEC_INFO, one ExecCredential on its standard output.
 * @throws AdapterError CLUSTER_CREDENTIALS when it fails, is not there, takes too long or answers something else
 */
export async function runExecPlugin(run: PluginRun): Promise<PluginCredential> {
  const { plugin, userName } = run;
  const who = `The credential plugin "${plainLine(plugin.command)}" of the user "${plainLine(userName)}"`;
  if (plugin.isInteractive) throw refused(`${who} needs a terminal, and it has none here.`);
  const end = await ended(run);
  run.signal.throwIfAborted();
  if (end.error !== undefined) {
    const hint = plugin.installHint === undefined ? '' : ` ${plainLine(plugin.installHint)}`;
    const isMissing = end.error.code === 'ENOENT';
    throw refused(
      `${who} ${isMissing ? 'is not installed.' : `cannot be started (${end.error.code ?? 'unknown reason'}).`}${hint}`,
    );
  }
  if (end.isLate) throw refused(`${who} did not end within ${run.timeoutMs / 1000} seconds.`);
  if (end.status !== 0) {
    const said = guardedLine(end.stderr);
    const how = end.status === null ? 'was ended by a signal' : `ended with ${end.status}`;
    throw refused(`${who} ${how}${said === '' ? '.' : `: ${said}`}`);
  }
  return credential(end.stdout, who);
}

function refused(message: string): AdapterError {
  return new AdapterError('CLUSTER_CREDENTIALS', message);
}

interface PluginEnd {
  readonly error: NodeJS.ErrnoException | undefined;
  readonly status: number | null;
  readonly isLate: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

function ended({ plugin, cluster, env, timeoutMs, signal }: PluginRun): Promise<PluginEnd> {
  const info = {
    kind: 'ExecCredential',
    apiVersion: plugin.apiVersion,
    spec: { interactive: false, ...(plugin.wantsCluster ? { cluster } : {}) },
  };
  const child = spawn(plugin.command, plugin.args, {
    env: { ...env, ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let isLate = false;
  let [stdout, stderr] = ['', ''];
  const stop = (): void => {
    child.kill('SIGKILL');
    // what it started may outlive it and keep these open
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, timeoutMs);
  signal.addEventListener('abort', stop);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.length > OUTPUT_LIMIT) stop();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-OUTPUT_LIMIT);
  });
  return new Promise<PluginEnd>((done) => {
    const finish = (error: NodeJS.ErrnoException | undefined, status: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      done({ error, status, isLate, stdout, stderr });
    };
    child.on('error', (error) => finish(error, null));
    child.on('close', (status) => finish(undefined, status));
    if (signal.aborted) stop();
  });
}

function credential(stdout: string, who: string): PluginCredential {
  const status = statusOf(stdout);
  if (status === undefined) throw refused(`${who} printed no ExecCredential with a status.`);
  const { token, clientCertificateData, clientKeyData, expirationTimestamp } = status;
  const found = {
    token: filled(token),
    certificate: filled(clientCertificateData),
    key: filled(clientKeyData),
  };
  if (found.token === undefined && (found.certificate === undefined || found.key === undefined)) {
    throw refused(`${who} gave neither a token nor a certificate with its key.`);
  }
  const expires = typeof expirationTimestamp === 'string' ? Date.parse(expirationTimestamp) : Number.NaN;
  return { ...found, expires: Number.isNaN(expires) ? undefined : expires };
}

function statusOf(stdout: string): JsonObject | undefined {
  try {
    const answer: unknown = JSON.parse(stdout);
    return isJsonObject(answer) && answer['kind'] === 'ExecCredential' && isJsonObject(answer['status'])
      ? answer['status']
      : undefined;
  } catch {
    return undefined;
  }
}

function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
