import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Access } from './access.ts';

/** One request. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Encoded, from `/api` on; nothing in it is resolved or rewritten. */
  readonly path: string;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: string;
  /** Ends this request alone. */
  readonly signal?: AbortSignal;
}

/** What the server answered, whatever its status is. */
export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** A request without an answer. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
  /** Code of Node, or TIMEOUT. */
  readonly code: string;
  /** False when nothing was ever said to the server. */
  readonly isConnected: boolean;

  constructor(code: string, message: string, isConnected: boolean) {
    super(message);
    this.code = code;
    this.isConnected = isConnected;
  }
}

/** Where requests go and how long a silence lasts. */
export interface Route {
  readonly server: URL;
  readonly isProxied: boolean;
  readonly userAgent: string;
  /** Longest time without a byte, also while the connection is made. */
  readonly timeoutMs: number;
}

/**
 * Sends one request and reads the whole answer. Follows no redirect, so credentials stay with the server.
 * @throws NoReply
 * @throws the reason of a signal that fired
 */
export async function send(call: Call, route: Route, access: Access): Promise<Reply> {
  const { signal } = call;
  signal?.throwIfAborted();
  return new Promise<Reply>((resolve, reject) => {
    let isConnected = false;
    const request = start(call, route, access);
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error('no answer in time'), { code: 'TIMEOUT' })),
      route.timeoutMs,
    );
    const abort = (): void => void request.destroy(new Error('ended'));
    signal?.addEventListener('abort', abort);
    const done = (finish: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      finish();
    };
    const failed = (error: NodeJS.ErrnoException): void =>
      done(() => reject(signal?.aborted === true ? (signal.reason as Error) : noReply(error, isConnected)));
    const progress = (): void => {
      isConnected = true;
      timer.refresh();
    };
    request.on('socket', (socket: Socket) => {
      if (request.reusedSocket) progress();
      else if (socket instanceof TLSSocket) socket.once('secureConnect', progress);
      else if (socket.connecting) socket.once('connect', progress);
      else progress();
    });
    request.on('error', failed);
    request.on('response', (response) => {
      progress();
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => {
        timer.refresh();
        parts.push(part);
      });
      response.on('error', failed);
      response.on('end', () => {
        const text = (): string => Buffer.concat(parts).toString('utf8');
        done(() => settle(resolve, failed, () => ({ ...head(response), text: text() })));
      });
    });
    request.end(call.body);
  });
}

function head({ statusCode, headers }: http.IncomingMessage): Omit<Reply, 'text'> {
  return { status: statusCode ?? 0, headers };
}

/** A text can be longer than a string may be. */
function settle(resolve: (reply: Reply) => void, failed: (error: Error) => void, read: () => Reply): void {
  try {
    resolve(read());
  } catch (error) {
    failed(error as Error);
  }
}

function start(call: Call, { server, userAgent }: Route, { agent, headers }: Access): http.ClientRequest {
  const { method, path, accept = 'application/json', body, contentType = 'application/json' } = call;
  const content =
    body === undefined ? {} : { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
  const options = {
    agent,
    method,
    host: server.hostname.replaceAll(/^\[|\]$/g, ''),
    ...(server.port === '' ? {} : { port: server.port }),
    path: `${server.pathname.replace(/\/+$/, '')}${path}`,
    headers: { ...copied(headers), accept, 'user-agent': userAgent, ...content },
  };
  try {
    return server.protocol === 'https:' ? https.request(options) : http.request(options);
  } catch (error) {
    // such as a line break in a token; the message of Node does not hold the value
    throw noReply(error as NodeJS.ErrnoException, false);
  }
}

function copied(headers: Access['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

function noReply(
  error: NodeJS.ErrnoException & { errors?: readonly Error[] },
  isConnected: boolean,
): NoReply {
  // a host with several addresses fails with one error for each
  const message = error.message === '' ? (error.errors?.[0]?.message ?? error.name) : error.message;
  return new NoReply(error.code ?? 'UNKNOWN', message, isConnected);
}
