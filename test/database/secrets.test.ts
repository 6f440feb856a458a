import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';
import type { InputDocument, ModuleNames } from '../../src/model/module.ts';
import type { SecretBackend } from '../../src/model/secret-backend.ts';
import { compileTree, diagnosticLines } from '../tools/compile-tree.ts';
import { at, contextOf, type ModuleRun } from '../modules/run-module.ts';
import { ENGINES, runDatabase, type EngineName } from './run-database.ts';

/** Keys of the Secrets that operators write, as their own documentation lists them. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  Cluster: [
    ...['username', 'password', 'host', 'port', 'dbname', 'pgpass'],
    ...['uri', 'jdbc-uri', 'fqdn-uri', 'fqdn-jdbc-uri'],
  ],
  Instance: ['endpoint', 'address', 'host', 'username', 'port', 'password'],
  RDSInstance: ['endpoint', 'port', 'username', 'password'],
};

/** `name/key` of everything that some Secret will hold. */
function promised({ objects, required }: ModuleRun): ReadonlySet<string> {
  const keys = required.flatMap(({ name, keys: own }) => own.map((key) => `${name}/${key}`));
  for (const object of objects) {
    const name = at(object, 'metadata', 'name') as string;
    const kind = object['kind'] as string;
    const target = (at(object, 'spec', 'writeConnectionSecretToRef', 'name') ?? `${name}-app`) as string;
    keys.push(...(WRITTEN[kind] ?? []).map((key) => `${target}/${key}`));
    const template = at(object, 'spec', 'target', 'template', 'data') as object | undefined;
    if (kind === 'ExternalSecret') keys.push(...Object.keys(template ?? {}).map((key) => `${name}/${key}`));
    if (kind === 'FieldExport') {
      const to = at(object, 'spec', 'to') as { name: string; key: string };
      keys.push(`${to.name}/${to.key}`);
    }
  }
  return new Set(keys);
}

/** Every `secretKeyRef`, `passwordSecretRef` and the like of a value. */
function references(value: Json): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(references);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    /^(?:secretKeyRef|passwordSecretRef|masterUserPassword)$/.test(key) && isJsonObject(member)
      ? [`${member['name'] as string}/${member['key'] as string}`]
      : references(member),
  );
}

const flavorsOf = {
  mysql: ['statefulset', 'innodbcluster', 'percona', 'crossplane', 'ack', 'external'],
  postgres: ['statefulset', 'cloudnative-pg', 'crossplane', 'ack', 'external'],
} as const;

const label = (most: number) => fc.stringMatching(new RegExp(`^[a-z][a-z0-9]{0,${String(most - 1)}}$`));

const cases = fc
  .record({
    engine: fc.constantFrom<EngineName>('mysql', 'postgres'),
    pick: fc.nat(6),
    cloud: fc.constantFrom('aws', 'alicloud'),
    project: label(4),
    stack: label(4),
    app: label(4),
    databaseName: fc.option(label(20), { nil: undefined }),
    database: fc.option(label(12), { nil: undefined }),
    username: fc.option(label(12), { nil: undefined }),
    backend: fc.constantFrom<SecretBackend>('reference', 'external-secrets', 'sealed-secrets'),
  })
  .map(({ engine, pick, cloud, ...rest }) => {
    const flavor = [undefined, ...flavorsOf[engine]][pick % (flavorsOf[engine].length + 1)];
    return { engine, flavor, cloud: flavor === 'ack' ? 'aws' : cloud, ...rest };
  });

/** The sealed files that a database asks for, each with every key that anything may need. */
function sealedFiles(
  engine: EngineName,
  { input, platform, names }: { input: object; platform: object; names: ModuleNames },
): ReadonlyMap<string, readonly InputDocument[]> {
  const { module, version } = ENGINES[engine];
  const parsed = module.schema.parse({ type: 'local', version, ...input });
  const declared = module.inputs?.(parsed, module.platform.parse(platform), names) ?? [];
  const source = { path: 'a.yaml', text: '' };
  const keys = ['hostAddress', 'host', 'port', 'dbname', 'database', 'username', 'password', 'uri'];
  const encryptedData = Object.fromEntries(
    [...keys, 'rootUser', 'rootHost', 'rootPassword'].map((key) => [key, 'Ag']),
  );
  return new Map(
    declared.map(({ path }) => {
      const name = path.replace(/^secrets\/|\.sealed\.yaml$/g, '');
      const value: JsonObject = {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata: { name },
        spec: { encryptedData },
      };
      return [path, [{ value, source, start: 0, end: 0 }]];
    }),
  );
}

