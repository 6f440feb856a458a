import { describe, expect, it } from 'vitest';
import { jobModule } from '../../src/modules/job/index.ts';
import { serviceModule } from '../../src/modules/service/index.ts';
import { at, listed, only, refused, runModule, type ModuleRun } from '../modules/run-module.ts';

function run(fields: object): ModuleRun {
  return runModule(serviceModule, { input: { containers: { web: { image: 'nginx:1.29', ...fields } } } });
}

const container = (found: ModuleRun) =>
  at(only(found, 'Deployment'), 'spec', 'template', 'spec', 'containers', 0);
const probe = (handler: object, more: object = {}) =>
  run({ readinessProbe: { probeHandler: handler, ...more } });
const rendered = (handler: object) => at({ c: container(probe(handler)) as never }, 'c', 'readinessProbe');
const typed = (kind: string, fields: object) => ({ _type: `service.container.probe.${kind}`, ...fields });

describe('HTTP probes', () => {
  it.each([
    ['http://localhost:80', { port: 80, scheme: 'HTTP' }],
    ['http://127.0.0.1:8080/healthz', { path: '/healthz', port: 8080, scheme: 'HTTP' }],
    ['https://example.com:8443/a%20b', { host: 'example.com', path: '/a b', port: 8443, scheme: 'HTTPS' }],
    ['http://localhost/ready', { path: '/ready', port: 80, scheme: 'HTTP' }],
    ['HTTPS://localhost/ready', { path: '/ready', port: 443, scheme: 'HTTPS' }],
    ['http://:8080/', { path: '/', port: 8080, scheme: 'HTTP' }],
    ['http://[::1]:8080/x', { host: '::1', path: '/x', port: 8080, scheme: 'HTTP' }],
  ])('read %s', (url, wanted) => {
    expect(rendered(typed('Http', { url }))).toEqual({ httpGet: wanted });
    expect(rendered({ url })).toEqual({ httpGet: wanted });
    expect(rendered({ http: url })).toEqual({ httpGet: wanted });
  });

  it('sort their headers', () => {
    const headers = { 'X-B': '2', Accept: 'text/plain' };
    expect(rendered({ url: 'http://localhost:80', headers })).toHaveProperty('httpGet.httpHeaders', [
      { name: 'Accept', value: 'text/plain' },
      { name: 'X-B', value: '2' },
    ]);
  });

  it('warn about parts of the URL that have no place, without printing them', () => {
    const found = probe({ url: 'http://user:hunter2@localhost:80/a?deep=1#top' });
    expect(listed(found.problems)).toEqual([
      'warning FIELD_DROPPED input/containers/web/readinessProbe/probeHandler/url',
    ]);
    expect(found.problems[0]!.detail).toContain('user name and the query and the fragment');
    expect(found.problems[0]!.detail).not.toContain('hunter2');
  });

  it.each([
    '/healthz',
    'localhost/healthz',
    'ftp://localhost:21/',
    'http://localhost:0/',
    'http://localhost:70000',
    'http://:http/x',
    'http://localhost:80/%zz',
  ])('refuse %s', (url) => {
    expect(listed(probe({ http: url }).problems)).toEqual([
      'error PROBE_INVALID input/containers/web/readinessProbe/probeHandler/http',
    ]);
  });
});

describe('TCP probes', () => {
  it.each([
    ['localhost:6379', { host: 'localhost', port: 6379 }],
    ['tcp://db.example.com:5432', { host: 'db.example.com', port: 5432 }],
    ['tcp://:8080/', { port: 8080 }],
    ['[::1]:80', { host: '::1', port: 80 }],
  ])('read %s', (url, wanted) => {
    expect(rendered(typed('Tcp', { url }))).toEqual({ tcpSocket: wanted });
    expect(rendered({ url })).toEqual({ tcpSocket: wanted });
    expect(rendered({ tcp: url })).toEqual({ tcpSocket: wanted });
  });

  it.each(['localhost', 'tcp://localhost', 'localhost:http', 'localhost:0', 'tcp://localhost:80/path'])(
    'refuse %s',
    (url) => {
      expect(listed(probe(typed('Tcp', { url })).problems)).toEqual([
        'error PROBE_INVALID input/containers/web/readinessProbe/probeHandler/url',
      ]);
    },
  );
});

