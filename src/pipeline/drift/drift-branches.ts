import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { countStates } from '../../drift/count-states.ts';
import type { IgnoreRule } from '../../drift/ignore/ignore-rule.ts';
import { isTrackedBy } from '../../drift/tracked-by.ts';
import type { WorkspaceDrift } from '../../drift/verdict.ts';
import { worstLag } from '../../drift/worst-lag.ts';
import type { JsonObject } from '../../model/json.ts';
import { identityKey, type ResourceId } from '../../model/resource.ts';
import { openSource, type OpenedSource } from '../publish/open-source.ts';
import { Clusters } from './clusters.ts';
import { compareBranch, type ComparedUnits } from './compare-branch.ts';
import { comparedBranches, type ComparedBranch, type ComparedBranches } from './compared-branches.ts';
import { contextOf } from './context-of.ts';
import { controllersOf } from './controllers-of.ts';
import { traceDrift } from './trace-fields.ts';
import { driftNotes } from './drift-notes.ts';
import type { DriftOutcome, DriftRequest } from './drift-request.ts';
import { managersOf } from './managers-of.ts';

/**
 * Compares clusters with the rendered branches of the selected units: each unit at the commit that its controller has
 * applied, and how far that is behind the branch. Reads only, the remote as well as the cluster.
 * @throws AdapterError when the remote or a cluster cannot be asked
 */
export async function driftBranches(request: DriftRequest): Promise<DriftOutcome> {
  const source = await openSource(request, false);
  const clusters = new Clusters(request);
  try {
    const found = await comparedBranches(request, source);
    if (!found.value) return { diagnostics: found.diagnostics };
    const all = await compareAll(request, { source, clusters }, found.value);
    const tree = { reader: source.reader(source.commit.id), configPath: source.configPath };
    return {
      ...all,
      value: request.isTraced ? await traceDrift(tree, all.value) : all.value,
      diagnostics: [...found.diagnostics, ...clusters.diagnostics, ...all.diagnostics],
    };
  } finally {
    await Promise.all([clusters.close(), source.store.close()]);
  }
}

interface Opened {
  readonly source: OpenedSource;
  readonly clusters: Clusters;
}

async function compareAll(
  request: DriftRequest,
  opened: Opened,
  compared: ComparedBranches,
): Promise<Required<DriftOutcome>> {
  const { config } = compared.repository;
  const value: WorkspaceDrift[] = [];
  const diagnostics: Diagnostic[] = [];
  const used = new Set<IgnoreRule>();
  const desired = new Map<string, JsonObject>();
  for (const branch of compared.branches) {
    request.onStep?.(`comparing ${branch.branch}`);
    const found = await compareOne(request, opened, { compared, branch });
    value.push(found.drift);
    diagnostics.push(...found.diagnostics);
    for (const rule of found.used) used.add(rule);
    for (const { id, object } of found.wanted) desired.set(keyOf(branch.workspace.name, id), object);
  }
  const unusedRules = config.ignore.filter((rule) => !used.has(rule)).map(({ name }) => name);
  const isWhole = !hasErrors(diagnostics) && compared.branches.length > 0;
  const last = value.map((each) => ({ ...each, unusedRules: isWhole ? unusedRules : [] }));
  return {
    value: last,
    diagnostics: [...diagnostics, ...driftNotes(last, config)],
    desiredOf: (workspace, id) => desired.get(keyOf(workspace, id)),
  };
}

function keyOf(workspace: string | null, id: ResourceId): string {
  return `${workspace ?? ''}\0${identityKey(id)}`;
}

interface OneResult {
  readonly drift: WorkspaceDrift;
  readonly used: ComparedUnits['used'];
  readonly wanted: ComparedUnits['wanted'];
  readonly diagnostics: readonly Diagnostic[];
}

async function compareOne(
  request: DriftRequest,
  { source, clusters }: Opened,
  { compared, branch }: { readonly compared: ComparedBranches; readonly branch: ComparedBranch },
): Promise<OneResult> {
  const { config } = compared.repository;
  const { app, context = contextOf(branch.workspace), mode } = request;
  const cluster = await clusters.get(context);
  const { port, discovery } = cluster;
  const look = { source, target: compared.remotes.target };
  const controllers = controllersOf(
    look,
    { objects: await clusters.controllers(cluster), server: port.server },
    branch,
  );
  const found = await compareBranch(
    {
      look,
      asked: { port, discovery, mode },
      settings: {
        managers: managersOf(config.value),
        ignore: config.ignore,
        isBrief: request.isBrief,
      },
      stateOf: controllers.stateOf,
      isOurs: app === undefined ? undefined : (live) => isTrackedBy(live, app),
    },
    branch,
  );
  const { units, resources } = found;
  const drift: WorkspaceDrift = {
    workspace: branch.workspace.name,
    branch: branch.branch,
    cluster: { context: port.context, version: discovery.version ?? null },
    mode,
    revision: shared(units.map(({ revision }) => revision)),
    controller: shared(units.map(({ controller }) => controller)),
    lag: worstLag(units),
    units,
    summary: countStates(resources),
    resources,
    unusedRules: [],
  };
  return { drift, used: found.used, wanted: found.wanted, diagnostics: found.diagnostics };
}

/** The one value of all, null when they differ or there is none. */
function shared<T>(values: readonly (T | null)[]): T | null {
  const [first = null] = values;
  return values.every((each) => JSON.stringify(each) === JSON.stringify(first)) ? first : null;
}
