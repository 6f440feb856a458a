import { describe, expect, it } from 'vitest';
import { partAt } from '../../src/model/edit-json.ts';
import type { Json } from '../../src/model/json.ts';
import type { Path } from '../../src/model/node.ts';
import { compileTree, diagnosticLines, renderedFiles, renderedObjects } from '../tools/compile-tree.ts';

const MODULE = `apiVersion: moorline.dev/v1
kind: Module
name: redis
role: accessory
summary: A Redis beside the app.
`;

interface Parts {
  readonly module: string;
  /** What stands below the accessory. */
  readonly accessory?: string;
  readonly env?: string;
  readonly workspace?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const repository = ({ module, accessory = '{}', env = '{}', workspace = '', files = {} }: Parts) => ({
  'moorline.yaml': 'modules: { paths: ["modules/*"] }\n',
  'modules/redis/module.yaml': MODULE + module,
  'workspaces/dev.yaml': workspace,
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/dev/stack.yaml': 'name: dev\n',
  'apps/shop/dev/app.yaml': `apps:
  web:
    workload:
      kind: Service
      containers: { web: { image: "web:1", env: ${env} } }
    accessories:
      redis: ${accessory}
`,
  ...files,
});

async function compiled(parts: Parts) {
  const compilation = await compileTree(repository(parts), true);
  return { lines: diagnosticLines(compilation.diagnostics), compilation, ...compilation };
}

/** The objects of a kind, or a part of each. */
async function objects(parts: Parts, kind: string, ...path: Path): Promise<readonly (Json | undefined)[]> {
  const { compilation, diagnostics } = await compiled(parts);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return renderedObjects(compilation)
    .filter((object) => partAt(object, ['kind']) === kind)
    .map((object) => partAt(object, path));
}

const configMap = (name: string, data: string, lines = '') => `resources:
  - ${lines}object:
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: "${name}", namespace: "\${namespace}" }
      data: ${data}
`;

describe('when', () => {
  const module = `input:
  properties:
    on: { type: boolean }
    replicas: { type: integer, default: 1 }
    name: { type: string }
    ports: { type: array, items: { type: integer } }
    labels: { type: object, additionalProperties: { type: string } }
${['on', 'replicas', 'name', 'ports', 'labels'].reduce(
  (text, field) =>
    text + configMap(`\${key}-${field}`, '{}', `when: \${input.${field}}\n    `).replace('resources:\n', ''),
  'resources:\n',
)}`;

  it.each([
    ['{}', ['replicas']],
    ['{ on: false, replicas: 0, name: "", ports: [], labels: {} }', []],
    [
      '{ on: true, replicas: 2, name: a, ports: [1], labels: { a: b } }',
      ['on', 'replicas', 'name', 'ports', 'labels'],
    ],
  ])('is decided by what is given: %s', async (accessory, fields) => {
    const names = await objects({ module, accessory }, 'ConfigMap', 'metadata', 'name');
    expect(names).toEqual(fields.map((field) => `redis-${field}`));
  });
});

describe('secrets', () => {
  const module = `platform:
  properties:
    token: { type: string, default: "redis#token" }
secrets:
  - name: \${unitName}-redis
    values:
      password: { generated: 32 }
      url: { around: "redis://:{}@\${unitName}" }
      user: { public: app }
  - name: \${unitName}-store
    values:
      token: { remote: "\${platform.token}" }
  - name: \${unitName}-license
    values:
      key: { required: true }
outputs:
  password: { secret: "\${unitName}-redis/password" }
`;
  const env = '{ PASSWORD: { ref: redis.password } }';

  it('are listed as required by the backend reference', async () => {
    const { tree, lines } = await compiled({ module, env });
    expect(lines).toEqual(Array(3).fill('info SECRET_REQUIRED apps/shop/dev/app.yaml:7:14'));
    expect(tree.units[0]?.requiredSecrets.map(({ name, keys }) => [name, ...keys])).toEqual([
      ['shop-dev-web-redis', 'password', 'url', 'user'],
      ['shop-dev-web-store', 'token'],
      ['shop-dev-web-license', 'key'],
    ]);
  });

  it('are fetched and made up by External Secrets', async () => {
    const workspace = 'secretStore: { backend: external-secrets }\n';
    const { lines } = await compiled({ module, env, workspace });
    expect(lines).toEqual(['info SECRET_REQUIRED apps/shop/dev/app.yaml:7:14']);
    expect(await objects({ module, workspace }, 'ExternalSecret', 'metadata', 'name')).toEqual([
      'shop-dev-web-redis',
      'shop-dev-web-store',
    ]);
    expect(
      await objects({ module, workspace }, 'ExternalSecret', 'spec', 'data', 0, 'remoteRef', 'key'),
    ).toEqual([undefined, 'redis']);
    const container: Path = ['spec', 'template', 'spec', 'containers', 0];
    const source = { secretKeyRef: { name: 'shop-dev-web-redis', key: 'password' } };
    expect(await objects({ module, env, workspace }, 'Deployment', ...container, 'env')).toEqual([
      [{ name: 'PASSWORD', valueFrom: source }],
    ]);
  });

  it('are taken from encrypted files', async () => {
    const workspace = 'secretStore: { backend: sealed-secrets }\n';
    const { lines } = await compiled({ module, workspace });
    expect(lines).toEqual(Array(3).fill('error PATH_MISSING apps/shop/dev/app.yaml:7:14'));
    const sealed = (name: string, keys: string) =>
      `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: shop-dev-web-${name} }\nspec: { encryptedData: { ${keys} } }\n`;
    const files = {
      'apps/shop/dev/secrets/shop-dev-web-redis.sealed.yaml': sealed('redis', 'password: A, url: B, user: C'),
      'apps/shop/dev/secrets/shop-dev-web-store.sealed.yaml': sealed('store', 'token: A'),
      'apps/shop/dev/secrets/shop-dev-web-license.sealed.yaml': sealed('license', 'key: A'),
    };
    const found = await compiled({ module, workspace, files });
    expect(found.lines).toEqual([]);
    expect(await objects({ module, workspace, files }, 'SealedSecret', 'metadata', 'name')).toHaveLength(3);
  });

  it('may be written down in a template only for a workspace that keeps them in plain text', async () => {
    const plain = configMap('redis', '{ password: b3Blbg== }').replace('ConfigMap', 'Secret');
    expect((await compiled({ module: plain })).lines).toEqual([
      'error SECRET_PLAINTEXT modules/redis/module.yaml:11:7',
    ]);
    expect((await compiled({ module: plain.replace('{ password: b3Blbg== }', '{}') })).lines).toEqual([]);
    const list = plain
      .replace('Secret', 'SecretList')
      .replace('\n      data: {', '\n      items: [{')
      .replace('== }', '== }]');
    expect((await compiled({ module: list })).lines).toEqual([
      'error MODULE_INVALID modules/redis/module.yaml:9:13',
    ]);
    const workspace = 'secretStore: { backend: plaintext }\n';
    expect(await objects({ module: plain, workspace }, 'Secret', 'data', 'password')).toEqual(['b3Blbg==']);
  });
});

describe('patches and outputs', () => {
  const module = `input:
  properties:
    note: { type: string }
patch:
  env: { ONE: "\${app}", NOTE: "\${input.note}", TWO: "$\${x}" }
  workload: { labels: { redis: "yes" } }
  pods: { annotations: { note: "\${input.note}", redis: "\${key}" } }
outputs:
  note: a \${input.note}
`;

  it('reach the workload; what has no value is left out', async () => {
    const env = '{ NOTE: { ref: redis.note } }';
    const accessory = '{ note: fresh }';
    const container: Path = ['spec', 'template', 'spec', 'containers', 0, 'env'];
    expect(await objects({ module }, 'Deployment', ...container)).toEqual([
      [
        { name: 'ONE', value: 'web' },
        { name: 'TWO', value: '${x}' },
      ],
    ]);
    expect(await objects({ module, env, accessory }, 'Deployment', ...container)).toEqual([
      [
        { name: 'ONE', value: 'web' },
        { name: 'TWO', value: '${x}' },
        { name: 'NOTE', value: 'a fresh' },
      ],
    ]);
    expect(await objects({ module }, 'Deployment', 'spec', 'template', 'metadata', 'annotations')).toEqual([
      { redis: 'redis' },
    ]);
    expect(await objects({ module }, 'Deployment', 'metadata', 'labels', 'redis')).toEqual(['yes']);
  });

  it('say why an output is not there', async () => {
    const env = '{ NOTE: { ref: redis.note } }';
    const { lines, diagnostics } = await compiled({ module, env });
    expect(lines).toEqual(['error REFERENCE_DANGLING apps/shop/dev/app.yaml:5:64']);
    expect(diagnostics[0]?.detail).toBe('A field that it is made of was not given.');
  });
});

describe('a module that is not shareable', () => {
  it('is refused under shared', async () => {
    const files = { 'apps/shop/dev/app.yaml': 'shared:\n  redis: {}\n' };
    const { lines } = await compiled({ module: '', files });
    expect(lines).toEqual(['error MODULE_NOT_SHARED apps/shop/dev/app.yaml:2:3']);
  });
});

describe('fields of a module', () => {
  const module = `input:
  properties:
    auth:
      type: object
      properties:
        user: { type: string, default: app }
        groups: { type: array, items: { type: string }, maxItems: 2 }
      default: {}
    rate: { type: number, minimum: 0.5 }
    name: { type: string, format: dns-label }
    mode: { type: string, enum: [fast, safe], default: safe }
${configMap('${key}', '{ user: "${input.auth.user}", mode: "${input.mode}" }')}`;

  it('have the defaults of the file, inside of maps too', async () => {
    expect(await objects({ module }, 'ConfigMap', 'data')).toEqual([{ user: 'app', mode: 'safe' }]);
    expect(await objects({ module, accessory: '{ auth: {} }' }, 'ConfigMap', 'data', 'user')).toEqual([
      'app',
    ]);
  });

  it.each([
    ['{ auth: { groups: [a, b, c] } }', 'FIELD_INVALID'],
    ['{ auth: { usr: a } }', 'FIELD_UNKNOWN'],
    ['{ rate: 0.25 }', 'FIELD_INVALID'],
    ['{ rate: many }', 'FIELD_TYPE'],
    ['{ name: Bad }', 'NAME_INVALID'],
    ['{ mode: slow }', 'FIELD_INVALID'],
  ])('refuse %s', async (accessory, code) => {
    const { lines } = await compiled({ module, accessory });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^error ${code} apps/shop/dev/app.yaml:7:`));
  });
});

describe('hostile module files', () => {
  it.each(['constructor', 'prototype', 'valueOf', 'hasOwnProperty'])('may call things %s', async (name) => {
    const module = `input:\n  properties:\n    ${name}: { type: string, default: x }\n${configMap('a', `{ ${name}: "\${input.${name}}" }`)}`;
    expect(await objects({ module }, 'ConfigMap', 'data', name)).toEqual(['x']);
    expect(await objects({ module, accessory: `{ ${name}: y }` }, 'ConfigMap', 'data', name)).toEqual(['y']);
  });

  it('may not hold the key __proto__', async () => {
    const { lines } = await compiled({ module: configMap('a', '{ __proto__: { a: b } }') });
    expect(lines).toEqual(['error YAML_KEY_FORBIDDEN modules/redis/module.yaml:11:15']);
  });

  it('cannot nest deeper than files of intent do', async () => {
    const deep = (depth: number) => configMap('a', `${'['.repeat(depth)}1${']'.repeat(depth)}`);
    expect((await compiled({ module: deep(200) })).lines).toEqual([
      expect.stringMatching(/^error YAML_TOO_DEEP modules/),
    ]);
    // the depth is fine, the object is not: shown where the module writes it
    expect((await compiled({ module: deep(50) })).lines).toEqual([
      'error OBJECT_INVALID modules/redis/module.yaml:11:13',
    ]);
  });

  it.each([
    ['a long text many times', configMap('a', `{ a: "${'${input.text}'.repeat(20_000)}" }`)],
    ['a large map many times', configMap('a', `[${Array(20_000).fill('"${input.map}"').join(', ')}]`)],
    ['an object for each of many items', configMap('a-${index}', '{}', 'each: ${input.items}\n    ')],
  ])(
    'cannot make too much: %s',
    async (_, resources) => {
      const module = `input:
  properties:
    text: { type: string }
    map: { type: object, additionalProperties: { type: string } }
    items: { type: array, items: { type: integer } }
  required: [text, map, items]
${resources}`;
      const map = Array.from({ length: 1000 }, (_item, i) => `k${String(i)}: v`).join(', ');
      const accessory = `{ text: ${'t'.repeat(10_000)}, map: { ${map} }, items: [${Array(60_000).fill('1').join(',')}] }`;
      const { lines } = await compiled({ module, accessory });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^error EXPANSION_LIMIT apps\/shop/);
    },
    20_000,
  );
});

describe('the whole', () => {
  it('does not depend on the order of the files', async () => {
    const files = repository({ module: configMap('a', '{}') });
    const shuffled = Object.fromEntries(Object.entries(files).toReversed());
    const [one, other] = await Promise.all([compileTree(files), compileTree(shuffled)]);
    expect(renderedFiles(other)).toEqual(renderedFiles(one));
  });
});
