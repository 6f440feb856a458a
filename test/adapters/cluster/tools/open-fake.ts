import { openCluster, type ClusterRequest } from '../../../../src/adapters/cluster/open-cluster.ts';
import type { Clock } from '../../../../src/adapters/cluster/clock.ts';
import type { ApiResource, ClusterPort } from '../../../../src/model/cluster.ts';
import type { FakeServer, KubeconfigChange } from './fake-server.ts';

/** A clock that only goes on when somebody sleeps, and remembers each sleep. */
export interface FakeClock extends Clock {
  readonly slept: number[];
  readonly advance: (milliseconds: number) => void;
}

/** Starts at no particular moment. Chance is always zero. */
export function fakeClock(start = Date.now()): FakeClock {
  const slept: number[] = [];
  let now = start;
  return {
    slept,
    advance: (milliseconds) => void (now += milliseconds),
    now: () => now,
    random: () => 0,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

/** Opens a fake server with its kubeconfig; a test changes what it is about. */
export function openFake(
  server: FakeServer,
  request: Partial<ClusterRequest> & { readonly change?: KubeconfigChange } = {},
): Promise<ClusterPort> {
  const { change, ...rest } = request;
  return openCluster({
    kubeconfig: server.kubeconfig(change),
    version: '1.2.3',
    signal: new AbortController().signal,
    clock: fakeClock(),
    env: { PATH: process.env['PATH'] },
    ...rest,
  });
}

/** Deployments, as a server describes them. */
export const DEPLOYMENTS: ApiResource = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
  verbs: ['get', 'list', 'patch'],
};

/** Config maps, which are in the core group. */
export const CONFIG_MAPS: ApiResource = {
  ...DEPLOYMENTS,
  group: '',
  kind: 'ConfigMap',
  plural: 'configmaps',
};

/** The body of an error, as API servers write it. */
export function status(code: number, message: string, details?: object): { status: number; json: object } {
  return {
    status: code,
    json: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code, details },
  };
}
