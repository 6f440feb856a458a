import type { Code } from '../../src/diagnostics/codes.ts';
import type { Tree } from '../tools/temp-folder.ts';

/** One repository with one slip. */
export interface BadInput {
  readonly title: string;
  /** Added to, or instead of, the files of `SOUND`. */
  readonly files: Tree;
  readonly code: Code;
  /** `file:line:column` of the only error. */
  readonly at: string;
  /** What the detail has to name. */
  readonly says?: string;
}

const APP = 'apps/shop/dev/app.yaml';
const STACK = 'apps/shop/dev/stack.yaml';
const DEV = 'workspaces/dev.yaml';

const WEB = `apps:
  web:
    workload:
      kind: Service
      containers:
        web:
          image: ghcr.io/acme/web:1.4.2
`;

/** A repository without a slip. */
export const SOUND: Readonly<Record<string, string>> = {
  'moorline.yaml': 'apiVersion: moorline.dev/v1\n',
  [DEV]: 'defaults:\n  imagePullPolicy: IfNotPresent\n',
  'apps/shop/project.yaml': 'name: shop\n',
  [STACK]: 'name: dev\n',
  [APP]: WEB,
};

/** The app with lines for its container appended. */
const container = (...lines: readonly string[]): Tree => ({
  [APP]: WEB + lines.map((line) => `          ${line}\n`).join(''),
});
/** The app with lines for its workload appended. */
const workload = (...lines: readonly string[]): Tree => ({
  [APP]: WEB + lines.map((line) => `      ${line}\n`).join(''),
});
/** The app with accessories. */
const accessories = (...lines: readonly string[]): Tree => ({
  [APP]: `${WEB}    accessories:\n${lines.map((line) => `      ${line}\n`).join('')}`,
});

const SETTINGS = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: shop\n';
const LONG = 'a-name-of-sixty-four-characters-that-no-kubernetes-label-can-tak';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

const utf16 = (text: string, mark: readonly number[]): Uint8Array => {
  const little = Buffer.from(text, 'utf16le');
  return Buffer.concat([Buffer.from(mark), mark[0] === 0xff ? little : little.swap16()]);
};

const FIELDS: readonly BadInput[] = [
  {
    title: 'an unknown key',
    files: container('imgae: ghcr.io/acme/web:1.4.3'),
    code: 'FIELD_UNKNOWN',
    at: `${APP}:8:11`,
    says: '"image"',
  },
  {
    title: 'a value of the wrong type',
    files: workload('replicas: two'),
    code: 'FIELD_TYPE',
    at: `${APP}:8:17`,
    says: 'number',
  },
  {
    title: 'a number where text is wanted',
    files: container('workingDir: 8080'),
    code: 'FIELD_TYPE',
    at: `${APP}:8:23`,
    says: 'Quote',
  },
  {
    title: 'a missing workspace',
    files: { [STACK]: 'name: dev\nworkspace: [dev, prod]\n' },
    code: 'WORKSPACE_MISSING',
    at: `${STACK}:2:18`,
    says: '"prod"',
  },
  {
    title: 'two patchers for one project',
    files: {
      [DEV]:
        'modules:\n  service:\n    configs:\n      busy:\n        projectSelector: [shop]\n        replicas: 6\n      calm:\n        projectSelector: [shop]\n        replicas: 1\n',
    },
    code: 'PATCHER_CONFLICT',
    at: `${DEV}:8:27`,
    says: '"busy"',
  },
  {
    title: 'the same project name twice',
    files: {
      'apps/store/project.yaml': 'name: shop\n',
      'apps/store/dev/stack.yaml': 'name: dev\n',
      'apps/store/dev/app.yaml': WEB,
    },
    code: 'PROJECT_DUPLICATE',
    at: 'apps/store/project.yaml:1:7',
    says: '"shop"',
  },
  {
    title: 'two units with one path',
    files: {
      'moorline.yaml': 'apiVersion: moorline.dev/v1\npublish:\n  path: "{project}"\n',
      'apps/shop/worker/stack.yaml': 'name: worker\nworkspace: dev\nnamespace: shop-worker\n',
      'apps/shop/worker/app.yaml': WEB,
    },
    code: 'UNIT_PATH_DUPLICATE',
    at: 'moorline.yaml:3:9',
    says: 'shop/worker',
  },
  {
    title: 'two resources with one identity',
    files: {
      ...accessories('k8s_manifest:', '  paths: [manifests]'),
      'apps/shop/dev/manifests/a.yaml': SETTINGS,
      'apps/shop/dev/manifests/b.yaml': `# the same again\n${SETTINGS}`,
    },
    code: 'RESOURCE_DUPLICATE',
    at: 'apps/shop/dev/manifests/b.yaml:2:1',
    says: 'shop/ConfigMap/settings',
  },
  {
    title: 'an app name over 63 characters',
    files: { [APP]: WEB.replace('  web:\n    work', `  ${LONG}:\n    work`) },
    code: 'NAME_TOO_LONG',
    at: `${APP}:2:3`,
    says: '64',
  },
  {
    title: 'a project name over 63 characters',
    files: { 'apps/shop/project.yaml': `name: ${LONG}\n` },
    code: 'NAME_TOO_LONG',
    at: 'apps/shop/project.yaml:1:7',
    says: '63',
  },
  {
    title: 'an app name that is not a DNS label',
    files: { [APP]: WEB.replace('  web:\n    work', '  Web_Shop:\n    work') },
    code: 'NAME_INVALID',
    at: `${APP}:2:3`,
    says: 'Web_Shop',
  },
  {
    title: 'a container name that is not a DNS label',
    files: { [APP]: WEB.replace('        web:', '        web.main:') },
    code: 'NAME_INVALID',
    at: `${APP}:6:9`,
    says: 'web.main',
  },
  {
    title: 'a port out of range',
    files: accessories('network:', '  ports:', '    - port: 65536'),
    code: 'FIELD_INVALID',
    at: `${APP}:11:19`,
    says: '65535',
  },
  {
    title: 'port zero',
    files: accessories('network:', '  ports:', '    - port: 0'),
    code: 'FIELD_INVALID',
    at: `${APP}:11:19`,
    says: 'at least 1',
  },
];

