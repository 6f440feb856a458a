import { contextState, kubeconfigState } from '../../adapters/cluster/kubeconfig-state.ts';
import { TlsError } from '../../adapters/cluster/no-answer.ts';
import { timeLimit } from '../../adapters/time-limit.ts';
import { interruption } from '../../adapters/git/remote.ts';
import { textAt } from '../../compile/discover/load-file.ts';
import { selectUnits } from '../../compile/discover/select-units.ts';
import { CONTROLLER_KINDS } from '../../drift/controller/controller-objects.ts';
import type { Discovery } from '../../model/cluster.ts';
import { AdapterError } from '../../model/ports.ts';
import type { Workspace } from '../../model/unit.ts';
import { chooseTable } from '../../validate/kube-version.ts';
import { Clusters, type OpenedCluster } from '../drift/clusters.ts';
import { contextOf } from '../drift/context-of.ts';
import { ask } from './ask.ts';
import type { ClustersFacts, ContextFacts, ServerAnswer, WorkspaceFacts } from './cluster-facts.ts';
import type { ClusterQuestion } from './cluster-question.ts';
import { gatherBranches } from './gather-branches.ts';

/** Milliseconds in which a server has to say what it serves. */
const ANSWER_WITHIN = 4000;
/** Milliseconds for rights, controllers and branches after that. */
const REST_WITHIN = 6000;
const LATE = `no answer within ${String(ANSWER_WITHIN / 1000)} seconds`;

/** Asks the clusters of the selected workspaces side by side. Undefined when no cluster is configured. */
export async function gatherCluster(question: ClusterQuestion): Promise<ClustersFacts | undefined> {
  const { context, kubeconfig } = question;
  const state = await ask(question, () => kubeconfigState(kubeconfig));
  if ('problem' in state) return { kubeconfig: { problem: unnamed(state.problem) }, contexts: [] };
  const contexts = contextsOf(question);
  const isNamed = (context ?? kubeconfig) !== undefined;
  if (!isNamed && !(await isConfigured(contexts, state.value))) return undefined;
  return {
    kubeconfig: state,
    contexts: await Promise.all(contexts.map((each) => factsOf(question, each))),
  };
}

interface NamedContext {
  readonly name: string | undefined;
  readonly workspaces: readonly Workspace[];
}

function contextsOf({ files, selection, context }: ClusterQuestion): readonly NamedContext[] {
  const units = selectUnits(files.repository.units, selection);
  const workspaces = [...new Map(units.map(({ workspace }) => [workspace.name, workspace])).values()];
  const names = new Set(workspaces.map((workspace) => context ?? contextOf(workspace)));
  if (names.size === 0) names.add(context);
  return [...names].map((name) => ({
    name,
    workspaces: workspaces.filter((workspace) => (context ?? contextOf(workspace)) === name),
  }));
}

/** False on a machine that never talks to a cluster, as one that only publishes. */
async function isConfigured(
  contexts: readonly NamedContext[],
  { contexts: count, hasCurrent }: { readonly contexts: number; readonly hasCurrent: boolean },
): Promise<boolean> {
  if (count > 0) return hasCurrent || contexts.some(({ name }) => name !== undefined);
  return await contextState({ kubeconfig: undefined, context: undefined }).then(
    () => true,
    () => false,
  );
}

async function factsOf(question: ClusterQuestion, { name, workspaces }: NamedContext): Promise<ContextFacts> {
  const { kubeconfig, version, signal } = question;
  const found = { name, workspaces: workspaces.map(workspaceFacts) };
  const place = await ask(question, () => contextState({ kubeconfig, context: name }));
  if ('problem' in place) return { ...found, place: undefined, server: undefined, branches: undefined };
  const limit = timeLimit(signal, ANSWER_WITHIN, new AdapterError('CLUSTER_UNREACHABLE', LATE));
  const clusters = new Clusters({ kubeconfig, version, signal: limit.signal });
  try {
    const opened = await answerOf(signal, () => clusters.get(name));
    if (!('port' in opened)) return { ...found, place: place.value, server: opened, branches: undefined };
    limit.renew(REST_WITHIN);
    const reach = { clusters, opened, workspaces, limited: limit.signal };
    const branches = await ask(question, () => gatherBranches(question, reach));
    return { ...found, place: place.value, server: await serverFacts(opened.discovery), branches };
  } finally {
    limit.end();
    await clusters.close();
  }
}

/** The cluster, or in words of ours why not: those of an error name hosts. */
async function answerOf(
  signal: AbortSignal,
  open: () => Promise<OpenedCluster>,
): Promise<OpenedCluster | Extract<ServerAnswer, { problem: string }>> {
  try {
    return await open();
  } catch (error) {
    if (signal.aborted) throw interruption(signal);
    if (!(error instanceof AdapterError)) throw error;
    return troubleOf(error);
  }
}

function troubleOf(error: AdapterError): Extract<ServerAnswer, { problem: string }> {
  const { code, message } = error;
  if (error instanceof TlsError)
    return { about: 'tls', problem: 'its certificate or its way to speak TLS is not accepted' };
  if (code === 'CLUSTER_REFUSED')
    return {
      about: 'credentials',
      problem: 'the server does not take the credentials; they may have expired',
    };
  if (code === 'CLUSTER_CREDENTIALS')
    return {
      about: 'credentials',
      problem: 'the certificate, token or plugin that the kubeconfig names gives no credentials',
    };
  if (code === 'KUBECONFIG_INVALID') return { about: 'kubeconfig', problem: 'its entry cannot be used' };
  if (message === LATE) return { about: 'reach', problem: LATE };
  const reason = /\bE[A-Z]{4,}\b/.exec(message)?.[0];
  return {
    about: 'reach',
    problem: reason === undefined ? 'there was no useful answer' : `no connection (${reason})`,
  };
}

async function serverFacts({ version, unknownGroups, resources }: Discovery): Promise<ServerAnswer> {
  const { applications, kustomizations } = CONTROLLER_KINDS;
  const isServed = ({ group, kind }: typeof applications) =>
    resources.some((each) => each.group === group && each.kind === kind);
  return {
    version,
    support: await chooseTable(version),
    unknownGroups: [...unknownGroups.keys()],
    controllers: [
      ...(isServed(applications) ? ['Argo CD'] : []),
      ...(isServed(kustomizations) ? ['Flux'] : []),
    ],
  };
}

function workspaceFacts({ name, root, source }: Workspace): WorkspaceFacts {
  const kubeVersion = textAt(root, ['cluster', 'kubeVersion'])?.value;
  return { name, path: source.path, kubeVersion };
}

/** Without names of contexts, clusters and users, which may be hosts. */
function unnamed(text: string): string {
  return text.replaceAll(/"[^"]*"/g, '"…"');
}
