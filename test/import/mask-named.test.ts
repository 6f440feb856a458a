import { describe, expect, it } from 'vitest';
import { maskNamed } from '../../src/import/mask-named.ts';

describe('maskNamed', () => {
  it('hides values under names of secrets, whatever holds them', () => {
    const container = {
      name: 'web',
      env: [
        { name: 'DB_PASSWORD', value: 'hunter2' },
        { name: 'apitoken', value: 4711 },
        { name: 'TOKEN_FILE', value: 'token' },
        { name: 'DB_SECRET', valueFrom: { secretKeyRef: { name: 'db-secret', key: 'password' } } },
      ],
    };
    expect(maskNamed({ spec: { containers: [container] } })).toEqual({
      spec: {
        containers: [
          {
            ...container,
            env: [
              { name: 'DB_PASSWORD', value: '(secret)' },
              { name: 'apitoken', value: '(secret)' },
              ...container.env.slice(2),
            ],
          },
        ],
      },
    });
    expect(maskNamed({ kind: 'ConfigMap', data: { dbPassword: 'hunter2', region: 'eu-1' } })).toEqual({
      kind: 'ConfigMap',
      data: { dbPassword: '(secret)', region: 'eu-1' },
    });
    expect(maskNamed({ spec: { password: 'hunter2', secretName: 'db', replicas: 2 } })).toEqual({
      spec: { password: '(secret)', secretName: 'db', replicas: 2 },
    });
    const copy = 'kubectl.kubernetes.io/last-applied-configuration';
    expect(maskNamed({ metadata: { annotations: { [copy]: '{"data":{}}' } } })).toEqual({
      metadata: { annotations: { [copy]: '(secret)' } },
    });
  });
});
