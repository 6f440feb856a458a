import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { moorline } from '../../tools/cli.ts';
import { openRepo, runGit } from '../../tools/git-repo.ts';
import { jsonRun, publishRun, type Files } from '../../tools/publish-world.ts';
import { writeTree } from '../../tools/temp-folder.ts';

/** Workspaces of the repository; a controller follows the branch of each. */
export type Lane = 'flux' | 'argo';

/** A source repository whose workspaces are published to branches that controllers follow. */
export interface DeliverySource {
  readonly dir: string;
  /** The bare repository that holds the source and the rendered branches. */
  readonly bare: string;
  /** Commits files (null deletes), pushes and publishes them with the built program; fails when it does. */
  readonly publish: (files?: Files, ...args: readonly string[]) => Promise<void>;
  /** Commit at the tip of the rendered branch of a workspace. */
  readonly tip: (lane: Lane) => string;
}

/** The manifest of a ConfigMap for each workspace; null deletes it. */
export function configMap(
  name: `${'shop' | 'docs'}/${string}`,
  data: Readonly<Record<string, string>> | null,
  more: object = {},
): Files {
  const [project = '', own = ''] = name.split('/');
  const text = (lane: Lane): string => {
    const metadata = { name: own, namespace: `${lane}-${project}` };
    return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data, ...more });
  };
  return Object.fromEntries(
    LANES.map((lane) => [`apps/${project}/${lane}/manifests/${own}.json`, data && text(lane)]),
  );
}

/** Layer of project shop: a Deployment with a file, and a Service. */
export function shop(colour: string): Files {
  const layer = `apps:
  web:
    workload:
      kind: Service
      replicas: 2
      containers:
        web:
          image: ghcr.io/acme/web:1.4.2
          files:
            /etc/web/colour: { content: ${colour} }
    accessories:
      network:
        ports: [{ port: 8080, protocol: TCP }]
`;
  return { 'apps/shop/base/app.yaml': layer };
}

const LANES: readonly Lane[] = ['flux', 'argo'];

const MANIFESTS = `apps:
  manifests:
    accessories:
      manifests: { module: k8s_manifest, paths: [manifests] }
`;

function project(name: string): Files {
  const files = LANES.map((lane): Files => {
    const folder = `apps/${name}/${lane}`;
    const stack = `name: ${lane}\nnamespace: ${lane}-${name}\n`;
    return { [`${folder}/stack.yaml`]: stack, [`${folder}/app.yaml`]: MANIFESTS };
  });
  return Object.assign({ [`apps/${name}/project.yaml`]: `name: ${name}\n` }, ...files) as Files;
}

const FILES: Files = {
  'workspaces/flux.yaml': '{}\n',
  'workspaces/argo.yaml': '{}\n',
  ...project('shop'),
  ...shop('blue'),
  ...configMap('shop/banner', { text: 'Welcome' }),
  ...configMap('shop/limits', { most: '10' }, { immutable: true }),
  ...project('docs'),
  ...configMap('docs/index', { page: 'first' }),
};

/** Makes the repository in a folder, pushed and not published; its remote `origin` is the bare one beside it. */
export function deliverySource(folder: string): DeliverySource {
  const [dir, bare] = [join(folder, 'source'), join(folder, 'shop.git')];
  for (const options of [[dir], ['--bare', bare]]) {
    runGit(folder, ['init', '--quiet', '--template=', '--initial-branch=main', ...options]);
  }
  runGit(dir, ['remote', 'add', 'origin', bare]);
  const source = openRepo(dir);
  const push = (files: Files): void => {
    for (const [path, text] of Object.entries(files)) {
      if (text === null) rmSync(join(dir, path), { recursive: true });
      else writeTree(dir, { [path]: text });
    }
    source.commit();
    source.git('push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  };
  push(FILES);
  return {
    dir,
    bare,
    publish: async (files, ...args) => {
      if (files) push(files);
      const run = publishRun(jsonRun(await moorline(['publish', '--output', 'json', ...args], { cwd: dir })));
      if (run.code !== 0) throw new Error(`publish: ${run.stdout}`);
    },
    tip: (lane) => runGit(bare, ['rev-parse', `refs/heads/rendered/${lane}`]),
  };
}
