import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { CONTROLLER_KINDS, type ControllerObjects } from '../../drift/controller/controller-objects.ts';
import { findController, type ControllerAnswer } from '../../drift/controller/find-controller.ts';
import { ignoreRulesOf } from '../../drift/controller/ignore-rules-of.ts';
import { isTracked } from '../../drift/controller/is-tracked.ts';
import { attemptAfter, lagOf, revisionsToAsk, revisionToCompare } from '../../drift/controller/lag-of.ts';
import { seesDrift } from '../../drift/controller/sees-drift.ts';
import type { ClusterPort, Discovery } from '../../model/cluster.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Unit } from '../../model/unit.ts';
import { sameRemote, provenanceUrl } from '../../publish/provenance-url.ts';
import type { BranchLook } from '../publish/branch-state.ts';
import { branchFacts } from './branch-facts.ts';
import type { ComparedBranch } from './compared-branches.ts';
import { withoutController, type UnitState } from './unit-state.ts';

/** What Argo CD and Flux do with one branch. */
export interface Controllers {
  /** What is done with a unit; diagnostics that concern it are told to `tell`. */
  readonly stateOf: (unit: Unit, tell: (found: Diagnostic) => void) => Promise<UnitState>;
}

/**
 * Reads the objects of Argo CD and Flux, where the cluster serves them. Where they may not be read, that is said, and
 * the head of the branch is what the cluster is compared with.
 */
export async function controllerObjects(
  cluster: ClusterPort,
  { resources }: Discovery,
): Promise<{ readonly objects: ControllerObjects; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const listed = async ({ group, kind }: { readonly group: string; readonly kind: string }) => {
    const resource = resources.find((each) => each.group === group && each.kind === kind);
    const found: JsonObject[] = [];
    if (!resource) return found;
    for await (const page of cluster.list(resource, { namespace: undefined })) {
      if (!('failure' in page)) found.push(...page.objects);
      else {
        const detail = `${kind} objects cannot be read, so what their controller has applied is not known: ${page.failure.message}`;
        diagnostics.push(diagnostic('CONTROLLER_UNKNOWN', detail, undefined));
      }
    }
    return found;
  };
  const [applications, kustomizations, repositories] = await Promise.all([
    listed(CONTROLLER_KINDS.applications),
    listed(CONTROLLER_KINDS.kustomizations),
    listed(CONTROLLER_KINDS.repositories),
  ]);
  return { objects: { applications, kustomizations, repositories }, diagnostics };
}

/**
 * What the controllers do with the units of a branch.
 * @param server URL of the API server, which an Application may name as its destination
 */
export function controllersOf(
  look: Pick<BranchLook, 'source' | 'target'>,
  { objects, server }: { readonly objects: ControllerObjects; readonly server: string },
  { branch, head }: ComparedBranch,
): Controllers {
  const own = provenanceUrl(look.target.url);
  const isRepository = (url: string): boolean =>
    own === undefined || provenanceUrl(url) === undefined || sameRemote(own, url);
  return {
    stateOf: async (unit, tell) => {
      const answer = findController({ branch, path: unit.path, isRepository, server }, objects);
      for (const note of answer.notes) tell(departure(unit, note));
      if (answer.kind !== 'one') {
        if (answer.kind === 'several') tell(ambiguous(unit, answer));
        return withoutController(head, unit.path);
      }
      const { state, object } = answer.found;
      const ignore = ignoreRulesOf(object);
      for (const detail of ignore.problems) tell(diagnostic('CONTROLLER_RULE_UNUSED', detail, undefined));
      const facts = await branchFacts(look, head, { folder: unit.path, commits: revisionsToAsk(state) });
      const lag = lagOf(state, facts);
      const revision = revisionToCompare(state, facts);
      return {
        ...withoutController(head, state.folder),
        controller: state.controller,
        applier: state.applier,
        revision,
        lag,
        attempted: revision === null ? null : attemptAfter(revision, state, facts),
        inventory: state.inventory ?? [],
        isTracked: (live) => isTracked(state, live),
        ignore: ignore.rules,
        isSeen: (resource, field) => seesDrift({ state, lag }, resource, field),
      };
    },
  };
}

function ambiguous(
  { project, stack, stack: { nameSpan } }: Unit,
  { names }: Extract<ControllerAnswer, { kind: 'several' }>,
): Diagnostic {
  const detail = `${names.join(' and ')} apply ${project.name}/${stack.name} alike, so it is compared with the head of its branch.`;
  return diagnostic('CONTROLLER_AMBIGUOUS', detail, nameSpan);
}

/** What a controller does otherwise than following the branch. */
function departure({ project, stack, stack: { nameSpan } }: Unit, note: string): Diagnostic {
  return diagnostic('CONTROLLER_DEPARTS', `${note} (${project.name}/${stack.name}).`, nameSpan);
}