describe('with a backend that keeps values out of Git', () => {
  it('no flavor renders a password, and every reference leads to a key that there will be', () => {
    fc.assert(
      fc.property(cases, ({ engine, flavor, cloud, backend, databaseName, database, username, ...names }) => {
        const input = { database };
        const platform = {
          ...{ flavor, databaseName, username, region: 'eu-west-1', instanceType: 'db.t4g.medium' },
          cloud,
        };
        const { project, stack, app } = names;
        const context = contextOf({ ...names, secretBackend: backend });
        const files = sealedFiles(engine, { input, platform, names: context });
        const run = runDatabase(engine, { input, platform, context: { ...context, files } });
        const own = databaseName ?? `${project}-${stack}-${app}-${engine}`;
        const password = createHash('md5')
          .update(`${project}${stack}${app}${own}`)
          .digest('hex')
          .slice(0, 16);
        expect(JSON.stringify(run.objects)).not.toContain(password);
        for (const object of run.objects.filter(({ kind }) => kind === 'Secret'))
          expect([object['data'], object['stringData']]).toEqual([undefined, undefined]);

        const wanted = [
          ...run.objects.flatMap(references),
          ...[...run.env.map(({ value }) => value), ...Object.values(run.outputs)].flatMap((value) =>
            value.kind === 'secret' ? [`${value.name}/${value.key}`] : [],
          ),
        ];
        const there = new Set(promised(run));
        for (const path of files.keys()) for (const key of sealedKeys(files, path)) there.add(key);
        // this one is written by the provider itself
        const made = new Set([...there, `${own}-master/password`]);
        expect(wanted.filter((reference) => !made.has(reference))).toEqual([]);
        expect(run.env).toHaveLength(3);
      }),
      { numRuns: 300 },
    );
  });
});

function sealedKeys(files: ReadonlyMap<string, readonly InputDocument[]>, path: string): readonly string[] {
  const [document] = files.get(path) ?? [];
  const value = document?.value as JsonObject;
  const name = at(value, 'metadata', 'name') as string;
  return Object.keys(at(value, 'spec', 'encryptedData') as object).map((key) => `${name}/${key}`);
}

describe('with sealed secrets', () => {
  const files = (keys: readonly string[]) => ({
    'apps/shop/project.yaml': 'name: shop\n',
    'apps/shop/dev/stack.yaml': 'name: dev\n',
    'apps/shop/dev/app.yaml': `apps:
  web:
    workload: { kind: Service, containers: { web: { image: "ghcr.io/acme/web:1.4.2" } } }
    accessories:
      mysql: { type: local, version: "8.4" }
`,
    'apps/shop/dev/secrets/shop-dev-web-mysql-app.sealed.yaml': `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: shop-dev-web-mysql-app }
spec:
  encryptedData: { ${keys.map((key) => `${key}: AgB3`).join(', ')} }
`,
    'workspaces/dev.yaml': `modules: { mysql: { configs: { default: { flavor: statefulset } } } }
secretStore: { backend: sealed-secrets }
`,
  });

  it('takes the file beside the stack', async () => {
    const keys = ['host', 'port', 'dbname', 'username', 'password', 'uri'];
    expect(diagnosticLines((await compileTree(files(keys))).diagnostics)).toEqual([]);
  });

  it('says which key of the contract the file lacks', async () => {
    const { diagnostics } = await compileTree(files(['host', 'port', 'dbname', 'username', 'password']));
    expect(diagnostics.map(({ code, detail }) => [code, detail.includes('"uri"')])).toEqual([
      ['SECRET_VALUE_MISSING', true],
    ]);
  });
});