const laughs = ['one: &one [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]'].concat(
  ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map((name, i, names) => {
    const before = `*${i === 0 ? 'one' : (names[i - 1] ?? '')}`;
    return `${name}: &${name} [${Array.from({ length: 10 }, () => before).join(', ')}]`;
  }),
);

const levels = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${' '.repeat(i)}a:\n`).join('');

const YAML: readonly BadInput[] = [
  {
    title: 'an alias bomb',
    files: { [DEV]: `context:\n${laughs.map((line) => `  ${line}\n`).join('')}` },
    code: 'YAML_ALIAS_LIMIT',
    at: `${DEV}:5:72`,
    says: '10000',
  },
  // 5,000 levels of a block need 12 MB of indentation, so size alone refuses them
  {
    title: '5,000 levels of blocks',
    files: { [APP]: levels(5000) },
    code: 'FILE_TOO_LARGE',
    at: `${APP}:1:1`,
    says: '1048576',
  },
  {
    title: '1,400 levels of blocks',
    files: { [APP]: levels(1400) },
    code: 'YAML_TOO_DEEP',
    at: `${APP}:65:65`,
    says: '64',
  },
  {
    title: '5,000 levels of lists in brackets',
    files: { [APP]: `apps: ${'['.repeat(5000)}\n` },
    code: 'YAML_TOO_DEEP',
    at: `${APP}:1:70`,
  },
  {
    title: '5,000 levels of dashes',
    files: { [APP]: `${'- '.repeat(5000)}a\n` },
    code: 'YAML_TOO_DEEP',
    at: `${APP}:1:129`,
  },
  {
    title: 'a number over 2^53',
    files: container('env:', '  ACCOUNT: 9007199254740993'),
    code: 'YAML_NUMBER_UNSAFE',
    at: `${APP}:9:22`,
    says: '9007199254740992',
  },
  {
    title: 'not a number',
    files: workload('replicas: .nan'),
    code: 'YAML_NUMBER_NOT_FINITE',
    at: `${APP}:8:17`,
  },
  {
    title: 'a tab as indentation',
    files: { [APP]: WEB.replace('    workload', '\tworkload') },
    code: 'YAML_TAB',
    at: `${APP}:3:1`,
  },
  {
    title: 'a merge key',
    files: workload('labels: &labels', '  team: web', 'annotations:', '  <<: *labels'),
    code: 'YAML_MERGE_KEY',
    at: `${APP}:11:9`,
    says: 'layers',
  },
  {
    title: 'a duplicate key',
    files: workload('kind: Service'),
    code: 'YAML_DUPLICATE_KEY',
    at: `${APP}:8:7`,
    says: '"kind"',
  },
  {
    title: 'the key __proto__',
    files: workload('labels:', '  __proto__: {polluted: "yes"}'),
    code: 'YAML_KEY_FORBIDDEN',
    at: `${APP}:9:9`,
  },
  {
    title: 'a tag for a function',
    files: container("workingDir: !!js/function 'function () {}'"),
    code: 'YAML_TAG',
    at: `${APP}:8:37`,
    says: '!!js/function',
  },
];

const MORE_YAML: readonly BadInput[] = [
  {
    title: 'two thousand aliases of a long text in a list of lists',
    files: {
      [DEV]: `context:\n  long: &long [${'x, '.repeat(9)}${'x'.repeat(100_000)}]\n  all: [${'*long, '.repeat(2000)}]\n`,
    },
    code: 'YAML_ALIAS_LIMIT',
    at: `${DEV}:3:${String(9 + 7 * 909)}`,
  },
  {
    title: 'an anchor inside itself',
    files: container('env: &env', '  HOME: *env'),
    code: 'YAML_ALIAS_LIMIT',
    at: `${APP}:9:19`,
    says: '*env',
  },
  {
    title: '5,000 levels of maps in braces',
    files: { [APP]: `apps: ${'{a: '.repeat(5000)}\n` },
    code: 'YAML_TOO_DEEP',
    at: `${APP}:1:${String(7 + 4 * 63)}`,
  },
  {
    title: '200,000 open brackets',
    files: { [APP]: '['.repeat(200_000) },
    code: 'YAML_TOO_DEEP',
    at: `${APP}:1:65`,
  },
  {
    title: 'a hexadecimal number over 2^53',
    files: container('env:', '  ACCOUNT: 0x20000000000001'),
    code: 'YAML_NUMBER_UNSAFE',
    at: `${APP}:9:22`,
  },
  {
    title: 'an infinite number',
    files: workload('replicas: -.inf'),
    code: 'YAML_NUMBER_NOT_FINITE',
    at: `${APP}:8:17`,
  },
  {
    title: 'a number that overflows',
    files: workload('replicas: 1e400'),
    code: 'YAML_NUMBER_NOT_FINITE',
    at: `${APP}:8:17`,
  },
  {
    title: 'an octal number',
    files: container('env:', '  MODE: 010'),
    code: 'YAML_NUMBER_AMBIGUOUS',
    at: `${APP}:9:19`,
  },
  {
    title: 'an octal number of YAML 1.2',
    files: workload('replicas: 0o17'),
    code: 'YAML_NUMBER_AMBIGUOUS',
    at: `${APP}:8:17`,
  },
  {
    title: 'digits in groups',
    files: workload('replicas: 1_000'),
    code: 'YAML_NUMBER_AMBIGUOUS',
    at: `${APP}:8:17`,
  },
  {
    title: 'a duplicate key in two spellings',
    files: workload('"kind": Service'),
    code: 'YAML_DUPLICATE_KEY',
    at: `${APP}:8:7`,
  },
  {
    title: 'the key __proto__ in quotes',
    files: { [DEV]: 'context: {"__proto__": {polluted: true}}\n' },
    code: 'YAML_KEY_FORBIDDEN',
    at: `${DEV}:1:11`,
  },
  {
    title: 'the key __proto__ at the root',
    files: { [STACK]: 'name: dev\n__proto__:\n  polluted: true\n' },
    code: 'YAML_KEY_FORBIDDEN',
    at: `${STACK}:2:1`,
  },
  {
    title: 'a merge of __proto__',
    files: { [DEV]: 'context:\n  <<: {__proto__: {polluted: true}}\n' },
    code: 'YAML_MERGE_KEY',
    at: `${DEV}:2:3`,
  },
  {
    title: 'a tag for a regular expression',
    files: container('workingDir: !!js/regexp /a+/'),
    code: 'YAML_TAG',
    at: `${APP}:8:35`,
  },
  {
    title: 'a tag for a Python call',
    files: container('args: !!python/object/apply:os.system [id]'),
    code: 'YAML_TAG',
    at: `${APP}:8:49`,
  },
  {
    title: 'a tag of CloudFormation',
    files: container('workingDir: !Ref Home'),
    code: 'YAML_TAG',
    at: `${APP}:8:28`,
    says: '!Ref',
  },
  { title: 'a tag on a key', files: container('!Ref workingDir: /srv'), code: 'YAML_TAG', at: `${APP}:8:16` },
  {
    title: 'binary data',
    files: container('workingDir: !!binary "####"'),
    code: 'YAML_TAG',
    at: `${APP}:8:32`,
  },
  {
    title: 'a timestamp',
    files: container('workingDir: !!timestamp 2001-12-14'),
    code: 'YAML_TAG',
    at: `${APP}:8:35`,
  },
  {
    title: 'an ordered map',
    files: { [DEV]: 'context: {order: !!omap [a: b]}\n' },
    code: 'YAML_TAG',
    at: `${DEV}:1:25`,
  },
  {
    title: 'a list of pairs',
    files: { [DEV]: 'context: {order: !!pairs [a: b]}\n' },
    code: 'YAML_TAG',
    at: `${DEV}:1:26`,
  },
  {
    title: 'a list as key',
    files: container('env:', '  ? [a, b]', '  : c'),
    code: 'YAML_KEY',
    at: `${APP}:9:15`,
  },
  {
    title: 'a directive',
    files: { [APP]: `%YAML 1.1\n---\n${WEB}` },
    code: 'YAML_DIRECTIVE',
    at: `${APP}:1:1`,
  },
  {
    title: 'a tag directive',
    files: { [APP]: `%TAG !e! tag:example.com,2000:\n---\n${WEB}` },
    code: 'YAML_DIRECTIVE',
    at: `${APP}:1:1`,
  },
  {
    title: 'an anchor of another document',
    files: { [APP]: `# first\n--- &a\n{}\n---\n${WEB}` },
    code: 'YAML_MULTIPLE_DOCUMENTS',
    at: `${APP}:5:1`,
  },
  {
    title: 'a quarter of a million documents',
    files: { [APP]: '---\n'.repeat(250_000) },
    code: 'YAML_MULTIPLE_DOCUMENTS',
    at: `${APP}:2:4`,
  },
  {
    title: 'ten thousand open quotes',
    files: { [APP]: '"'.repeat(10_001) },
    code: 'YAML_SYNTAX',
    at: `${APP}:1:3`,
  },
  {
    title: 'half of a surrogate pair',
    files: container('workingDir: "\\ud83d"'),
    code: 'YAML_SYNTAX',
    at: `${APP}:8:23`,
  },
  {
    title: 'an alias without anchor',
    files: container('workingDir: *home'),
    code: 'YAML_SYNTAX',
    at: `${APP}:8:23`,
  },
];

