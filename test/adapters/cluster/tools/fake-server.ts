import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket, type PeerCertificate } from 'node:tls';
import { makeCertificate, type Certificate } from './make-certificate.ts';

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  /** With its query, exactly as it was sent. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** Common name of the client's certificate. */
  readonly client: string | undefined;
}

/** What the server does with a request: an answer, or something worse. */
export type Deed =
  | {
      readonly status?: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: http.OutgoingHttpHeaders;
    }
  | 'cut'
  | 'cut-in-body'
  | 'silence';

/** An API server of a test: it does what the test says and remembers what it saw. */
export interface FakeServer {
  readonly url: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  /** Connections there ever were. */
  readonly connections: () => number;
  /** Those that are open now. */
  readonly open: () => number;
  readonly authority: Certificate;
  /** A folder that goes away with the server. */
  readonly folder: string;
  /** Writes a kubeconfig for this server and gives its path. */
  readonly kubeconfig: (change?: KubeconfigChange) => string;
  readonly stop: () => Promise<void>;
}

/** What is otherwise in a kubeconfig. */
export interface KubeconfigChange {
  readonly cluster?: Record<string, unknown>;
  readonly user?: Record<string, unknown>;
  readonly server?: string;
}

interface Options {
  /** Names in the certificate of the server. */
  readonly hosts?: readonly string[];
  readonly days?: number;
  readonly isPlain?: boolean;
}

/** Starts a server on a free port of loopback. Whoever starts it stops it. */
export async function startFakeServer(
  answer: (seen: Seen, count: number) => Deed,
  { hosts = ['127.0.0.1'], days = 2, isPlain = false }: Options = {},
): Promise<FakeServer> {
  const authority = makeCertificate({ name: 'test authority' });
  const own = makeCertificate({ name: 'test server', issuer: authority, hosts, days });
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener: http.RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = seenOf(request, Buffer.concat(parts).toString());
      seen.push(one);
      perform(answer(one, seen.length), response);
    });
  };
  const server = isPlain
    ? http.createServer(listener)
    : https.createServer(
        { cert: own.cert, key: own.key, ca: authority.cert, requestCert: true, rejectUnauthorized: false },
        listener,
      );
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const url = `${isPlain ? 'http' : 'https'}://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), 'moorline-fake-'));
  return {
    url,
    port,
    seen,
    connections: () => connections,
    open: () => sockets.size,
    authority,
    folder,
    kubeconfig: (change) => writeKubeconfig(folder, authority, { server: url, ...change }),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
      rmSync(folder, { recursive: true });
    },
  };
}

function seenOf(request: http.IncomingMessage, body: string): Seen {
  const { method = '', url = '', headers, socket } = request;
  const peer: Partial<PeerCertificate> = socket instanceof TLSSocket ? socket.getPeerCertificate() : {};
  return { method, url, headers, body, client: peer.subject?.CN?.toString() };
}

function perform(deed: Deed, response: http.ServerResponse): void {
  if (deed === 'silence') return;
  if (deed === 'cut') {
    response.socket?.destroy();
    return;
  }
  if (deed === 'cut-in-body') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
    response.write('{"items":[', () => response.socket?.destroy());
    return;
  }
  const { status = 200, json, text, headers } = deed;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text ?? JSON.stringify(json));
}

function writeKubeconfig(folder: string, authority: Certificate, change: KubeconfigChange): string {
  const file = join(folder, 'kubeconfig.yaml');
  const ca = Buffer.from(authority.cert).toString('base64');
  const cluster = { server: change.server, 'certificate-authority-data': ca, ...change.cluster };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'staging',
    contexts: [{ name: 'staging', context: { cluster: 'eu', user: 'ci' } }],
    clusters: [{ name: 'eu', cluster }],
    users: [{ name: 'ci', user: change.user ?? { token: 'sesame' } }],
  };
  writeFileSync(file, JSON.stringify(config, undefined, 2));
  return file;
}