describe('probes', () => {
  it('run a command and leave out zero numbers', () => {
    const found = probe(typed('Exec', { command: ['/ready'] }), {
      initialDelaySeconds: 0,
      periodSeconds: 10,
      failureThreshold: 3,
    });
    expect(container(found)).toHaveProperty('readinessProbe', {
      exec: { command: ['/ready'] },
      periodSeconds: 10,
      failureThreshold: 3,
    });
    expect(found.problems).toEqual([]);
  });

  it('take handler for probeHandler, but not both', () => {
    expect(container(run({ livenessProbe: { handler: { exec: ['/live'] } } }))).toHaveProperty(
      'livenessProbe.exec.command',
      ['/live'],
    );
    const both = run({ startupProbe: { handler: { exec: ['/a'] }, probeHandler: { exec: ['/b'] } } });
    expect(listed(both.problems)).toEqual(['error FIELD_CONFLICT input/containers/web/startupProbe/handler']);
  });

  it('warn about the grace period that Kusion drops', () => {
    const found = probe({ exec: ['/ready'] }, { terminationGracePeriod: 30 });
    expect(listed(found.problems)).toEqual([
      'warning FIELD_DROPPED input/containers/web/readinessProbe/terminationGracePeriod',
    ]);
  });

  it.each([
    [{}, 'error FIELD_MISSING input/containers/web/readinessProbe/probeHandler'],
    [
      { command: ['/a'], url: 'http://localhost' },
      'error FIELD_CONFLICT input/containers/web/readinessProbe/probeHandler/url',
    ],
    [
      { exec: ['/a'], headers: { A: 'b' } },
      'error FIELD_CONFLICT input/containers/web/readinessProbe/probeHandler/headers',
    ],
    [
      typed('Exec', { url: 'http://localhost' }),
      'error FIELD_CONFLICT input/containers/web/readinessProbe/probeHandler/url',
    ],
    [
      typed('Tcp', { http: 'http://localhost' }),
      'error FIELD_CONFLICT input/containers/web/readinessProbe/probeHandler/http',
    ],
    [
      typed('Grpc', { url: 'http://localhost' }),
      'error FIELD_INVALID input/containers/web/readinessProbe/probeHandler/_type',
    ],
  ])('refuse the handler %j', (handler, wanted) => {
    expect(listed(probe(handler).problems)).toEqual([wanted]);
  });

  it('need a handler', () => {
    expect(listed(run({ livenessProbe: {} }).problems)).toEqual([
      'error FIELD_MISSING input/containers/web/livenessProbe/probeHandler',
    ]);
  });

  it('refuse negative numbers, empty commands and odd headers', () => {
    const schema = (readinessProbe: object) =>
      refused(serviceModule.schema, { containers: { web: { image: 'i', readinessProbe } } });
    expect(schema({ periodSeconds: -1 })).toEqual(['too_small containers/web/readinessProbe/periodSeconds']);
    expect(schema({ probeHandler: { command: [] } })).toEqual([
      'too_small containers/web/readinessProbe/probeHandler/command',
    ]);
    expect(schema({ probeHandler: { url: 'x', headers: { 'a b': 'c' } } })).toEqual([
      'invalid_key containers/web/readinessProbe/probeHandler/headers/a b',
    ]);
  });

  it('work on jobs', () => {
    const found = runModule(jobModule, {
      input: {
        containers: {
          a: {
            image: 'i',
            livenessProbe: { probeHandler: { url: 'localhost:80' } },
            lifecycle: { preStop: { exec: ['/bye'] } },
          },
        },
      },
    });
    expect(at(only(found, 'Job'), 'spec', 'template', 'spec', 'containers', 0)).toEqual({
      name: 'a',
      image: 'i',
      livenessProbe: { tcpSocket: { host: 'localhost', port: 80 } },
      lifecycle: { preStop: { exec: { command: ['/bye'] } } },
    });
  });
});

describe('lifecycle hooks', () => {
  it('run commands and HTTP requests', () => {
    const lifecycle = {
      preStop: typed('Exec', { command: ['/bye'] }),
      postStart: typed('Http', { url: 'http://localhost:80/warm' }),
    };
    expect(container(run({ lifecycle }))).toHaveProperty('lifecycle', {
      preStop: { exec: { command: ['/bye'] } },
      postStart: { httpGet: { path: '/warm', port: 80, scheme: 'HTTP' } },
    });
    expect(container(run({ lifecycle: {} }))).not.toHaveProperty('lifecycle');
  });

  it('refuse TCP', () => {
    const found = run({ lifecycle: { preStop: { tcp: 'localhost:80' } } });
    expect(listed(found.problems)).toEqual([
      'error FIELD_INVALID input/containers/web/lifecycle/preStop/tcp',
    ]);
  });
});