const BYTES: readonly BadInput[] = [
  {
    title: 'bytes that are not UTF-8',
    files: { [APP]: bytes(`${WEB}          workingDir: /srv/caf`, [0xe9], '\n') },
    code: 'FILE_NOT_UTF8',
    at: `${APP}:8:31`,
  },
  {
    title: 'a surrogate encoded as UTF-8',
    files: { [APP]: bytes('# ', [0xed, 0xa0, 0x80], `\n${WEB}`) },
    code: 'FILE_NOT_UTF8',
    at: `${APP}:1:3`,
  },
  {
    title: 'UTF-16 with a mark',
    files: { [APP]: utf16(WEB, [0xff, 0xfe]) },
    code: 'FILE_NOT_UTF8',
    at: `${APP}:1:1`,
    says: 'UTF-16',
  },
  {
    title: 'big-endian UTF-16',
    files: { [STACK]: utf16('name: dev\n', [0xfe, 0xff]) },
    code: 'FILE_NOT_UTF8',
    at: `${STACK}:1:1`,
    says: 'UTF-16',
  },
  {
    title: 'UTF-16 without a mark',
    files: { [STACK]: utf16('name: dev\n', []) },
    code: 'FILE_NOT_UTF8',
    at: `${STACK}:1:1`,
  },
  {
    title: 'a NUL character',
    files: { [APP]: WEB.replace('web:1.4.2', 'web:\0') },
    code: 'FILE_NOT_UTF8',
    at: `${APP}:7:35`,
    says: 'NUL',
  },
];

