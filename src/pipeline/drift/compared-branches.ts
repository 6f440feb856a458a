import { selectUnits } from '../../compile/discover/select-units.ts';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ObjectId } from '../../model/git.ts';
import type { Unit, Workspace } from '../../model/unit.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { BUILT_IN_MODULES } from '../built-in.ts';
import { loadRepository, type Repository } from '../load-repository.ts';
import { findRemotes, listRemotes, type Remotes } from '../publish/find-remotes.ts';
import type { OpenedSource } from '../publish/open-source.ts';
import { patiently } from '../publish/patiently.ts';
import type { BranchRequest } from '../publish/publish-request.ts';

/** A rendered branch that a cluster is compared with, for one workspace. */
export interface ComparedBranch {
  readonly workspace: Workspace;
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly head: ObjectId;
  /** The selected units of the branch. */
  readonly units: readonly Unit[];
}

/** What is to be compared. */
export interface ComparedBranches {
  readonly repository: Repository;
  readonly remotes: Remotes;
  /** In byte order of workspace, then branch. */
  readonly branches: readonly ComparedBranch[];
}

/** Everything that was found, or what stands in the way. */
export interface ComparedBranchesOutcome {
  readonly value?: ComparedBranches;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the rendered branches of the selected units at the remote. Reads only.
 * @throws AdapterError when the remote cannot be reached
 */
export async function comparedBranches(
  { selection, signal, onStep }: BranchRequest,
  source: OpenedSource,
): Promise<ComparedBranchesOutcome> {
  const reader = source.reader(source.commit.id);
  const { configPath } = source;
  const repository = await loadRepository({ reader, modules: BUILT_IN_MODULES, configPath });
  if (hasErrors(repository.diagnostics)) return { diagnostics: repository.diagnostics };
  const found = findRemotes(source, repository.config.value.publish, signal);
  const diagnostics = [...repository.diagnostics, ...found.diagnostics];
  const remotes = found.value;
  if (!remotes) return { diagnostics };
  source.useRemote(remotes.source);
  onStep?.(`asking ${remotes.shown}`);
  const { target } = await patiently(() => listRemotes(remotes), signal);
  const selected = selectUnits(repository.units, selection);
  if (selected.length === 0) {
    const detail = 'No unit matches --workspace, --project and --stack. See: moorline list units';
    return { diagnostics: [...diagnostics, diagnostic('SELECTION_EMPTY', detail, undefined)] };
  }
  const branches: ComparedBranch[] = [];
  for (const { units, branch, workspace } of groupsOf(selected)) {
    const head = target.refs.get(`refs/heads/${branch}`);
    if (head === undefined) {
      const detail = `The remote has no branch "${branch}", so nothing says what workspace ${workspace.name} should be. Publish it first.`;
      diagnostics.push(diagnostic('BRANCH_NOT_PUBLISHED', detail, undefined));
    } else branches.push({ workspace, branch, head, units });
  }
  return { value: { repository, remotes, branches }, diagnostics };
}

function groupsOf(units: readonly Unit[]): readonly Omit<ComparedBranch, 'head'>[] {
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    const key = `${unit.workspace.name}\0${unit.branch}`;
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  return [...groups]
    .toSorted(([a], [b]) => byteOrder(a, b))
    .flatMap(([, own]) => {
      const [first] = own;
      return first ? [{ workspace: first.workspace, branch: first.branch, units: own }] : [];
    });
}
