import { describe, expect, it } from 'vitest';
import { fieldSeverity } from '../../src/drift/severity.ts';
import type { FieldSteps } from '../../src/drift/steps.ts';
import { judge } from './judge.ts';

const web = { keys: [['name', 'web']] } as const;
const POD = ['spec', 'template', 'spec'] as const;

describe('severity', () => {
  it.each<[group: string, kind: string, steps: FieldSteps, severity: string]>([
    ['apps', 'Deployment', [...POD, 'containers', web, 'image'], 'high'],
    ['apps', 'Deployment', [...POD, 'containers', web, 'securityContext', 'privileged'], 'high'],
    ['apps', 'Deployment', [...POD, 'hostNetwork'], 'high'],
    ['apps', 'Deployment', [...POD, 'containers', web, 'resources', 'limits', 'memory'], 'medium'],
    ['apps', 'Deployment', ['metadata', 'labels', 'image'], 'low'],
    ['rbac.authorization.k8s.io', 'Role', ['rules', 0, 'verbs'], 'high'],
    ['rbac.authorization.k8s.io', 'ClusterRoleBinding', [], 'high'],
    ['', 'Secret', ['data', 'password'], 'high'],
    ['', 'Secret', ['metadata', 'annotations', 'x'], 'low'],
    ['', 'Namespace', ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'], 'high'],
    ['', 'ConfigMap', [], 'medium'],
    ['', 'ConfigMap', ['data', 'command'], 'medium'],
  ])('of %s %s at %j is %s', (group, kind, ...[steps, severity]) => {
    expect(fieldSeverity({ group, kind }, steps)).toBe(severity);
  });

  it('is high where a value is hidden, alone or within another', () => {
    const pod = (env: readonly { readonly name: string; readonly value: string }[]) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: 'web:1', env }] },
    });
    const found = judge(
      pod([
        { name: 'DB_PASSWORD', value: 'x7Jq2mVw9Lk4' },
        { name: 'LEVEL', value: 'info' },
      ]),
      pod([{ name: 'LEVEL', value: 'debug' }]),
    );
    expect(found.fields.map(({ path, severity }) => [path, severity])).toEqual([
      ['.spec.containers[name="web"].env[name="DB_PASSWORD"]', 'high'],
      ['.spec.containers[name="web"].env[name="LEVEL"].value', 'medium'],
    ]);
  });
});