const link = (target: string) => ({ link: target });

const PATHS: readonly BadInput[] = [
  {
    title: 'an app.yaml that links out of the tree',
    files: { [APP]: link('/etc/passwd') },
    code: 'FILE_SYMLINK',
    at: `${APP}:1:1`,
  },
  {
    title: 'a base folder that links out of the tree',
    files: { 'apps/shop/base': link('/etc') },
    code: 'FILE_SYMLINK',
    at: `${STACK}:1:1`,
    says: 'apps/shop/base',
  },
  {
    title: 'a stack folder that links out of the tree',
    files: { 'apps/shop/prod': link('/etc') },
    code: 'FILE_SYMLINK',
    at: 'apps/shop/prod:1:1',
  },
  {
    title: 'a layer out of the tree',
    files: { [STACK]: 'name: dev\nextends: [../../../../platform]\n' },
    code: 'PATH_OUTSIDE',
    at: `${STACK}:2:11`,
  },
  {
    title: 'a path template out of the tree',
    files: { 'moorline.yaml': 'publish:\n  path: "../{project}/{stack}"\n' },
    code: 'TEMPLATE_INVALID',
    at: 'moorline.yaml:2:9',
  },
];

const MORE_PATHS: readonly BadInput[] = [
  {
    title: 'an app.yaml that links to the environment',
    files: { [APP]: link('/proc/self/environ') },
    code: 'FILE_SYMLINK',
    at: `${APP}:1:1`,
  },
  {
    title: 'an app.yaml that links to itself',
    files: { [APP]: link('app.yaml') },
    code: 'FILE_SYMLINK',
    at: `${APP}:1:1`,
  },
  {
    title: 'a base app.yaml that links out of the tree',
    files: { 'apps/shop/base/app.yaml': link('/etc/passwd') },
    code: 'FILE_SYMLINK',
    at: `${STACK}:1:1`,
    says: 'apps/shop/base/app.yaml',
  },
  {
    title: 'a project file that is a link',
    files: { 'apps/store/project.yaml': link('../shop/project.yaml') },
    code: 'FILE_SYMLINK',
    at: 'apps/store/project.yaml:1:1',
  },
  {
    title: 'a stack file that is a link',
    files: { [STACK]: link('../../../moorline.yaml') },
    code: 'FILE_SYMLINK',
    at: `${STACK}:1:1`,
  },
  {
    title: 'the only project file that is a link',
    files: { 'apps/shop/project.yaml': link('../../moorline.yaml') },
    code: 'FILE_SYMLINK',
    at: 'apps/shop/project.yaml:1:1',
  },
  {
    title: 'a workspace file in use that is a link',
    files: { [DEV]: link('../moorline.yaml') },
    code: 'FILE_SYMLINK',
    at: `${DEV}:1:1`,
  },
  {
    title: 'a workspace file that is a link',
    files: { 'workspaces/prod.yaml': link('dev.yaml') },
    code: 'FILE_SYMLINK',
    at: 'workspaces/prod.yaml:1:1',
  },
  {
    title: 'a configuration that is a link',
    files: { 'moorline.yaml': link('/etc/passwd') },
    code: 'FILE_SYMLINK',
    at: 'moorline.yaml:1:1',
  },
  {
    title: 'a layer behind a linked folder',
    files: { [STACK]: 'name: dev\nextends: [../shared/eu]\n', 'apps/shop/shared.d': link('/etc') },
    code: 'LAYER_MISSING',
    at: `${STACK}:2:11`,
  },
  {
    title: 'a manifest folder that links out of the tree',
    files: {
      ...accessories('k8s_manifest:', '  paths: [manifests]'),
      'apps/shop/dev/manifests': link('/etc'),
    },
    code: 'FILE_SYMLINK',
    at: `${APP}:10:17`,
  },
  ...['/etc', 'C:\\srv', '\\\\srv\\share', 'file:///etc', 'https://acme.example/base'].map(
    (path): BadInput => ({
      title: `the layer ${path}`,
      files: { [STACK]: `name: dev\nextends:\n  - '${path}'\n` },
      code: 'PATH_OUTSIDE',
      at: `${STACK}:3:5`,
    }),
  ),
  {
    title: 'a path template from the root',
    files: { 'moorline.yaml': 'publish:\n  path: "/srv/{project}/{stack}"\n' },
    code: 'TEMPLATE_INVALID',
    at: 'moorline.yaml:2:9',
  },
  {
    title: 'a path template into .git',
    files: { 'moorline.yaml': 'publish:\n  path: ".git/{project}/{stack}"\n' },
    code: 'TEMPLATE_INVALID',
    at: 'moorline.yaml:2:9',
  },
  {
    title: 'a branch that is an option',
    files: { 'moorline.yaml': 'publish:\n  branch: "--mirror"\n' },
    code: 'REF_INVALID',
    at: 'moorline.yaml:2:11',
  },
  {
    title: 'a branch that is a command',
    files: { 'moorline.yaml': 'publish:\n  branch: "$(id)/{workspace}"\n' },
    code: 'REF_INVALID',
    at: 'moorline.yaml:2:11',
  },
  {
    title: 'a glob out of the tree',
    files: { 'moorline.yaml': 'projects: ["**/project.yaml", "../*/project.yaml"]\n' },
    code: 'PATH_OUTSIDE',
    at: 'moorline.yaml:1:31',
  },
];

