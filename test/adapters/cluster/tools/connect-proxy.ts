import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

/** A proxy of a test. */
export interface ConnectProxy {
  readonly port: number;
  /** Places that were asked for, with the credentials that were shown. */
  readonly asked: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts an HTTP proxy that knows CONNECT. With `password` it lets nobody through who does not show it. */
export async function startConnectProxy(password?: string): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = http.createServer();
  proxy.on('connect', (request, socket: Socket) => {
    const shown = request.headers['proxy-authorization']?.replace('Basic ', '') ?? '';
    const credentials = Buffer.from(shown, 'base64').toString();
    asked.push(`${request.url ?? ''} ${credentials}`.trim());
    if (password !== undefined && !credentials.endsWith(`:${password}`)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host = '', port] = (request.url ?? '').split(':');
    const target = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    sockets.add(target);
    target.on('error', () => socket.destroy());
    socket.on('error', () => target.destroy());
  });
  proxy.on('connection', (socket: Socket) => sockets.add(socket));
  return listening(proxy, asked, sockets);
}

/** Starts a SOCKS5 proxy without a password, for IPv4 addresses and names. */
export async function startSocksProxy(): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (request) => {
        const isName = request[3] === 3;
        const end = isName ? 5 + (request[4] ?? 0) : 8;
        const host = isName ? request.subarray(5, end).toString() : request.subarray(4, 8).join('.');
        const port = request.readUInt16BE(end);
        asked.push(`${host}:${port}`);
        const target = net.connect(port, host, () => {
          socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          target.pipe(socket).pipe(target);
        });
        sockets.add(target);
        target.on('error', () => socket.destroy());
      });
    });
  });
  return listening(proxy, asked, sockets);
}

async function listening(
  proxy: net.Server,
  asked: readonly string[],
  sockets: ReadonlySet<Socket>,
): Promise<ConnectProxy> {
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  return {
    port: (proxy.address() as AddressInfo).port,
    asked,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => proxy.close(done));
    },
  };
}
