import { describe, expect, it } from 'vitest';
import { fieldPath, leaves } from '../../src/model/field-path.ts';

const deployment = {
  metadata: { labels: { 'app.kubernetes.io/name': 'web', team: 'shop' }, 'x"y': 1 },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'web',
            args: ['--port', '8080'],
            env: [{ name: 'HOME', value: '/srv' }],
            ports: [{ containerPort: 80, protocol: 'TCP' }, { containerPort: 81 }],
            volumeMounts: [{ mountPath: '/etc/web', name: 'conf' }],
          },
        ],
        topologySpreadConstraints: [{ topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
        tolerations: [{ key: 'a' }],
      },
    },
    ports: [{ port: 80, protocol: 'TCP', name: 'http' }, { port: 81 }],
    containers: [{ image: 'nameless' }, 'text'],
  },
};

describe('fieldPath', () => {
  const pod = ['spec', 'template', 'spec'];
  const web = [...pod, 'containers', 0];
  it.each([
    [[], ''],
    [['spec'], '.spec'],
    [['metadata', 'labels', 'team'], '.metadata.labels.team'],
    [['metadata', 'labels', 'app.kubernetes.io/name'], '.metadata.labels["app.kubernetes.io/name"]'],
    [['metadata', 'x"y'], '.metadata["x\\"y"]'],
    [[...web, 'name'], '.spec.template.spec.containers[name="web"].name'],
    [[...web, 'args', 1], '.spec.template.spec.containers[name="web"].args[1]'],
    [[...web, 'env', 0, 'value'], '.spec.template.spec.containers[name="web"].env[name="HOME"].value'],
    [
      [...web, 'ports', 0],
      '.spec.template.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"]',
    ],
    [[...web, 'ports', 1], '.spec.template.spec.containers[name="web"].ports[containerPort=81]'],
    [
      [...web, 'volumeMounts', 0],
      '.spec.template.spec.containers[name="web"].volumeMounts[mountPath="/etc/web"]',
    ],
    [
      [...pod, 'topologySpreadConstraints', 0],
      '.spec.template.spec.topologySpreadConstraints[topologyKey="zone",whenUnsatisfiable="DoNotSchedule"]',
    ],
    [[...pod, 'tolerations', 0], '.spec.template.spec.tolerations[0]'],
    [['spec', 'ports', 0], '.spec.ports[port=80,protocol="TCP"]'],
    [['spec', 'ports', 1], '.spec.ports[port=81]'],
    [['spec', 'containers', 0], '.spec.containers[0]'],
    [['spec', 'containers', 1], '.spec.containers[1]'],
    [['spec', 'nowhere', 3, 'x'], '.spec.nowhere[3].x'],
  ])('of %j is %s', (path, text) => {
    expect(fieldPath(deployment, path)).toBe(text);
  });
});

describe('leaves', () => {
  it('lists scalars and what is empty, in the order of the value', () => {
    expect(leaves({ b: 1, a: { x: [true, { y: null }], e: {} }, l: [] })).toEqual([
      { path: ['b'], value: 1 },
      { path: ['a', 'x', 0], value: true },
      { path: ['a', 'x', 1, 'y'], value: null },
      { path: ['a', 'e'], value: {} },
      { path: ['l'], value: [] },
    ]);
    expect(leaves('web')).toEqual([{ path: [], value: 'web' }]);
  });
});
