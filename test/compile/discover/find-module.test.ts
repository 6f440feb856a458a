import { describe, expect, it } from 'vitest';
import { findModule } from '../../../src/compile/discover/find-module.ts';
import { MODULES } from '../../../src/modules/index.ts';
import { diagnosticLines } from '../../tools/compile-tree.ts';
import { mapOf } from '../../tools/yaml-node.ts';

const ask = (text: string, key: string, role: 'workload' | 'accessory') =>
  findModule(mapOf(`${text}\n`, 'app.yaml'), { key, role, modules: MODULES });
/** The module's name, or what else came back. */
const answer = (text: string, key: string, role: 'workload' | 'accessory') => {
  const found = ask(text, key, role);
  return found.kind === 'found' ? found.module.name : found.kind;
};

describe('findModule for a workload', () => {
  it.each([
    ['kind: Service', 'service'],
    ['kind: Job', 'job'],
    ['_type: Service', 'service'],
    ['_type: service.Service', 'service'],
    ['_type: job.Job', 'job'],
    ['_type: kam.v1.workload.Job', 'job'],
    ['_type: catalog.models.schema.v1.workload.Service', 'service'],
    ['{kind: Job, _type: service.Service}', 'job'],
    ['containers: {}', 'unsaid'],
    ['kind: 5', 'unsaid'],
    ['kind:', 'unsaid'],
    ['kind: Servce', 'unknown'],
    ['kind: service', 'unknown'],
    ['_type: network.Network', 'unknown'],
  ])('%s is %s', (text, name) => {
    expect(answer(text, 'workload', 'workload')).toBe(name);
  });
});

describe('findModule for an accessory', () => {
  it.each([
    ['module: network', 'edge', 'network'],
    ['_type: network.Network', 'edge', 'network'],
    ['_type: Network', 'edge', 'network'],
    ['_type: a.b.Network', 'edge', 'network'],
    ['_type: k8s_manifest.K8sManifest', 'extra', 'k8s_manifest'],
    ['ports: []', 'network', 'network'],
    ['{module: k8s_manifest, _type: network.Network}', 'network', 'k8s_manifest'],
    ['ports: []', 'edge', 'unsaid'],
    ['ports: []', 'service', 'unsaid'],
    ['module: service', 'network', 'unknown'],
    ['module: netwrk', 'network', 'unknown'],
    ['module: constructor', 'network', 'unknown'],
    ['_type: kafka.Kafka', 'network', 'unknown'],
    ['{}', 'toString', 'unsaid'],
    ['{}', '__defineGetter__', 'unsaid'],
  ])('%s under the key %s is %s', (text, key, name) => {
    expect(answer(text, key, 'accessory')).toBe(name);
  });

  it('points at the word, suggests the nearest and offers it as a fix', () => {
    const found = ask('module: netwrok', 'edge', 'accessory');
    if (found.kind !== 'unknown') throw new Error(found.kind);
    expect(diagnosticLines([found.diagnostic])).toEqual(['error MODULE_UNKNOWN app.yaml:1:9']);
    expect(found.diagnostic.detail).toBe('There is no accessory module "netwrok". Did you mean "network"?');
    expect(found.diagnostic.fixes.map(({ text }) => text)).toEqual(['network']);
  });

  it('lists what there is when nothing is near', () => {
    const found = ask('_type: kafka.Kafka', 'database', 'accessory');
    expect(found.kind === 'unknown' && found.diagnostic.detail).toContain('network.Network');
  });
});
