import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** `up` is from the client to the server. */
export type Direction = 'up' | 'down';

/** What happens to one connection. */
export type Fault =
  | { readonly kind: 'cut'; readonly direction: Direction; readonly afterBytes: number }
  | { readonly kind: 'black-hole' }
  | { readonly kind: 'drip'; readonly bytesPerSecond: number };

/** A proxy in front of a server on loopback. */
export interface TcpProxy {
  readonly port: number;
  /** Asked once for every connection, which are counted from 0. */
  fault: (connection: number) => Fault | undefined;
  /** Bytes that passed, by connection. */
  readonly traffic: Record<Direction, number>[];
  /** Connections that a fault ended. */
  readonly cuts: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts a proxy; without a fault it passes everything on unchanged. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const state = { cuts: 0 };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const connection = self.traffic.length;
    const passed = { up: 0, down: 0 };
    self.traffic.push(passed);
    const fault = self.fault(connection);
    track(sockets, client);
    if (fault?.kind === 'black-hole') {
      client.resume();
      return;
    }
    const upstream = track(sockets, connect({ port: target, host: '127.0.0.1', allowHalfOpen: true }));
    const end = (): void => {
      client.resetAndDestroy();
      upstream.destroy();
    };
    const limit = (direction: Direction): number =>
      fault?.kind === 'cut' && fault.direction === direction ? fault.afterBytes : Infinity;
    const cut = (): void => {
      state.cuts += 1;
      end();
    };
    const pace = fault?.kind === 'drip' ? fault.bytesPerSecond : Infinity;
    pass({ from: client, to: upstream, passed, direction: 'up', limit: limit('up'), pace, cut, end });
    pass({ from: upstream, to: client, passed, direction: 'down', limit: limit('down'), pace, cut, end });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => server.close(() => done()));
  };
  const self: TcpProxy = { port, fault: () => undefined, traffic: [], cuts: () => state.cuts, stop };
  return self;
}

function track(sockets: Set<Socket>, socket: Socket): Socket {
  sockets.add(socket);
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('close', () => sockets.delete(socket));
  return socket;
}

interface Lane {
  readonly from: Socket;
  readonly to: Socket;
  readonly passed: Record<Direction, number>;
  readonly direction: Direction;
  readonly limit: number;
  readonly pace: number;
  readonly cut: () => void;
  readonly end: () => void;
}

function pass(lane: Lane): void {
  const { from, to, passed, direction, limit, pace, cut, end } = lane;
  from.on('error', end);
  from.on('end', () => to.end());
  // A reset has no `end`.
  from.on('close', (hadError) => {
    if (hadError) to.destroy();
    else to.end();
  });
  if (limit === 0) {
    from.once('data', cut);
    return;
  }
  if (Number.isFinite(pace)) {
    drip(lane);
    return;
  }
  from.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, limit - passed[direction]);
    passed[direction] += part.length;
    const isLast = passed[direction] >= limit;
    const flows = to.write(part, () => {
      if (isLast) cut();
    });
    if (isLast || !flows) from.pause();
    if (!isLast && !flows) to.once('drain', () => from.resume());
  });
}

/** Ten times a second at most, so that the pace is felt as waiting and not as a burst. */
function drip({ from, to, passed, direction, pace }: Lane): void {
  const queue: Buffer[] = [];
  from.on('data', (chunk: Buffer) => queue.push(chunk));
  const timer = setInterval(() => {
    const first = queue.shift();
    if (!first) return;
    to.write(first.subarray(0, 1));
    passed[direction] += 1;
    if (first.length > 1) queue.unshift(first.subarray(1));
  }, 1000 / pace);
  from.on('close', () => clearInterval(timer));
}
