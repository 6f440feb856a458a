import { describe, expect, it } from 'vitest';
import { durationSeconds } from '../../src/modules/monitoring/duration.ts';
import { monitoringModule } from '../../src/modules/monitoring/index.ts';
import { at, listed, only, refused, runModule, type ModuleRun } from './run-module.ts';

const workload = {
  module: 'service',
  kind: 'Deployment',
  portNames: ['http', 'metrics'],
  labels: {},
  annotations: {},
};

function run(input: object, platform: object = {}): ModuleRun {
  return runModule(monitoringModule, { input, platform, context: { workload } });
}

describe('monitors', () => {
  it.each([
    ['metrics', 'Service', { targetPort: 'metrics' }],
    ['web', 'Service', { port: 'web' }],
    [9100, 'Service', { targetPort: 9100 }],
    ['metrics', 'Pod', { port: 'metrics' }],
    [9100, 'Pod', { portNumber: 9100 }],
  ])('find the port %j of a %s', (port, monitorType, wanted) => {
    const found = run({ port }, { operatorMode: true, monitorType });
    const [monitor] = found.objects;
    const list = monitorType === 'Pod' ? 'podMetricsEndpoints' : 'endpoints';
    expect(at(monitor, 'spec', list, 0)).toEqual({
      bearerTokenSecret: { key: '' },
      interval: '30s',
      scheme: 'http',
      scrapeTimeout: '15s',
      ...wanted,
    });
    expect(found.problems).toEqual([]);
  });

  it('say that a number in quotes finds nothing', () => {
    const found = run({ port: '8080' }, { operatorMode: true });
    expect(at(only(found, 'ServiceMonitor'), 'spec', 'endpoints', 0, 'port')).toBe('8080');
    expect(listed(found.problems)).toEqual(['info FIELD_NO_EFFECT input/port']);
  });

  it('have no port and no path that nobody gave', () => {
    const endpoint = at(only(run({}, { operatorMode: true }), 'ServiceMonitor'), 'spec', 'endpoints', 0);
    expect(endpoint).not.toHaveProperty('port');
    expect(endpoint).not.toHaveProperty('path');
  });
});

describe('times', () => {
  it.each([
    ['1m30s', 90],
    ['1.5h', 5400],
    ['250ms', 0.25],
  ])('%s is %d seconds', (text, seconds) => {
    expect(durationSeconds(text)).toBeCloseTo(seconds);
  });

  it('have to be durations, and the timeout within the interval', () => {
    expect(refused(monitoringModule.platform, { interval: '30' })).toEqual(['invalid_format interval']);
    expect(listed(run({}, { interval: '60s', timeout: '1m' }).problems)).toEqual([]);
    expect(listed(run({}, { timeout: '31s' }).problems)).toEqual(['error FIELD_INVALID platform/timeout']);
  });
});
