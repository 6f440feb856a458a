import { relationOf, type Relation } from '../../adapters/git/ancestry.ts';
import { fetchObjects, type Remote, type RemoteRefs } from '../../adapters/git/remote.ts';
import type { Commit, ObjectId } from '../../model/git.ts';
import { AdapterError } from '../../model/ports.ts';
import { parseRendered } from '../../publish/commit-message.ts';
import { parseRecord, type RecordLayout } from '../../publish/record.ts';
import { diffTrees, type TreeChange } from '../../publish/tree-diff.ts';
import type { OpenedSource } from './open-source.ts';

/** The record of the last publish of a branch. */
export interface BranchRecord {
  readonly id: ObjectId;
  readonly source: ObjectId;
  readonly rendered: ObjectId;
  readonly layout: RecordLayout | undefined;
}

/** What the remote holds for one branch that publish writes. */
export interface BranchState {
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly ref: string;
  readonly recordRef: string;
  readonly tip: ObjectId | undefined;
  readonly record: BranchRecord | undefined;
}

/** Whose the branch is. */
export type Trust =
  | { readonly kind: 'first' }
  /** The last publish left it so, but for files that belong to others. `source` is the published source commit. */
  | { readonly kind: 'ours'; readonly source: ObjectId; readonly tip: Commit }
  | { readonly kind: 'gone'; readonly source: ObjectId }
  | { readonly kind: 'foreign'; readonly tip: Commit }
  /** `changes` is undefined when what the last publish left cannot be had any more. */
  | {
      readonly kind: 'edited';
      readonly source: ObjectId;
      readonly tip: Commit;
      readonly changes: readonly TreeChange[] | undefined;
    };

/** Name of the ref that keeps the record of a branch. */
export function recordRefOf(branch: string): string {
  return `refs/moorline/progress/${branch}`;
}

/** What it takes to look at branches of a remote. */
export interface BranchLook {
  readonly source: OpenedSource;
  readonly target: Remote;
  /** True for a path that belongs to others. */
  readonly isPreserved: (path: string) => boolean;
  /** False when no path can be preserved, which saves listing whole branches. */
  readonly preserves: boolean;
}

/**
 * Reads the state of branches. What the store lacks is fetched at once: records, and with them the tips,
 * because both are needed in a fresh clone.
 */
export async function readStates(
  { source, target }: Pick<BranchLook, 'source' | 'target'>,
  refs: RemoteRefs,
  branches: readonly string[],
): Promise<readonly BranchState[]> {
  const rows = branches.map((branch) => {
    const ref = `refs/heads/${branch}`;
    const recordRef = recordRefOf(branch);
    return { branch, ref, recordRef, tip: refs.refs.get(ref), recordId: refs.refs.get(recordRef) };
  });
  const records = rows.flatMap(({ recordId }) => recordId ?? []);
  if ((await lacking(source, records)).length > 0) {
    const tips = rows.flatMap(({ tip }) => tip ?? []);
    await ensureCommits({ source, target }, [...records, ...tips]);
  }
  return await Promise.all(
    rows.map(async ({ recordId, ...row }) => ({
      ...row,
      record: await readRecord(source, row.branch, recordId),
    })),
  );
}

async function readRecord(
  source: OpenedSource,
  branch: string,
  id: ObjectId | undefined,
): Promise<BranchRecord | undefined> {
  if (id === undefined) return undefined;
  const commit = await source.objects.commit(id);
  const record = commit && parseRecord(commit.message);
  if (!record)
    throw new AdapterError(
      'OBJECTS_MISSING',
      `The record ${id.slice(0, 7)} of ${branch} cannot be read: ${recordRefOf(branch)} does not hold what publish wrote. Delete it to have the branch judged by its own commit.`,
    );
  return { id, ...record };
}

async function lacking(source: OpenedSource, ids: readonly ObjectId[]): Promise<readonly ObjectId[]> {
  const found = await Promise.all(ids.map(async (id) => ({ id, commit: await source.objects.commit(id) })));
  return found.filter(({ commit }) => !commit).map(({ id }) => id);
}

/** Brings commits with their trees into the store, those that are not there. */
export async function ensureCommits(
  { source, target }: Pick<BranchLook, 'source' | 'target'>,
  ids: readonly ObjectId[],
): Promise<void> {
  await fetchObjects(target, await lacking(source, ids), { history: 1, content: 'trees' });
}

/** Brings blobs into the store, those that are not there. */
export async function ensureBlobs(
  { source, target }: Pick<BranchLook, 'source' | 'target'>,
  ids: readonly ObjectId[],
): Promise<void> {
  const known = await Promise.all(
    [...new Set(ids)].map(async (id) => ({ id, found: await source.store.reader.read(id) })),
  );
  const missing = known.filter(({ found }) => !found).map(({ id }) => id);
  await fetchObjects(target, missing, { history: 'all', content: 'all' });
}

/**
 * A commit of the target, fetched with its trees when it is not there.
 * @throws AdapterError OBJECTS_MISSING, REMOTE_UNREACHABLE when it cannot be had
 */
export async function commitOf(look: Pick<BranchLook, 'source' | 'target'>, id: ObjectId): Promise<Commit> {
  await ensureCommits(look, [id]);
  const commit = await look.source.objects.commit(id);
  if (!commit)
    throw new AdapterError('OBJECTS_MISSING', `The commit ${id} of a rendered branch cannot be read.`);
  return commit;
}

/** Decides whose a branch is: by its record, and without one by what its tip says of itself. */
export async function trustOf(look: BranchLook, state: BranchState): Promise<Trust> {
  const { tip: tipId, record } = state;
  if (tipId === undefined) return record ? { kind: 'gone', source: record.source } : { kind: 'first' };
  const tip = await commitOf(look, tipId);
  if (!record) {
    const own = parseRendered(tip.message);
    return own?.tree === tip.tree ? { kind: 'ours', source: own.source, tip } : { kind: 'foreign', tip };
  }
  const { source, rendered } = record;
  if (tipId === rendered) return { kind: 'ours', source, tip };
  const changes = await foreignChanges(look, rendered, tip);
  const isOurs = changes?.length === 0 && (await follows(look, rendered, tipId));
  return isOurs ? { kind: 'ours', source, tip } : { kind: 'edited', source, tip, changes };
}

/** What a tip changed of files that are ours; undefined when the rendered commit cannot be had. */
async function foreignChanges(
  look: BranchLook,
  rendered: ObjectId,
  tip: Commit,
): Promise<readonly TreeChange[] | undefined> {
  try {
    const left = await commitOf(look, rendered);
    const changes = await diffTrees({ made: new Map(), stored: look.source.objects }, left.tree, tip.tree);
    return changes.filter(({ path }) => !look.isPreserved(path));
  } catch (error) {
    if (isOutOfReach(error)) return undefined;
    throw error;
  }
}

/** True for an error which says that objects cannot be had: they are gone, or the remote does not answer. */
export function isOutOfReach(error: unknown): error is AdapterError {
  return error instanceof AdapterError && ['OBJECTS_MISSING', 'REMOTE_UNREACHABLE'].includes(error.code);
}

/** True if a commit of the target is another, or comes after it. */
export async function follows(
  { source, target }: Pick<BranchLook, 'source' | 'target'>,
  older: ObjectId,
  newer: ObjectId,
): Promise<boolean> {
  const relation: Relation = await relationOf(
    { place: source.place, remote: target, tip: newer },
    older,
    newer,
  );
  return relation === 'ancestor' || relation === 'equal';
}
