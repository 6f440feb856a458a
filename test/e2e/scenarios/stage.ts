import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cluster } from '../../servers/start-cluster.ts';
import type { CliRun } from '../../tools/cli.ts';
import { kubectl } from '../../tools/kubectl.ts';
import { atMost } from './at-most.ts';
import { GADGETS } from './manifests.ts';
import type { Applier, Scenario } from './scenario.ts';

/** As many programs as are worth running at once on two cores. */
const AT_ONCE = 4;

const server = (manager: string): readonly string[] => [
  'apply',
  '--server-side',
  `--field-manager=${manager}`,
];

/** What each applier does, in words of kubectl. */
const APPLY: Readonly<Record<Applier, readonly (readonly string[])[]>> = {
  'argocd-controller': [server('argocd-controller')],
  'kustomize-controller': [server('kustomize-controller')],
  'argocd-client-side': [['apply', '--field-manager=argocd-controller']],
  kubectl: [['apply']],
  'argocd-after-create': [['create'], [...server('argocd-controller'), '--force-conflicts']],
  'flux-after-kubectl': [['apply'], [...server('kustomize-controller'), '--force-conflicts']],
};

/** In whose name `kubectl diff --server-side` asks. */
const MANAGER: Readonly<Record<Applier, string>> = {
  'argocd-controller': 'argocd-controller',
  'kustomize-controller': 'kustomize-controller',
  'argocd-client-side': 'argocd-controller',
  kubectl: 'kubectl',
  'argocd-after-create': 'argocd-controller',
  'flux-after-kubectl': 'kustomize-controller',
};

/** A cluster in which all scenarios have been played. */
export interface Stage {
  /** Folder with what Git says at the end: one file for each scenario, named like it. */
  readonly desired: string;
  /** Runs a program of a shell in the namespace of a scenario, as admin. */
  readonly shell: (scenario: Scenario, script: string) => Promise<CliRun>;
}

/** Applies what Git said at the start, and does what the scenarios say. */
export async function playScenarios(cluster: Cluster, scenarios: readonly Scenario[]): Promise<Stage> {
  const [desired, home] = [join(cluster.folder, 'desired'), join(cluster.folder, 'home')];
  for (const folder of [desired, home]) mkdirSync(folder);
  const stage: Stage = { desired, shell: (scenario, script) => runShell(cluster, scenario, script) };
  for (const { name, start, git = start } of scenarios) {
    writeFileSync(join(desired, `${name}.yaml`), filled(git, name));
    writeFileSync(join(cluster.folder, `${name}.kubeconfig`), inNamespace(cluster.kubeconfig.admin, name));
  }
  await cluster.apply([GADGETS, ...scenarios.map(({ name }) => namespace(name))]);
  await cluster.kubectl(['wait', '--for=condition=Established', 'crd/gadgets.example.com', '--timeout=60s']);
  await atMost(AT_ONCE, Object.keys(APPLY) as Applier[], (applier) => applyAll(cluster, scenarios, applier));
  await atMost(AT_ONCE, scenarios, async (scenario) => {
    const { name, edit } = scenario;
    if (edit === undefined) return;
    const { code, stderr } = await stage.shell(scenario, edit);
    if (code !== 0) throw new Error(`${name}: ${stderr}`);
  });
  return stage;
}

/** How `kubectl diff` ended: 0 for no difference, 1 for some, more for an error. */
export interface KubectlDiffs {
  readonly clientSide: CliRun;
  readonly serverSide: CliRun;
}

/** Asks both forms of `kubectl diff` about every scenario. */
export function kubectlDiffs(stage: Stage, scenarios: readonly Scenario[]): Promise<readonly KubectlDiffs[]> {
  return atMost(AT_ONCE, scenarios, async (scenario) => {
    const { name, by = 'argocd-controller' } = scenario;
    const diff = `kubectl diff --filename='${join(stage.desired, `${name}.yaml`)}'`;
    const clientSide = await stage.shell(scenario, diff);
    const serverSide = await stage.shell(
      scenario,
      `${diff} --server-side --force-conflicts --field-manager=${MANAGER[by]}`,
    );
    return { clientSide, serverSide };
  });
}

async function applyAll(cluster: Cluster, scenarios: readonly Scenario[], applier: Applier): Promise<void> {
  const texts = scenarios
    .filter(({ by = 'argocd-controller' }) => by === applier)
    .map(({ name, start }) => filled(start, name));
  for (const verb of APPLY[applier]) {
    const input = texts.join('\n---\n');
    const { code, stderr } = await cluster.kubectl([...verb, '--filename=-'], { input });
    if (code !== 0) throw new Error(`${applier}: ${stderr}`);
  }
}

function filled(text: string, name: string): string {
  return text.replaceAll('$NS', name);
}

function namespace(name: string): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Readonly<Record<string, string>> }[];
  readonly contexts: readonly { readonly context: object }[];
}

function inNamespace(kubeconfig: string, name: string): string {
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const contexts = config.contexts.map((each) => ({
    ...each,
    context: { ...each.context, namespace: name },
  }));
  return JSON.stringify({ ...config, contexts });
}

/** A shell in which `kubectl` works in the namespace of a scenario. */
function runShell(cluster: Cluster, { name }: Scenario, script: string): Promise<CliRun> {
  const kubeconfig = join(cluster.folder, `${name}.kubeconfig`);
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const bundle = config.clusters[0]?.cluster['certificate-authority-data'] ?? '';
  const path = `${dirname(kubectl())}:${process.env['PATH'] ?? ''}`;
  const env = { HOME: join(cluster.folder, 'home'), PATH: path, KUBECONFIG: kubeconfig };
  const text = filled(script, name).replaceAll('$CA', bundle);
  const child = spawn('sh', ['-e', '-c', text], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (part: string) => (output[stream] += part));
  }
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ ...output, code }));
  });
}
