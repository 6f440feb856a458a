import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CompareSettings } from '../../drift/compare-object.ts';
import type { IgnoreRule } from '../../drift/ignore/ignore-rule.ts';
import type { DriftedResource, UnitDrift } from '../../drift/verdict.ts';
import type { ObjectId } from '../../model/git.ts';
import { identityKey, identityOf } from '../../model/resource.ts';
import type { Unit } from '../../model/unit.ts';
import { folderAt } from '../../publish/folder-at.ts';
import { commitOf, type BranchLook } from '../publish/branch-state.ts';
import { compareCluster, type WantedSet } from './compare-cluster.ts';
import type { AskedCluster, WantedObject } from './wanted-object.ts';
import type { ComparedBranch } from './compared-branches.ts';
import { readFolder, type FolderObjects } from './read-folder.ts';
import type { UnitState } from './unit-state.ts';
import { placer, wantedObjects } from './wanted-objects.ts';

/** What one branch is compared with. */
export interface BranchComparison {
  readonly look: Pick<BranchLook, 'source' | 'target'>;
  readonly asked: AskedCluster;
  readonly settings: CompareSettings;
  /** What the controller does with each unit. */
  readonly stateOf: (unit: Unit, tell: (found: Diagnostic) => void) => Promise<UnitState>;
  /** Says of any other live object whether it is ours. */
  readonly isOurs: ((live: WantedObject['object']) => boolean) | undefined;
}

/** The verdicts about one branch. */
export interface ComparedUnits {
  readonly units: readonly UnitDrift[];
  readonly resources: readonly DriftedResource[];
  readonly used: ReadonlySet<IgnoreRule>;
  readonly wanted: readonly WantedObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares the units of a branch with a cluster, each at the commit that its controller has applied. Units that one
 * controller applies from a folder above theirs are looked at together: an object that moved from one to another
 * is no orphan.
 */
export async function compareBranch(
  context: BranchComparison,
  { branch, head, units }: ComparedBranch,
): Promise<ComparedUnits> {
  const { look } = context;
  const diagnostics: Diagnostic[] = [];
  const rows: UnitRow[] = [];
  const tip = await commitOf(look, head);
  for (const unit of units) {
    if ((await folderAt(look.source.objects, tip.tree, unit.path)) === undefined) {
      const detail = `${branch} at ${head.slice(0, 7)} has no folder ${unit.path}, so ${nameOf(unit)} is not compared. Publish it.`;
      diagnostics.push(diagnostic('UNIT_NOT_PUBLISHED', detail, unit.stack.nameSpan));
    } else rows.push({ unit, state: await context.stateOf(unit, (found) => diagnostics.push(found)) });
  }
  const set = await wantedSet(context, rows, diagnostics);
  const { resources, used, diagnostics: notes } = await compareCluster(context.asked, set);
  diagnostics.push(...notes);
  const states = new Map(rows.map(({ unit, state }) => [nameOf(unit), state]));
  return {
    units: rows.map(({ unit, state }) => unitDrift(unit, state)),
    resources: resources.map((resource) => withSight(resource, states.get(resource.unit ?? ''))),
    used,
    wanted: set.wanted,
    diagnostics,
  };
}

interface UnitRow {
  readonly unit: Unit;
  readonly state: UnitState;
}

async function wantedSet(
  { look, asked, settings, isOurs }: BranchComparison,
  rows: readonly UnitRow[],
  diagnostics: Diagnostic[],
): Promise<WantedSet> {
  const { resources } = asked.discovery;
  const folders = new Folders(look);
  const known = new Set<string>();
  const wanted: WantedObject[] = [];
  for (const { unit, state } of rows) {
    if (state.revision === null) continue;
    const { objects, diagnostics: found } = await folders.read(state.revision, state.folder);
    diagnostics.push(...found);
    const namespace = unit.namespace.value;
    const placeOf = placer(resources, namespace);
    for (const { object } of objects) known.add(identityKey(placeOf(identityOf(object))));
    const own = objects.filter(({ at }) => isBelow(at.source.path, unit.path));
    const placed = wantedObjects(own, {
      resources,
      namespace,
      settings: { ...settings, ignore: [...settings.ignore, ...state.ignore] },
      applier: state.applier,
      unit: nameOf(unit),
    });
    if (state.attempted === null) {
      wanted.push(...placed);
      continue;
    }
    // what is wrong with a commit that is not applied is told once it is
    const next = await folders.read(state.attempted, state.folder);
    const newer = new Map(
      next.objects.map(({ object }) => [identityKey(placeOf(identityOf(object))), object]),
    );
    for (const key of newer.keys()) known.add(key);
    wanted.push(...placed.map((each) => ({ ...each, newer: newer.get(identityKey(each.id)) ?? null })));
  }
  const inventory = rows.flatMap(({ state }) => state.inventory);
  const isTracking = isOurs !== undefined || rows.some(({ state }) => state.controller !== null);
  return {
    wanted,
    leftovers: inventory.filter((id) => !known.has(identityKey(id))),
    isOurs: isTracking
      ? (live) =>
          !known.has(identityKey(identityOf(live))) &&
          (isOurs?.(live) === true || rows.some(({ state }) => state.isTracked(live)))
      : undefined,
  };
}

/** Folders of commits, each read once, with what is wrong with it told once. */
class Folders {
  readonly #look: BranchComparison['look'];
  readonly #read = new Map<string, FolderObjects>();

  constructor(look: BranchComparison['look']) {
    this.#look = look;
  }

  async read(commit: ObjectId, folder: string): Promise<FolderObjects> {
    const key = `${commit} ${folder}`;
    const known = this.#read.get(key);
    if (known) return { objects: known.objects, diagnostics: [] };
    const found = await readFolder(this.#look, commit, folder);
    this.#read.set(key, found);
    return found;
  }
}

function unitDrift(unit: Unit, { revision, controller, lag }: UnitState): UnitDrift {
  return { unit: nameOf(unit), path: unit.path, revision, controller, lag };
}

/** Marks the fields that the controller does not see. */
function withSight(resource: DriftedResource, state: UnitState | undefined): DriftedResource {
  if (!state) return resource;
  const fields = resource.fields.map((field) => {
    const isSeen = state.isSeen(resource, field);
    return isSeen === undefined ? field : { ...field, unseen: !isSeen };
  });
  return { ...resource, fields };
}

function nameOf({ project, stack }: Unit): string {
  return `${project.name}/${stack.name}`;
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}
