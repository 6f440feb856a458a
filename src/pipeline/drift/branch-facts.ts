import { commitsBehind } from '../../adapters/git/commits-behind.ts';
import type { BranchFacts } from '../../drift/controller/lag-of.ts';
import type { ObjectId } from '../../model/git.ts';
import { isObjectId } from '../../model/object-id.ts';
import { AdapterError } from '../../model/ports.ts';
import { folderAt } from '../../publish/folder-at.ts';
import { commitOf, type BranchLook } from '../publish/branch-state.ts';

/**
 * Asks Git about commits that a controller names: which of them hold the same files as the head in a folder, and how
 * far each is behind it. A commit that neither the clone nor the remote has is one that nothing is known of.
 */
export async function branchFacts(
  look: Pick<BranchLook, 'source' | 'target'>,
  head: ObjectId,
  { folder, commits }: { readonly folder: string; readonly commits: readonly string[] },
): Promise<BranchFacts> {
  const wanted = await filesAt(look, head, folder);
  const current = new Map<string, boolean | undefined>();
  for (const commit of new Set(commits)) {
    const found = commit === head ? wanted : await filesAt(look, commit, folder);
    current.set(commit, found && found.tree === wanted?.tree);
  }
  const older = [...current].flatMap(([commit, isCurrent]) => (isCurrent === false ? [commit] : []));
  const place = look.source.place;
  const counts =
    older.length === 0
      ? new Map<string, number>()
      : await commitsBehind({ place, remote: look.target, head }, older);
  return {
    head,
    isCurrent: (commit) => current.get(commit),
    commitsSince: (commit) => counts.get(commit),
  };
}

/** The tree of a folder at a commit, if it has one there; undefined when nobody has the commit. */
async function filesAt(
  look: Pick<BranchLook, 'source' | 'target'>,
  commit: string,
  folder: string,
): Promise<{ readonly tree: ObjectId | undefined } | undefined> {
  if (!isObjectId(commit)) return undefined;
  try {
    const { tree } = await commitOf(look, commit);
    return { tree: folder === '' ? tree : await folderAt(look.source.objects, tree, folder) };
  } catch (error) {
    // a remote gives no commit that its branches do not hold any more
    const isLost =
      error instanceof AdapterError && ['OBJECTS_MISSING', 'REMOTE_UNREACHABLE'].includes(error.code);
    if (isLost) return undefined;
    throw error;
  }
}
