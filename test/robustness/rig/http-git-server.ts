import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PLAIN_ENVIRONMENT } from './git.ts';
import type { Server } from './git-daemon.ts';
import { endGroup } from './process-group.ts';

/** What the server does instead of answering. */
export type HttpFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: 'die'; readonly afterBytes: number }
  | { readonly kind: 'redirect'; readonly to: string };

/** One request as the server saw it: `GET /remote.git/info/refs?service=git-upload-pack`. */
export type SeenRequest = string;

/** A Git server over HTTP whose answers can be spoiled. */
export interface HttpGitServer extends Server {
  /** Called for every request; what it gives happens instead of the answer. */
  fault: (request: SeenRequest) => HttpFault | undefined;
  readonly seen: SeenRequest[];
}

/** Runs `git http-backend` for every request below a folder; everybody may push. */
export async function startHttpGitServer(root: string): Promise<HttpGitServer> {
  const backends = new Set<ChildProcess>();
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const name = `${request.method ?? ''} ${request.url ?? ''}`;
    seen.push(name);
    const fault = self.fault(name);
    if (fault && fault.kind !== 'die') refuse(request, response, fault);
    else answer({ root, request, response, backends, dieAfter: fault?.afterBytes ?? Infinity });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await Promise.all([...backends].flatMap(({ pid }) => (pid === undefined ? [] : [endGroup(pid)])));
    await new Promise<void>((done) => server.close(() => done()));
  };
  const self: HttpGitServer = {
    port,
    url: (path) => `http://127.0.0.1:${String(port)}/${path}`,
    stop,
    seen,
    fault: () => undefined,
  };
  return self;
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  fault: Exclude<HttpFault, { kind: 'die' }>,
): void {
  request.resume();
  if (fault.kind === 'redirect') {
    response.writeHead(301, { location: fault.to }).end();
    return;
  }
  const headers: Record<string, string> = { 'content-type': 'text/plain' };
  if (fault.retryAfter !== undefined) headers['retry-after'] = String(fault.retryAfter);
  if (fault.status === 401) headers['www-authenticate'] = 'Basic realm="rig"';
  response.writeHead(fault.status, headers).end('the rig refuses\n');
}

interface Exchange {
  readonly root: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly backends: Set<ChildProcess>;
  readonly dieAfter: number;
}

function answer({ root, request, response, backends, dieAfter }: Exchange): void {
  const backend = spawn('git', ['http-backend'], { env: cgiEnvironment(root, request), detached: true });
  backends.add(backend);
  backend.on('close', () => backends.delete(backend));
  backend.on('error', () => response.destroy());
  backend.stdin.on('error', () => undefined);
  backend.stderr.resume();
  request.pipe(backend.stdin);
  request.on('close', () => {
    backend.stdin.end();
    // http-backend reads without end from a request that ends early (git 2.39)
    if (!request.complete && backend.pid !== undefined) void endGroup(backend.pid);
  });
  let head = Buffer.alloc(0);
  let sent = 0;
  const send = (chunk: Buffer): void => {
    const part = chunk.subarray(0, Math.max(0, dieAfter - sent));
    sent += part.length;
    response.write(part, () => {
      if (sent >= dieAfter) response.destroy();
    });
    if (dieAfter === 0) response.destroy();
  };
  backend.stdout.on('data', (chunk: Buffer) => {
    if (response.headersSent) {
      send(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    writeHead(response, head.subarray(0, end).toString());
    if (end + 4 < head.length) send(head.subarray(end + 4));
  });
  backend.stdout.on('end', () => {
    if (!response.headersSent) response.writeHead(500);
    if (sent < dieAfter) response.end();
  });
}

function writeHead(response: ServerResponse, head: string): void {
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else headers[name] = value;
  }
  response.writeHead(status, headers);
  response.flushHeaders();
}

function cgiEnvironment(root: string, request: IncomingMessage): Readonly<Record<string, string>> {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const header = (name: string): string => String(request.headers[name] ?? '');
  return {
    ...PLAIN_ENVIRONMENT,
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROTOCOL: header('git-protocol'),
    PATH_INFO: decodeURIComponent(path),
    QUERY_STRING: query,
    REQUEST_METHOD: request.method ?? '',
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: header('content-length'),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    REMOTE_USER: 'rig',
    REMOTE_ADDR: '127.0.0.1',
  };
}