const NAMES: readonly BadInput[] = [
  {
    title: 'a project name that is a path',
    files: { 'apps/shop/project.yaml': 'name: ../../etc/cron.d/x\n' },
    code: 'NAME_INVALID',
    at: 'apps/shop/project.yaml:1:7',
  },
  {
    title: 'a stack name that is a path',
    files: { [STACK]: 'name: ../../etc/cron.d/x\nworkspace: dev\n' },
    code: 'NAME_INVALID',
    at: `${STACK}:1:7`,
  },
  {
    title: 'an app named .git',
    files: { [APP]: WEB.replace('  web:\n    work', '  .git:\n    work') },
    code: 'NAME_INVALID',
    at: `${APP}:2:3`,
  },
  {
    title: 'an app name with a zero-width character',
    files: { [APP]: WEB.replace('  web:\n    work', '  "we\u200db":\n    work') },
    code: 'NAME_INVALID',
    at: `${APP}:2:3`,
  },
  {
    title: 'names that differ in case only',
    files: { [APP]: `${WEB}${WEB.slice(6).replace('  web:\n    work', '  Web:\n    work')}` },
    code: 'NAME_INVALID',
    at: `${APP}:8:3`,
  },
  {
    title: 'a project with the name of a device',
    files: { 'apps/shop/project.yaml': 'name: con\n' },
    code: 'TEMPLATE_INVALID',
    at: 'apps/shop/project.yaml:1:7',
  },
  {
    title: 'a workspace file with a name no stack can give',
    files: { 'workspaces/Prod EU.yaml': 'protected: true\n' },
    code: 'NAME_INVALID',
    at: 'workspaces/Prod EU.yaml:1:1',
  },
  ...[
    'npm:evil',
    './../../x.ts',
    'https://acme.example/m.js',
    'git+ssh://acme.example/m',
    'constructor',
    'toString',
  ].map((module): BadInput => ({
    title: `the module ${module}`,
    files: accessories('cache:', `  module: ${module}`),
    code: 'MODULE_UNKNOWN',
    at: `${APP}:10:17`,
    says: module,
  })),
  ...['toString', 'constructor', 'hasOwnProperty', 'valueOf'].map((key): BadInput => ({
    title: `an accessory called ${key}`,
    files: accessories(`${key}: {}`),
    code: 'MODULE_UNKNOWN',
    at: `${APP}:9:7`,
    says: key,
  })),
  {
    title: 'an accessory called __defineGetter__',
    files: accessories('__defineGetter__: {}'),
    code: 'FIELD_INVALID',
    at: `${APP}:9:7`,
  },
  ...['constructor', 'toString', 'prototype'].map((key): BadInput => ({
    title: `a field called ${key}`,
    files: workload(`${key}: {prototype: {polluted: "yes"}}`),
    code: 'FIELD_UNKNOWN',
    at: `${APP}:8:7`,
    says: key,
  })),
];

/** The slips that people make, and the first attacks that come to mind. */
export const SLIPS: readonly BadInput[] = [...FIELDS, ...YAML, ...BYTES, ...PATHS];

/** What only a hostile repository holds. */
export const ATTACKS: readonly BadInput[] = [...MORE_YAML, ...MORE_PATHS, ...NAMES];
