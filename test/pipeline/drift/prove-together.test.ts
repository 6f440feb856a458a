import { expect, it } from 'vitest';
import { provedTogether } from '../../../src/pipeline/drift/adopt/prove-together.ts';
import { AdoptTree } from '../../../src/pipeline/drift/adopt/adopt-tree.ts';
import { MODULES } from '../../../src/modules/index.ts';
import { loadRepository } from '../../../src/pipeline/load-repository.ts';
import { wantedObject } from '../../../src/pipeline/drift/adopt/unit-state.ts';
import { identityKey, identityOf } from '../../../src/model/resource.ts';
import { memoryTree } from '../../tools/memory-tree.ts';

const APP =
  'apps:\n  web:\n    workload:\n      kind: Service\n      replicas: 2\n      containers: { web: { image: ghcr.io/acme/web:1.4.2 } }\n';
const FILES = {
  'workspaces/dev.yaml': '',
  'workspaces/prod.yaml': '',
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/dev/stack.yaml': 'name: dev\nnamespace: dev\n',
  'apps/shop/dev/app.yaml': APP,
  'apps/shop/prod/stack.yaml': 'name: prod\nnamespace: prod\n',
  'apps/shop/prod/app.yaml': APP,
};

/** What is said of edits that shall make three replicas in prod. */
async function saidOf(edits: Readonly<Record<string, string>>): Promise<unknown> {
  const reader = memoryTree(FILES);
  const tree = new AdoptTree(await loadRepository({ reader, modules: MODULES }), reader, undefined);
  const [now] = (await tree.trace(new Map(), ({ stack }) => stack.name === 'prod')).traced;
  const found = now?.spec.resources.find(({ id }) => id.kind === 'Deployment');
  if (!now || !found) throw new Error('nothing is rendered');
  const unit = 'prod shop/prod';
  const field = {
    path: '.spec.replicas',
    kind: 'modified',
    desired: 2,
    live: 3,
    cause: 'human',
    blame: [],
    rule: 'declared-value',
    severity: 'high',
  } as const;
  const id = identityOf(found.object);
  const wanted = new Map([[identityKey(id), wantedObject(found.object, [field])]]);
  const problem = await provedTogether({
    tree,
    edits: new Map(Object.entries(edits)),
    start: new Map([[unit, { now, wanted }]]),
    adopted: [{ unit, id, field, shown: { workspace: 'prod', unit: 'shop/prod', id, path: field.path } }],
  });
  return problem && [problem.code, problem.detail];
}

const three = APP.replace('replicas: 2', 'replicas: 3');

it('holds when the field is as wanted and nothing else changed', async () => {
  expect(await saidOf({ 'apps/shop/prod/app.yaml': three })).toBeUndefined();
});

it.each([
  ['nothing became of it', {}, /\.spec\.replicas: the new render would still not be as the cluster is\.$/],
  [
    'another unit changed',
    { 'apps/shop/prod/app.yaml': three, 'apps/shop/dev/app.yaml': three },
    /^The render of shop\/dev in dev would change/,
  ],
  [
    'another field changed',
    { 'apps/shop/prod/app.yaml': three.replace('1.4.2', '1.5.0') },
    /\.image would change too, to what the cluster does not have\.$/,
  ],
  ['an object went away', { 'apps/shop/prod/app.yaml': 'apps: {}\n' }, /would go away too\.$/],
  ['a file has an error', { 'apps/shop/prod/app.yaml': 'apps: 7\n' }, /^With all edits the compiler says: /],
] as const)('does not hold when %s', async (_, edits, wanted) => {
  expect(await saidOf(edits)).toEqual(['ADOPT_UNPROVED', expect.stringMatching(wanted)]);
});
