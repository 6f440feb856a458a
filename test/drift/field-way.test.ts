import { describe, expect, it } from 'vitest';
import { fieldWay } from '../../src/drift/field-way.ts';
import { stepText, type FieldSteps } from '../../src/drift/steps.ts';

const OBJECT = {
  metadata: { labels: { 'app.kubernetes.io/name': 'web', app: 'x' } },
  spec: {
    containers: [
      { name: 'a', env: [{ name: 'x"]y', value: '1' }] },
      { name: 'web', ports: [{ containerPort: 80 }] },
    ],
    finalizers: ['one', 'two'],
    args: ['x', { deep: true }],
  },
};

describe('the way that a path text leads into an object', () => {
  it.each([
    ['', []],
    ['.metadata.labels.app.kubernetes.io/name', ['metadata', 'labels', 'app.kubernetes.io/name']],
    ['.metadata.labels.app', ['metadata', 'labels', 'app']],
    ['.spec.containers[name="web"]', ['spec', 'containers', 1]],
    [
      '.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"].containerPort',
      ['spec', 'containers', 1, 'ports', 0, 'containerPort'],
    ],
    [
      String.raw`.spec.containers[name="a"].env[name="x\"]y"].value`,
      ['spec', 'containers', 0, 'env', 0, 'value'],
    ],
    ['.spec.finalizers[="two"]', ['spec', 'finalizers', 1]],
    ['.spec.args[1].deep', ['spec', 'args', 1, 'deep']],
  ])('%s is there', (text, path) => {
    const way = fieldWay(OBJECT, text);
    expect([way?.path, way?.rest]).toEqual([path, []]);
    expect((way?.steps ?? []).map(stepText).join('')).toBe(text);
  });

  it.each([
    ['.metadata.labels.team.acme.io/x', ['metadata', 'labels'], ['team.acme.io/x']],
    ['.metadata.annotations.a.b/c', ['metadata'], ['annotations', 'a.b/c']],
    ['.spec.securityContext.runAsUser', ['spec'], ['securityContext', 'runAsUser']],
    [
      '.spec.containers[name="web"].env[name="X"].value',
      ['spec', 'containers', 1],
      ['env', { keys: [['name', 'X']] }, 'value'],
    ],
    ['.spec.resources.limits.nvidia.com/gpu', ['spec'], ['resources', 'limits', 'nvidia.com/gpu']],
    ['.spec.finalizers[="three"]', ['spec', 'finalizers'], [{ value: 'three' }]],
    ['.spec.args[2]', ['spec', 'args'], [2]],
  ] satisfies readonly [string, readonly (string | number)[], FieldSteps][])(
    '%s ends early',
    (text, path, rest) => {
      const way = fieldWay(OBJECT, text);
      expect([way?.path, way?.rest]).toEqual([path, rest]);
      expect((way?.steps ?? []).map(stepText).join('')).toBe(text);
    },
  );

  it.each(['spec', '.', '..a', '.spec[', '.spec[name=web]', '.spec[name="web"', '.spec[]'])(
    '%s is no path',
    (text) => {
      expect(fieldWay({}, text)).toBeUndefined();
    },
  );
});
