import { describe, expect, it } from 'vitest';
import { narrower, planQuestions, type Question } from '../../src/drift/plan-questions.ts';
import type { ApiResource, Discovery } from '../../src/model/cluster.ts';
import type { ResourceId } from '../../src/model/resource.ts';

const kind = (type: string, namespaced = true): ApiResource => {
  const [group = '', version = '', name = ''] = type.split('/');
  const plural = `${name.toLowerCase()}s`;
  return { group, version, kind: name, plural, namespaced, verbs: ['get', 'list'] };
};
const CONFIG = kind('/v1/ConfigMap');
const DISCOVERY: Discovery = {
  resources: [
    CONFIG,
    kind('/v1/Secret'),
    kind('/v1/Namespace', false),
    kind('autoscaling/v2/HorizontalPodAutoscaler'),
    kind('autoscaling/v1/HorizontalPodAutoscaler'),
  ],
  unknownGroups: new Map([['metrics.example', 'its server does not answer']]),
  version: 'v1.37.2',
};
/** @param type `group/version/Kind` */
const id = (type: string, namespace: string, name = 'a'): ResourceId => {
  const [group = '', version = '', kindName = ''] = type.split('/');
  return { group, version, kind: kindName, namespace, name };
};
const many = (count: number, name: string, namespace = 'shop') =>
  Array.from({ length: count }, (_, i) => id(`/v1/${name}`, namespace, `n${String(i)}`));
const shown = (question: Question) =>
  question.kind === 'list'
    ? `list ${question.resource.plural} ${question.namespace ?? '*'} ${String(question.wanted.length)}`
    : `get ${question.resource.plural} ${question.wanted.namespace}/${question.wanted.name}`;
const plan = (ids: readonly ResourceId[], isTracking = false) => planQuestions(ids, DISCOVERY, isTracking);

describe('questions to a cluster', () => {
  it('get a few objects and list many, each once', () => {
    const few = plan([...many(2, 'ConfigMap'), ...many(2, 'ConfigMap')]);
    expect(few.questions.map(shown)).toEqual(['get configmaps shop/n0', 'get configmaps shop/n1']);
    expect(plan(many(5, 'ConfigMap')).questions.map(shown)).toEqual(['list configmaps shop 5']);
  });

  it('list already for one object when others of its kind matter', () => {
    expect(plan(many(1, 'ConfigMap'), true).questions.map(shown)).toEqual(['list configmaps shop 1']);
    expect(plan([id('/v1/Namespace', '')], true).questions.map(shown)).toEqual(['list namespaces * 1']);
  });

  it('list all namespaces at once where a kind is in more than eight', () => {
    const wide = Array.from({ length: 9 }, (_, i) => id('/v1/ConfigMap', `n${String(i)}`));
    expect(plan(wide).questions.map(shown)).toEqual(['list configmaps * 9']);
  });

  it('never list Secrets', () => {
    expect(plan(many(20, 'Secret'), true).questions.every((each) => each.kind === 'get')).toBe(true);
  });

  it('ask in the version of Git, else in the one that the server prefers', () => {
    const asked = ['v1', 'v2', 'v2beta2'].map((version) => {
      const [question] = plan([id(`autoscaling/${version}/HorizontalPodAutoscaler`, 'shop')]).questions;
      return question?.resource.version;
    });
    expect(asked).toEqual(['v1', 'v2', 'v2']);
  });

  it('tell a kind that is not served from one that nobody knows of', () => {
    const gone = id('acme.io/v1/Gadget', 'shop');
    const open = id('metrics.example/v1/Sample', 'shop');
    const { questions, absent, unknown } = plan([gone, open]);
    expect([questions, absent, unknown]).toEqual([
      [],
      [gone],
      [{ id: open, reason: 'its server does not answer' }],
    ]);
  });

  it('have less reach where a user may not ask so much, down to single objects', () => {
    const two = [id('/v1/ConfigMap', 'a'), id('/v1/ConfigMap', 'b')];
    const wide = { kind: 'list', resource: CONFIG, namespace: undefined, wanted: two } as const;
    expect(narrower(wide, two).map(shown)).toEqual(['list configmaps a 1', 'list configmaps b 1']);
    expect(narrower({ ...wide, namespace: 'a' }, two.slice(0, 1)).map(shown)).toEqual(['get configmaps a/a']);
  });
});
