import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.ts';
import { isJsonObject, type JsonObject } from '../../src/model/json.ts';
import { identityOf } from '../../src/model/resource.ts';
import { describeWith } from '../servers/describe-with.ts';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import { readFolder } from '../tools/golden.ts';
import { atMost } from './scenarios/at-most.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MODULES = join(ROOT, 'src', 'modules');

/** An object that the program renders, and the file that holds it. */
interface Rendered {
  readonly file: string;
  readonly object: JsonObject;
}

describeWith(['etcd', 'kube-apiserver'], 'a strict API server', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.stop());

  it('accepts every rendered object of a built-in kind', async () => {
    const all = renderedObjects();
    expect(all.length).toBeGreaterThan(100);
    const pathOf = paths(cluster);
    const spaces = new Set(all.map(({ object }) => spaceOf(object)));
    for (const { object } of all) if (object['kind'] === 'Namespace') spaces.delete(identityOf(object).name);
    const namespaces = all.filter(({ object }) => object['kind'] === 'Namespace');
    const named = new Map(namespaces.map((each) => [identityOf(each.object).name, each]));
    const bare = [...spaces].filter((name) => name !== 'default').map(namespace);
    const others = all.filter(({ object }) => object['kind'] !== 'Namespace');
    const ask = async ({ file, object }: Rendered, query: string): Promise<Asked> => {
      const { kind } = identityOf(object);
      const path = await pathOf(object);
      if (path === undefined) return { skipped: `${versionOf(object)} ${kind}` };
      const { status, body } = await cluster.api({ method: 'POST', path: `${path}?${query}`, body: object });
      if (status === 201) return {};
      const { message } = body as { readonly message?: unknown };
      return { refused: `${file}: ${kind} ${identityOf(object).name}: ${String(message)}` };
    };
    const made = await atMost(8, [...named.values(), ...bare], (each) => ask(each, STRICT));
    const tried = await atMost(8, others, (each) => ask(each, `${STRICT}&dryRun=All`));
    const answers = [...made, ...tried];
    const skipped = answers.flatMap(({ skipped: kind }) => kind ?? []);
    process.stdout.write(
      `${answers.length - skipped.length} objects asked, ${skipped.length} skipped because their kinds are custom: ` +
        `${[...new Set(skipped)].toSorted().join(', ')}\n`,
    );
    expect(answers.flatMap(({ refused }) => refused ?? [])).toEqual([]);
    expect(answers.length - skipped.length).toBeGreaterThan(100);
    expect(skipped.filter((kind) => !kind.split(' ')[0]?.includes('.'))).toEqual([]);
  });

  it('would refuse a field that it does not know', async () => {
    const metadata = { name: 'web', namespace: 'default' };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, date: {} };
    const path = (await paths(cluster)(object)) ?? '';
    const { status, body } = await cluster.api({
      method: 'POST',
      path: `${path}?${STRICT}&dryRun=All`,
      body: object,
    });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('unknown field');
  });
});

const STRICT = 'fieldValidation=Strict';

interface Asked {
  /** Version and kind that the server does not know. */
  readonly skipped?: string;
  readonly refused?: string;
}

/** The shop, the profiles and the examples of all modules, as the other tests hold them. */
function renderedObjects(): readonly Rendered[] {
  const shop = [...readFolder(join(ROOT, 'fixtures', 'shop-rendered'))];
  const examples = readdirSync(MODULES).flatMap((module) =>
    [...readFolder(join(MODULES, module, 'examples'))]
      .filter(([path]) => path.endsWith('/expected.yaml'))
      .map(([path, text]) => [`${module}/${path}`, text] as const),
  );
  const profiles = [...readFolder(join(ROOT, 'fixtures', 'profiles'))].filter(([path]) =>
    path.startsWith('expected-'),
  );
  return [...shop, ...profiles, ...examples]
    .filter(([path]) => path.endsWith('.yaml'))
    .flatMap(([file, text]) =>
      parseManifests(text)
        .documents.map(({ value }) => value)
        .filter(isJsonObject)
        .map((object) => ({ file, object })),
    );
}

function spaceOf(object: JsonObject): string {
  return identityOf(object).namespace || 'default';
}

function versionOf(object: JsonObject): string {
  const { group, version } = identityOf(object);
  return group === '' ? version : `${group}/${version}`;
}

function namespace(name: string): Rendered {
  return { file: 'none', object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } };
}

interface ResourceList {
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

/** Where objects of a kind are created; undefined for a kind that the server does not know. */
function paths(cluster: Cluster): (object: JsonObject) => Promise<string | undefined> {
  const lists = new Map<string, Promise<ResourceList | undefined>>();
  const read = async (root: string): Promise<ResourceList | undefined> => {
    const { status, body } = await cluster.api({ path: root });
    return status === 200 ? (body as ResourceList) : undefined;
  };
  return async (object) => {
    const version = versionOf(object);
    const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
    const list = lists.get(root) ?? read(root);
    lists.set(root, list);
    const found = (await list)?.resources.find(
      ({ name, kind }) => kind === object['kind'] && !name.includes('/'),
    );
    if (!found) return undefined;
    return `${root}${found.namespaced ? `/namespaces/${spaceOf(object)}` : ''}/${found.name}`;
  };
}
