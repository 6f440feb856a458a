import type { RunRecord } from '../check/run-record.ts';
import { parallel } from '../parallel.ts';
import type { Random } from '../random.ts';
import { startGitDaemon } from '../rig/git-daemon.ts';
import { startHttpGitServer } from '../rig/http-git-server.ts';
import { startTcpProxy, type Direction, type Fault, type TcpProxy } from '../rig/tcp-proxy.ts';
import type { Bench, Row } from '../row.ts';
import { expectCode, finish, openClone, publish, type Stage } from '../stage.ts';

/** Connections that break or stand still. */
export const networkRows: readonly Row[] = [
  { id: 'N1', title: 'connection cut at byte n', counts: { short: 6, long: 500 }, run: cut },
  { id: 'N2', title: 'black hole, drip, refused', counts: { short: 1, long: 5 }, run: standStill },
];

type Transport = 'git' | 'http';

interface Line {
  readonly stage: Stage;
  readonly clone: string;
  readonly proxy: TcpProxy;
  readonly close: () => Promise<void>;
}

/** A stage whose remote is reached through a proxy. */
async function openLine(bench: Bench, transport: Transport): Promise<Line> {
  const stage = bench.stage(bench.world());
  const server = await (transport === 'git' ? startGitDaemon : startHttpGitServer)(stage.folder);
  const proxy = await startTcpProxy(server.port);
  const clone = openClone(stage, `${transport}://127.0.0.1:${String(proxy.port)}/${stage.name}`);
  const close = async (): Promise<void> => {
    await proxy.stop();
    await server.stop();
  };
  return { stage, clone, proxy, close };
}

/** Cuts on one remote before it is checked as a whole. */
const CUTS_A_STAGE = 25;

async function cut(bench: Bench, count: number): Promise<void> {
  const lines = Array.from({ length: Math.ceil(count / CUTS_A_STAGE) }, (_, i) =>
    Math.min(CUTS_A_STAGE, count - i * CUTS_A_STAGE),
  );
  const transports: readonly Transport[] = lines.length === 1 ? ['git', 'http'] : ['git'];
  const jobs = lines.flatMap((cuts, i) =>
    (lines.length === 1 ? transports : ([i % 2 === 0 ? 'git' : 'http'] as const)).map((transport) => ({
      transport,
      count: Math.ceil(cuts / transports.length),
    })),
  );
  await parallel(jobs, 2, (job, i) => cutOneLine(bench, job, bench.chance.fork(String(i))));
}

async function cutOneLine(
  bench: Bench,
  { transport, count }: { readonly transport: Transport; readonly count: number },
  chance: Random,
): Promise<void> {
  const line = await openLine(bench, transport);
  const { stage, clone, proxy } = line;
  try {
    await publish(stage, { clone, source: stage.world.commits[0] ?? '' });
    const session = proxy.traffic.map((each) => ({ ...each }));
    for (let i = 0; i < count; i++) {
      const source = stage.world.commits[1 + Math.floor((i * 38) / count)] ?? '';
      const first = proxy.traffic.length;
      const cuts = proxy.cuts();
      const fault = chooseCut(session, chance);
      proxy.fault = (connection) =>
        connection - first >= fault.connection && fault.times-- > 0 ? fault : undefined;
      const run = await publish(stage, { clone, source, flags: ['--timeout', '15'] });
      proxy.fault = () => undefined;
      expectCode(stage, run, { what: `cut ${describe(fault)}`, codes: [0, 7, 8] });
      if (proxy.cuts() > cuts) bench.tally.faults += 1;
      if (chance.next() < 0.2)
        expectCode(stage, await publish(stage, { clone, source }), { what: 'run after a cut', codes: [0] });
    }
    await finish(stage, { clone });
  } finally {
    await line.close();
  }
}

type Cut = Extract<Fault, { kind: 'cut' }> & { readonly connection: number; times: number };

/** A byte of a session that was recorded; once, or on every connection from there on. */
function chooseCut(session: readonly Record<Direction, number>[], chance: Random): Cut {
  const connection = chance.below(session.length);
  const direction = chance.pick(['up', 'down'] as const);
  const afterBytes = chance.below((session[connection]?.[direction] ?? 0) + 1);
  return { kind: 'cut', direction, afterBytes, connection, times: chance.next() < 0.75 ? 1 : Infinity };
}

function describe({ direction, afterBytes, connection, times }: Cut): string {
  return `${direction} after ${String(afterBytes)} bytes of connection ${String(connection)}, ${times === Infinity ? 'always' : 'once'}`;
}

async function standStill(bench: Bench, count: number): Promise<void> {
  const faults: readonly Fault[] = [{ kind: 'black-hole' }, { kind: 'drip', bytesPerSecond: 1 }];
  const jobs = Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    faults.map(
      (fault, j) => ({ fault, connection: i, transport: (i + j) % 2 === 0 ? 'git' : 'http' }) as const,
    ),
  );
  await parallel(jobs, 2, async ({ fault, connection, transport }) => {
    const line = await openLine(bench, transport);
    const { stage, clone, proxy } = line;
    try {
      await publish(stage, { clone, source: stage.world.commits[0] ?? '' });
      const first = proxy.traffic.length;
      proxy.fault = (each) => (each - first >= connection ? fault : undefined);
      const run = await publish(stage, {
        clone,
        source: stage.world.commits[9] ?? '',
        flags: ['--timeout', '3'],
      });
      proxy.fault = () => undefined;
      bench.tally.faults += 1;
      expectStill(stage, run, {
        what: `${fault.kind} over ${transport} from connection ${String(connection)}`,
        wasReached: proxy.traffic.length - first > connection,
      });
      await finish(stage, { clone });
    } finally {
      await line.close();
    }
  });
  await refused(bench);
}

function expectStill(
  stage: Stage,
  run: RunRecord,
  { what, wasReached }: { what: string; wasReached: boolean },
): void {
  expectCode(stage, run, { what, codes: wasReached ? [8] : [0] });
}

/** Nobody listens: that is known at once. */
async function refused(bench: Bench): Promise<void> {
  const line = await openLine(bench, 'git');
  await line.close();
  const { stage, clone } = line;
  const run = await publish(stage, {
    clone,
    source: stage.world.commits[0] ?? '',
    flags: ['--timeout', '10'],
  });
  bench.tally.faults += 1;
  expectCode(stage, run, { what: 'connection refused', codes: [7] });
  await finish(stage, { clone: openClone(stage) });
}
