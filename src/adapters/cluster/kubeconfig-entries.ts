import { isAbsolute, join } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

/** PEM text, written down in base64 or in a file of its own. */
export type PemSource = { readonly file: string } | { readonly base64: string };

/** How a server is reached. */
export interface ClusterEntry {
  readonly server: string;
  readonly authority: PemSource | undefined;
  readonly isUnverified: boolean;
  readonly serverName: string | undefined;
  readonly proxy: string | undefined;
}

/** A program that hands out credentials. */
export interface ExecEntry {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string | undefined;
  readonly isInteractive: boolean;
  readonly wantsCluster: boolean;
}

/** Who asks. */
export interface UserEntry {
  readonly certificate: PemSource | undefined;
  readonly key: PemSource | undefined;
  readonly token: string | undefined;
  readonly tokenFile: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly exec: ExecEntry | undefined;
  /** As it is written: the client library reads it. */
  readonly authProvider: JsonObject | undefined;
  /** Headers that ask the server to act for somebody else. */
  readonly impersonation: Readonly<Record<string, string | readonly string[]>>;
}

/** A user without any credentials. */
export const NOBODY: UserEntry = {
  certificate: undefined,
  key: undefined,
  token: undefined,
  tokenFile: undefined,
  username: undefined,
  password: undefined,
  exec: undefined,
  authProvider: undefined,
  impersonation: {},
};

/** A map of a kubeconfig, the folder that its relative paths start from, and how it is called in messages. */
export interface Part {
  readonly map: JsonObject;
  readonly folder: string;
  readonly name: string;
}

/**
 * The entry of a cluster.
 * @throws Error that names the field, never its value
 */
export function clusterEntry(part: Part): ClusterEntry {
  const server = text(part, 'server');
  if (server === undefined) throw new Error(`${part.name} has no server`);
  return {
    server,
    authority: pem(part, 'certificate-authority'),
    isUnverified: part.map['insecure-skip-tls-verify'] === true,
    serverName: text(part, 'tls-server-name'),
    proxy: text(part, 'proxy-url'),
  };
}

/**
 * The entry of a user.
 * @throws Error that names the field, never its value
 */
export function userEntry(part: Part): UserEntry {
  return {
    certificate: pem(part, 'client-certificate'),
    key: pem(part, 'client-key'),
    token: text(part, 'token'),
    tokenFile: path(part, 'tokenFile'),
    username: text(part, 'username'),
    password: text(part, 'password'),
    exec: execEntry(part),
    authProvider: below(part, 'auth-provider')?.map,
    impersonation: impersonation(part),
  };
}

function execEntry(user: Part): ExecEntry | undefined {
  const part = below(user, 'exec');
  if (part === undefined) return undefined;
  const command = text(part, 'command');
  if (command === undefined) throw new Error(`${part.name} has no command`);
  const env = list(part.map['env']).flatMap((each) => {
    if (!isJsonObject(each)) return [];
    const { name, value } = each;
    return typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [];
  });
  return {
    apiVersion: text(part, 'apiVersion') ?? 'client.authentication.k8s.io/v1',
    // a bare name is looked for in PATH; a relative path starts at the file that names it
    command: /[/\\]/.test(command) && !isAbsolute(command) ? join(part.folder, command) : command,
    args: texts(part, 'args'),
    env: Object.fromEntries(env),
    installHint: text(part, 'installHint'),
    isInteractive: part.map['interactiveMode'] === 'Always',
    wantsCluster: part.map['provideClusterInfo'] === true,
  };
}

function impersonation(part: Part): UserEntry['impersonation'] {
  const user = text(part, 'as');
  const uid = text(part, 'as-uid');
  const groups = texts(part, 'as-groups');
  const extra = below(part, 'as-user-extra');
  const extraKeys = extra === undefined ? [] : Object.keys(extra.map);
  return {
    ...(user === undefined ? {} : { 'Impersonate-User': user }),
    ...(uid === undefined ? {} : { 'Impersonate-Uid': uid }),
    ...(groups.length === 0 ? {} : { 'Impersonate-Group': groups }),
    ...Object.fromEntries(
      extraKeys.map((key) => [
        `Impersonate-Extra-${encodeURIComponent(key)}`,
        extra === undefined ? [] : texts(extra, key),
      ]),
    ),
  };
}

function below(part: Part, key: string): Part | undefined {
  const map = part.map[key];
  if (map === undefined || map === null) return undefined;
  if (!isJsonObject(map)) throw new Error(`"${key}" of ${part.name} is not a map`);
  return { map, folder: part.folder, name: `"${key}" of ${part.name}` };
}

function text({ map, name }: Part, key: string): string | undefined {
  const value = map[key];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new Error(`"${key}" of ${name} is not a text`);
  return value;
}

function texts({ map, name }: Part, key: string): readonly string[] {
  return list(map[key]).map((value) => {
    if (typeof value !== 'string') throw new Error(`"${key}" of ${name} is not a list of texts`);
    return value;
  });
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function path(part: Part, key: string): string | undefined {
  const found = text(part, key);
  return found === undefined || isAbsolute(found) ? found : join(part.folder, found);
}

/** As kubectl has it: what is written down wins over a file. */
function pem(part: Part, key: string): PemSource | undefined {
  const base64 = text(part, `${key}-data`);
  if (base64 !== undefined) return { base64 };
  const file = path(part, key);
  return file === undefined ? undefined : { file };
}
