import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { AdapterError } from '../../model/ports.ts';
import { askClientLibrary } from './client-library.ts';
import type { Clock } from './clock.ts';
import { runExecPlugin, type PluginCredential } from './exec-plugin.ts';
import type { PemSource } from './kubeconfig-entries.ts';
import type { Environment } from './kubeconfig-files.ts';
import { guardedLine } from './plain-line.ts';
import type { SelectedContext } from './select-context.ts';

/** What goes with every request, for some time. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly tls: TlsSettings;
  /** When they are read again, in milliseconds since 1970. */
  readonly until: number;
}

/** How the server proves itself and, with a certificate, the user. */
export type TlsSettings = Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>;

/** What credentials are read from and with. */
export interface CredentialSource {
  readonly context: SelectedContext;
  readonly env: Environment;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly pluginTimeoutMs: number;
}

/** How long files are not read again, and a plugin is not run again unless the server refuses. */
const MINUTE = 60_000;

/**
 * Reads certificates and tokens from the kubeconfig and its files, or runs its plugin.
 * @throws AdapterError CLUSTER_CREDENTIALS without the content of anything
 */
export async function readCredentials(source: CredentialSource): Promise<Credentials> {
  const { context, clock } = source;
  const { cluster, user } = context;
  const plugin = await pluginCredential(source);
  const [ca, cert, key] = await Promise.all([
    pem(cluster.authority, 'certificate authority'),
    pem(user.certificate, 'client certificate'),
    pem(user.key, 'client key'),
  ]);
  const authorization =
    plugin?.token === undefined ? await ownAuthorization(source) : `Bearer ${plugin.token}`;
  const now = clock.now();
  // a plugin that names no end is asked again when the server refuses what it gave
  const pluginEnd = plugin === undefined ? undefined : (plugin.expires ?? Number.POSITIVE_INFINITY);
  return {
    headers: { ...user.impersonation, ...(authorization === undefined ? {} : { authorization }) },
    tls: {
      ...given('ca', ca),
      ...given('cert', plugin?.certificate ?? cert),
      ...given('key', plugin?.key ?? key),
      ...given('servername', cluster.serverName),
      // said in any case, or a variable of the environment would decide
      rejectUnauthorized: !cluster.isUnverified,
    },
    until: pluginEnd === undefined ? now + MINUTE : Math.max(pluginEnd, now + MINUTE),
  };
}

function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

function refused(message: string): AdapterError {
  return new AdapterError('CLUSTER_CREDENTIALS', message);
}

async function pluginCredential(source: CredentialSource): Promise<PluginCredential | undefined> {
  const { context, env, signal, pluginTimeoutMs } = source;
  const { cluster, user, userName } = context;
  if (user.exec === undefined) return undefined;
  const ca = user.exec.wantsCluster ? await pem(cluster.authority, 'certificate authority') : undefined;
  return runExecPlugin({
    plugin: user.exec,
    userName,
    cluster: {
      server: cluster.server,
      ...given('tls-server-name', cluster.serverName),
      ...(cluster.isUnverified ? { 'insecure-skip-tls-verify': true } : {}),
      ...given('certificate-authority-data', ca?.toString('base64')),
      ...given('proxy-url', cluster.proxy),
    },
    env,
    timeoutMs: pluginTimeoutMs,
    signal,
  });
}

/** The header of a user without a plugin. */
async function ownAuthorization({ context }: CredentialSource): Promise<string | undefined> {
  const { user, userName, url } = context;
  if (user.tokenFile !== undefined) {
    const token = (await bytes(user.tokenFile, 'token')).toString('utf8').trim();
    if (token === '') throw refused(`The token file ${user.tokenFile} is empty.`);
    return `Bearer ${token}`;
  }
  if (user.token !== undefined) return `Bearer ${user.token.trim()}`;
  if (user.username !== undefined) {
    return `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}`;
  }
  const { authProvider } = user;
  if (authProvider === undefined) return undefined;
  const who = `The auth-provider of the user "${userName}"`;
  const { authorization } = await askClientLibrary({ server: url.href, authProvider }).catch(
    (error: unknown) => {
      throw refused(`${who} failed: ${guardedLine((error as Error).message)}`);
    },
  );
  if (authorization === undefined) throw refused(`${who} gave no token. Log in again.`);
  return authorization;
}

async function pem(source: PemSource | undefined, what: string): Promise<Buffer | undefined> {
  if (source === undefined) return undefined;
  return 'file' in source ? bytes(source.file, what) : Buffer.from(source.base64, 'base64');
}

async function bytes(file: string, what: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw refused(`The ${what} ${file} cannot be read (${code ?? 'unknown reason'}).`);
  });
}
