import { describe, expect, it } from 'vitest';
import { jobModule } from '../../src/modules/job/index.ts';
import { at, listed, only, refused, runModule } from './run-module.ts';

const containers = { busybox: { image: 'busybox:1.28', command: ['/bin/sh', '-c', 'echo hello'] } };
const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' };

describe('job', () => {
  it('with a schedule equals the CronJob of Kusion', () => {
    const found = runModule(jobModule, { input: { _type: 'job.Job', containers, schedule: '0 * * * *' } });
    expect(found.objects).toEqual([
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { labels, name: 'shop-dev-web', namespace: 'shop' },
        spec: {
          schedule: '0 * * * *',
          jobTemplate: {
            metadata: {},
            spec: {
              template: {
                metadata: { labels },
                spec: {
                  containers: [
                    { name: 'busybox', image: 'busybox:1.28', command: ['/bin/sh', '-c', 'echo hello'] },
                  ],
                  restartPolicy: 'Never',
                },
              },
            },
          },
        },
      },
    ]);
    expect(found.problems).toEqual([]);
  });

  it.each([{}, { schedule: '' }])('with %j runs once', (schedule) => {
    const found = runModule(jobModule, { input: { kind: 'Job', containers, ...schedule } });
    expect(at(only(found, 'Job'), 'spec', 'template', 'spec', 'restartPolicy')).toBe('Never');
  });

  it('has labels and annotations on object and pods only', () => {
    const found = runModule(jobModule, {
      input: { containers, schedule: '0 * * * *', labels: { tier: 'batch' } },
      platform: { annotations: { note: 'x' }, replicas: 2 },
    });
    const job = only(found, 'CronJob');
    const wanted = { labels: { ...labels, tier: 'batch' }, annotations: { note: 'x' } };
    expect(job['metadata']).toMatchObject(wanted);
    expect(at(job, 'spec', 'jobTemplate', 'metadata')).toEqual({});
    expect(at(job, 'spec', 'jobTemplate', 'spec', 'template', 'metadata')).toEqual(wanted);
    expect(found.problems).toEqual([]);
  });

  it('says that replicas change nothing', () => {
    const found = runModule(jobModule, { input: { containers, replicas: 2 } });
    expect(listed(found.problems)).toEqual(['info FIELD_NO_EFFECT input/replicas']);
    expect(JSON.stringify(found.objects)).not.toContain('replicas');
  });

  it.each([
    ['Job', 63, {}],
    ['CronJob', 52, { schedule: '@daily' }],
  ])('is a %s with a name of at most %i characters', (kind, limit, schedule) => {
    const run = (length: number) => {
      const app = 'a'.repeat(length - 'shop-dev-'.length);
      return runModule(jobModule, {
        input: { containers, ...schedule },
        context: { app, unitName: `shop-dev-${app}` },
      });
    };
    expect(run(limit).problems).toEqual([]);
    const tooLong = run(limit + 1);
    expect(listed(tooLong.problems)).toEqual(['error NAME_TOO_LONG unit/app']);
    expect(tooLong.problems[0]!.detail).toContain(`${kind} name`);
    expect(tooLong.problems[0]!.detail).toContain('shorten it by 1.');
  });

  it('blames the longest of project, stack and app', () => {
    const project = 'p'.repeat(40);
    const found = runModule(jobModule, {
      input: { containers },
      context: { project, unitName: `${project}-production-nightly-report` },
    });
    expect(listed(found.problems)).toEqual(['error NAME_TOO_LONG unit/project']);
  });

  it('puts Secrets and ConfigMaps before the job', () => {
    const found = runModule(jobModule, {
      input: {
        secrets: { login: { type: 'token', data: { token: 't' } } },
        containers: { a: { image: 'i', files: { '/a/b': { content: 'x' } } } },
      },
      context: { secretBackend: 'plaintext' },
    });
    expect(found.objects.map(({ kind }) => kind)).toEqual(['Secret', 'ConfigMap', 'Job']);
  });

  it('has no fields of a service', () => {
    expect(refused(jobModule.schema, { kind: 'Service', containers })).toEqual(['invalid_value kind']);
    expect(refused(jobModule.schema, { containers, type: 'Deployment' })).toEqual(['unrecognized_keys ']);
    expect(refused(jobModule.platform, { type: 'Deployment' })).toEqual(['unrecognized_keys ']);
  });
});
