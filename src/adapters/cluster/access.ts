import http from 'node:http';
import https from 'node:https';
import { checkServerIdentity as checkHost, createSecureContext } from 'node:tls';
import { AdapterError } from '../../model/ports.ts';
import { sameValue } from '../../util/same-value.ts';
import { askClientLibrary } from './client-library.ts';
import type { Credentials, TlsSettings } from './credentials.ts';

/** The credentials and connections of one moment. */
export interface Access {
  readonly headers: Credentials['headers'];
  readonly agent: http.Agent;
}

/** Keeps credentials and connections together. */
export interface AccessKeeper {
  /** What is valid now; read anew when it has run out. */
  readonly current: () => Promise<Access>;
  /** Reads credentials anew because the server refused these, unless that has happened meanwhile. */
  readonly renew: (refused: Access) => Promise<void>;
  readonly close: () => void;
}

/** What access is made of. */
export interface AccessParts {
  readonly server: URL;
  readonly proxy: string | undefined;
  readonly sockets: number;
  readonly read: () => Promise<Credentials>;
  readonly now: () => number;
}

interface Held {
  readonly access: Access;
  readonly tls: TlsSettings;
  readonly until: number;
}

/** Makes a keeper. Connections are made anew when certificates change, and only then. */
export function keepAccess(parts: AccessParts): AccessKeeper {
  const agents: http.Agent[] = [];
  let held: Held | undefined;
  let reading: Promise<Held> | undefined;

  async function read(): Promise<Held> {
    const before = held;
    const { headers, tls, until } = await parts.read();
    const isSame = before !== undefined && sameTls(before.tls, tls);
    const agent = isSame ? before.access.agent : await makeAgent(parts, tls);
    if (!isSame) {
      if (before !== undefined) retire(before.access.agent);
      agents.push(agent);
    }
    held = { access: { headers, agent }, tls, until };
    return held;
  }

  // those that ask at the same time share one run of a plugin
  const readOnce = (): Promise<Held> => (reading ??= read().finally(() => (reading = undefined)));

  return {
    current: async () => {
      const known = held !== undefined && parts.now() < held.until ? held : await readOnce();
      return known.access;
    },
    renew: async (refused) => {
      if (held === undefined || held.access === refused) await readOnce();
    },
    close: () => {
      for (const agent of agents) agent.destroy();
    },
  };
}

function sameTls(a: TlsSettings, b: TlsSettings): boolean {
  return sameValue(comparable(a), comparable(b));
}

function comparable(tls: TlsSettings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(tls).map(([key, value]) => [
      key,
      Buffer.isBuffer(value) ? value.toString('latin1') : value,
    ]),
  );
}

/** Lets running requests end and keeps no connection for later ones. */
function retire(agent: http.Agent): void {
  for (const sockets of Object.values(agent.freeSockets))
    for (const socket of sockets ?? []) socket.destroy();
  agent.maxFreeSockets = 0;
}

async function makeAgent({ server, proxy, sockets }: AccessParts, tls: TlsSettings): Promise<http.Agent> {
  const kept = { keepAlive: true, maxSockets: sockets, maxFreeSockets: sockets };
  checkPem(tls);
  try {
    if (proxy === undefined) {
      return server.protocol === 'https:' ? new https.Agent({ ...kept, ...tls }) : new http.Agent(kept);
    }
    const { agent } = await askClientLibrary({ server: server.href, proxy, tls });
    if (agent === undefined) throw new Error('there is no agent for it');
    return mended(Object.assign(agent, kept), server, tls);
  } catch (error) {
    // never the URL of a proxy, which may hold a password
    const what = proxy === undefined ? 'The connection' : 'The proxy';
    throw new AdapterError('KUBECONFIG_INVALID', `${what} cannot be set up: ${(error as Error).name}.`);
  }
}

/**
 * Mends the agent for SOCKS. It forgets the host when that is an address, and a certificate would be checked for
 * `localhost`: without another name in the kubeconfig it is always the host of the server that has to be in it.
 * It guesses from the stack whether a connection is encrypted, and then does not find it again.
 */
function mended(agent: http.Agent, server: URL, { servername }: TlsSettings): http.Agent {
  const checkServerIdentity: https.AgentOptions['checkServerIdentity'] = (_, certificate) =>
    checkHost(server.hostname.replaceAll(/^\[|\]$/g, ''), certificate);
  const { options } = agent as unknown as { options: https.AgentOptions };
  Object.assign(options, {
    secureEndpoint: server.protocol === 'https:',
    ...(servername === undefined ? { checkServerIdentity } : {}),
  });
  return agent;
}

/** Finds what is wrong with certificates now, not when the first connection is made. */
function checkPem({ ca, cert, key }: TlsSettings): void {
  try {
    createSecureContext({ ca, cert, key });
  } catch (error) {
    throw new AdapterError(
      'CLUSTER_CREDENTIALS',
      `The certificate authority, client certificate or client key cannot be used (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`,
    );
  }
}
