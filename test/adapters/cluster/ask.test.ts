import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/cluster/clock.ts';
import type { ClusterPort, GetAnswer } from '../../../src/model/cluster.ts';
import { AdapterError } from '../../../src/model/ports.ts';
import { startFakeServer, type Deed, type FakeServer } from './tools/fake-server.ts';
import { CONFIG_MAPS, fakeClock, openFake, status } from './tools/open-fake.ts';
import { problem } from './tools/problem.ts';

const OBJECT = { kind: 'ConfigMap', metadata: { name: 'a' } };
const FOUND = { json: OBJECT };
const clock = fakeClock();
let server: FakeServer;
let cluster: ClusterPort;

afterEach(async () => {
  cluster.close();
  await server.stop();
  clock.slept.length = 0;
});

async function open(answer: (count: number) => Deed): Promise<void> {
  server = await startFakeServer((_, count) => answer(count));
  cluster = await openFake(server, { clock });
}

const get = (): Promise<GetAnswer> => cluster.get(CONFIG_MAPS, 'shop', 'a');
const dryRun = (): Promise<GetAnswer> =>
  cluster.dryRunApply(CONFIG_MAPS, { metadata: { name: 'a', namespace: 'shop' } }, 'me');

const busy = (code: number, after?: string): Deed => ({
  ...status(code, 'busy'),
  headers: after === undefined ? {} : { 'retry-after': after },
});

const six = (method: string): string[] => Array.from({ length: 6 }, () => method);

describe('a server that asks for patience', () => {
  it.each([
    ['as long as it asks', '7', [7000]],
    ['a second after a date', 'Wed, 21 Oct 2026 07:28:00 GMT', [1000]],
    ['not at once after zero', '0', [100]],
    ['no longer than a minute', '90000', [60_000]],
  ])('is given %s', async (_, after, slept) => {
    await open((count) => (count === 1 ? busy(429, after) : FOUND));
    expect(await get()).toEqual({ object: OBJECT });
    expect(clock.slept).toEqual(slept);
  });

  it('is asked five times more, whatever was asked', async () => {
    await open(() => busy(503, '1'));
    expect(await get()).toEqual({ failure: { reason: 'failed', message: '503: busy' } });
    expect(await dryRun()).toEqual({ failure: { reason: 'failed', message: '503: busy' } });
    expect(server.seen.map(({ method }) => method)).toEqual([...six('GET'), ...six('PATCH')]);
  });

  it('may keep many waiting', async () => {
    server = await startFakeServer((_, count) => (count <= 40 ? busy(429, '0') : FOUND));
    cluster = await openFake(server, { clock: systemClock });
    const answers = await Promise.all(Array.from({ length: 20 }, get));
    expect(answers).toEqual(Array.from({ length: 20 }, () => ({ object: OBJECT })));
  });

  it('gets a quarter more, by chance', async () => {
    server = await startFakeServer((_, count) => (count === 1 ? busy(429, '4') : FOUND));
    cluster = await openFake(server, { clock: { ...clock, random: () => 0.5 } });
    await get();
    expect(clock.slept).toEqual([4500]);
  });
});

describe('a server that fails', () => {
  it.each([500, 502, 503, 504])('with %i is asked again for what is read', async (code) => {
    await open((count) => (count < 3 ? busy(code) : FOUND));
    expect(await get()).toEqual({ object: OBJECT });
    expect(clock.slept).toEqual([100, 400]);
  });

  it('for good gives no answer to this question', async () => {
    await open(() => ({ status: 500, text: 'panic\u001b[2J\nat main' }));
    expect(await get()).toEqual({ failure: { reason: 'failed', message: '500: panic [2J at main' } });
    expect(server.seen).toHaveLength(3);
  });

  it('at a dry run is not asked again, for a webhook may have failed', async () => {
    await open(() => busy(500));
    expect(await dryRun()).toEqual({ failure: { reason: 'failed', message: '500: busy' } });
    expect(server.seen).toHaveLength(1);
  });

  it('in the middle of a dry run is asked again', async () => {
    await open((count) => (count === 1 ? 'cut' : FOUND));
    expect(await dryRun()).toEqual({ object: OBJECT });
  });

  it('to answer in time is asked again, and then given up', async () => {
    server = await startFakeServer(() => 'silence', { isPlain: true });
    cluster = await openFake(server, { clock, timeoutMs: 200 });
    expect(await get()).toEqual({
      failure: { reason: 'failed', message: 'the connection was lost: no answer in time' },
    });
    expect(server.seen).toHaveLength(3);
  });
});

describe('requests', () => {
  it('share at most eight connections', async () => {
    server = await startFakeServer(() => FOUND);
    cluster = await openFake(server);
    await Promise.all(Array.from({ length: 100 }, get));
    expect(server.connections()).toBeLessThanOrEqual(8);
    expect(server.seen).toHaveLength(100);
  });

  it('end at once when the run does', async () => {
    const stop = new AbortController();
    server = await startFakeServer(() => 'silence');
    cluster = await openFake(server, { signal: stop.signal });
    const asked = Array.from({ length: 10 }, () =>
      problem(cluster.mayI('get', CONFIG_MAPS, { namespace: 'shop' })),
    );
    await expect.poll(() => server.seen.length).toBe(8);
    stop.abort(new AdapterError('INTERRUPTED', 'stopped'));
    expect(new Set((await Promise.all(asked)).map(String))).toEqual(new Set(['INTERRUPTED,stopped']));
  });

  it('that have ended leave nothing behind', async () => {
    await open(() => FOUND);
    await get();
    cluster.close();
    await expect.poll(() => server.open()).toBe(0);
  });
});
