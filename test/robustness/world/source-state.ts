/** An app of the made repository. */
export interface AppState {
  readonly name: string;
  readonly image: string;
  /** Workspace to a value that only that workspace sees. */
  readonly greeting: Readonly<Record<string, string>>;
}

/** A project of the made repository; it has one stack for each workspace. */
export interface ProjectState {
  readonly name: string;
  readonly apps: readonly AppState[];
}

/** Everything that one commit of the made repository says. */
export interface SourceState {
  readonly projects: readonly ProjectState[];
  readonly readme: number;
}

/** Where rendered files go: a branch for each workspace, or one for all. */
export type Layout = 'branches' | 'one';

/** How a made repository is laid out. */
export interface Shape {
  readonly layout: Layout;
  readonly workspaces: readonly string[];
}

/** Name of the rendered branch of a workspace. */
function branchOf({ layout }: Shape, workspace: string): string {
  return layout === 'one' ? 'rendered' : `rendered/${workspace}`;
}

/** All rendered branches. */
export function branchesOf(shape: Shape): readonly string[] {
  return [...new Set(shape.workspaces.map((workspace) => branchOf(shape, workspace)))];
}

/** The files of a state by path, in a fixed order. */
export function sourceFiles(shape: Shape, { projects, readme }: SourceState): ReadonlyMap<string, string> {
  const files = new Map([
    ['README.md', `# Platform\n\nRevision ${String(readme)} of this text.\n`],
    ['moorline.yaml', configText(shape)],
  ]);
  for (const [i, workspace] of shape.workspaces.entries())
    files.set(`workspaces/${workspace}.yaml`, workspaceText(i + 1));
  for (const project of projects) {
    const folder = `apps/${project.name}`;
    files.set(`${folder}/project.yaml`, `name: ${project.name}\n`);
    files.set(`${folder}/base/app.yaml`, baseText(project));
    for (const workspace of shape.workspaces) {
      files.set(`${folder}/${workspace}/stack.yaml`, `name: ${workspace}\n`);
      files.set(`${folder}/${workspace}/app.yaml`, stackText(project, workspace));
    }
  }
  return files;
}

function configText({ layout }: Shape): string {
  const templates =
    layout === 'one'
      ? ['  branch: rendered', '  path: "{workspace}/{project}/{stack}"']
      : ['  branch: "rendered/{workspace}"', '  path: "{project}/{stack}"'];
  return [
    'apiVersion: moorline.dev/v1',
    'publish:',
    '  remote: origin',
    '  source: main',
    '  sourceURL: https://git.example.com/acme/platform',
    ...templates,
    '',
  ].join('\n');
}

function workspaceText(replicas: number): string {
  return `modules:\n  service:\n    configs:\n      default:\n        replicas: ${String(replicas)}\n`;
}

function baseText({ name, apps }: ProjectState): string {
  const app = (each: AppState): string => `  ${each.name}:
    workload:
      kind: Service
      containers:
        ${each.name}:
          image: registry.example.com/${name}/${each.name}:${each.image}
          env:
            LOG_LEVEL: info
          resources:
            cpu: 100m-500m
            memory: 128Mi-256Mi
    accessories:
      network:
        ports:
          - port: 80
            targetPort: 8080
`;
  return `apps:\n${apps.map(app).join('')}`;
}

function stackText({ apps }: ProjectState, workspace: string): string {
  const app = (each: AppState): string => `  ${each.name}:
    workload:
      containers:
        ${each.name}:
          env:
            GREETING: ${each.greeting[workspace] ?? 'hello'}
`;
  return `apps:\n${apps.map(app).join('')}`;
}
