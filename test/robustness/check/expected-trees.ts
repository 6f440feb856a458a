import { parallel } from '../parallel.ts';

/** What a branch holds for one source commit. */
export interface Expected {
  /** Id of the whole tree. */
  readonly tree: string;
  /** Everything but the metadata at the root, which a run without changes leaves as it is. */
  readonly body: string;
}

/** Trees of rendered branches by source commit, found once each. */
export interface ExpectedTrees {
  /** Finds the trees of source commits. */
  readonly learn: (sources: readonly string[]) => Promise<void>;
  /** What a branch holds for a source that was learnt; nothing when the branch is not produced. */
  readonly of: (source: string, branch: string) => Expected | undefined;
}

/** Gives the content of every branch for one source commit. */
export type Oracle = (source: string) => Promise<ReadonlyMap<string, Expected>>;

/** Asks an oracle at most once for each source commit, two at a time. */
export function expectedTrees(oracle: Oracle): ExpectedTrees {
  const known = new Map<string, ReadonlyMap<string, Expected>>();
  const learn = async (sources: readonly string[]): Promise<void> => {
    const missing = [...new Set(sources)].filter((source) => !known.has(source));
    await parallel(missing, 2, async (source) => void known.set(source, await oracle(source)));
  };
  const of = (source: string, branch: string): Expected | undefined => {
    const branches = known.get(source);
    if (!branches) throw new Error(`the trees of ${source} were not learnt`);
    return branches.get(branch);
  };
  return { learn, of };
}
