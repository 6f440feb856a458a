import { findRoot } from '../../adapters/files/find-root.ts';
import {
  cacheSize,
  historyDepth,
  isShallow,
  leftoverCount,
  lockFiles,
} from '../../adapters/git/clone-state.ts';
import { ambientGitVariables } from '../../adapters/git/git-settings.ts';
import { findSource, type SourcePlace } from '../../adapters/git/source-place.ts';
import { readSettings, rewritten, type GitSetting } from '../../adapters/git/source-settings.ts';
import { gitVersion, nodeVersion } from '../../adapters/git/tool-versions.ts';
import { selectUnits } from '../../compile/discover/select-units.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { isPartial } from '../../model/selection.ts';
import { BUILT_IN_MODULES } from '../built-in.ts';
import { loadRepository } from '../load-repository.ts';
import { openRepository } from '../open-repository.ts';
import { matrixBranches } from '../publish/matrix-branches.ts';
import { openSource, type OpenedSource } from '../publish/open-source.ts';
import type { BranchRequest } from '../publish/publish-request.ts';
import { ask, type Asking } from './ask.ts';
import type { CheckGroup, Known } from './check.ts';
import type { CloneFacts, DoctorFacts, FileFacts, ToolFacts } from './facts.ts';
import { gatherCluster } from './gather-cluster.ts';
import { gatherRemote } from './gather-remote.ts';
import { gatherSigning } from './gather-signing.ts';
import { redactor, type Redactor } from './redactor.ts';

/** Where to look, and what for. */
export interface DoctorRequest extends Omit<BranchRequest, 'source'> {
  readonly groups: ReadonlySet<CheckGroup>;
  /** Context of the kubeconfig instead of the ones that the workspaces name. */
  readonly context: string | undefined;
  /** Absolute path of a kubeconfig; that of the environment when undefined. */
  readonly kubeconfig: string | undefined;
}

/** The facts, and how words about them are made fit to be shown. */
export interface Gathered {
  readonly facts: DoctorFacts;
  readonly redactor: Redactor;
}

/** Everything that the wanted groups judge. Writes nothing to the clone or to a remote, and keeps nothing. */
export async function gatherFacts(request: DoctorRequest): Promise<Gathered> {
  const { dir, groups, signal } = request;
  const root = findRoot(dir);
  // before a store is opened, which clears them away
  const leftovers = leftoverCount();
  const plain = { signal, redact: redactor([root], []).outside };
  const tools: ToolFacts = {
    node: nodeVersion(),
    git: await ask(plain, gitVersion),
    variables: ambientGitVariables(),
  };
  const found = await ask(plain, () => cloneOf(root));
  if (groups.size === 1 && groups.has('git')) {
    const clone =
      'problem' in found ? found : { value: await cloneFacts(found.value, leftovers, { value: undefined }) };
    const facts = {
      tools,
      files: undefined,
      clone,
      remote: undefined,
      signing: undefined,
      cluster: undefined,
    };
    return { facts, redactor: redactor([root], []) };
  }
  const files = await filesOf(request);
  const redact = redactorFor(root, found, files);
  const asking = { signal, redact: redact.outside };
  const opened = await ask(asking, () => openSource({ ...request, source: undefined }, false));
  const source = 'value' in opened ? opened.value : undefined;
  try {
    const clone = 'problem' in found ? found : { value: await cloneFacts(found.value, leftovers, opened) };
    const remote = await remoteOf(request, { ...asking, source, files });
    const signing = groups.has('signing')
      ? await gatherSigning(asking, source, files.repository.config.value.publish)
      : undefined;
    const cluster = await clusterOf(request, { ...asking, source, files });
    return { facts: { tools, files, clone, remote, signing, cluster }, redactor: redact };
  } finally {
    await source?.store.close();
  }
}

/** Undefined when the remote is not asked: not wanted, without a commit, or with a configuration that cannot be read. */
async function remoteOf(
  { groups, selection, onStep }: DoctorRequest,
  {
    source,
    files,
    ...asking
  }: Asking & { readonly source: OpenedSource | undefined; readonly files: FileFacts },
): Promise<DoctorFacts['remote']> {
  if (!source || !groups.has('remote') || hasErrors(files.repository.config.diagnostics)) return undefined;
  onStep?.('asking the remote');
  return await gatherRemote({ ...asking, source, files, isPartial: isPartial(selection) });
}

/** Undefined when no cluster is asked: not wanted, none configured, or with a configuration that cannot be read. */
async function clusterOf(
  { groups, selection, dir, config, version, context, kubeconfig, onStep }: DoctorRequest,
  found: Asking & { readonly source: OpenedSource | undefined; readonly files: FileFacts },
): Promise<DoctorFacts['cluster']> {
  if (!groups.has('cluster') || hasErrors(found.files.repository.config.diagnostics)) return undefined;
  onStep?.('asking the cluster');
  return await gatherCluster({ ...found, selection, dir, config, version, context, kubeconfig });
}

interface FoundClone {
  readonly place: SourcePlace;
  readonly settings: readonly GitSetting[];
}

async function cloneOf(root: string): Promise<FoundClone> {
  const place = await findSource(root);
  return { place, settings: await readSettings(place) };
}

async function cloneFacts(
  { place, settings }: FoundClone,
  leftovers: number,
  opened: Known<OpenedSource | undefined>,
): Promise<CloneFacts> {
  const source = 'value' in opened ? opened.value : undefined;
  const isCut = isShallow(place);
  return {
    format: place.format,
    settings,
    headProblem: 'problem' in opened ? opened.problem : undefined,
    isShallow: isCut,
    depth: isCut && source ? await historyDepth(source.store, source.commit.id) : undefined,
    locks: lockFiles(place),
    leftovers,
    cacheBytes: cacheSize(place),
  };
}

async function filesOf({ dir, config, selection }: DoctorRequest): Promise<FileFacts> {
  const { reader, configPath } = await openRepository({ dir, config });
  const repository = await loadRepository({ reader, configPath, modules: BUILT_IN_MODULES });
  const { review } = repository.config.value.publish;
  const all = matrixBranches(repository.units, review);
  const selected = matrixBranches(selectUnits(repository.units, selection), review);
  return {
    configPath: configPath ?? 'moorline.yaml',
    isNamed: configPath !== undefined,
    repository,
    branches: selected.value ?? [],
    branchProblems: all.diagnostics.map(({ detail }) => detail),
  };
}

function redactorFor(root: string, found: Known<FoundClone>, files: FileFacts | undefined): Redactor {
  const named = files?.repository.config.value.publish.remote ?? '';
  if ('problem' in found) return redactor([root], [named]);
  const { settings, place } = found.value;
  // a word without any of these is the name of a remote
  const isName = !/[/:\\]/.test(named);
  const written = settings
    .filter(({ key }) => /^remote\..*\.(?:push)?url$/.test(key))
    .map(({ value }) => value);
  const urls = isName ? written : [...written, named];
  return redactor([root, place.folder], [...new Set(urls.flatMap((url) => [url, rewritten(url, settings)]))]);
}
