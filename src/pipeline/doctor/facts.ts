import type { LockFile } from '../../adapters/git/clone-state.ts';
import type { PushAnswer } from '../../adapters/git/push-answer.ts';
import type { RemoteRefs } from '../../adapters/git/remote.ts';
import type { RemoteCapabilities } from '../../adapters/git/remote-capabilities.ts';
import type { Relation } from '../../adapters/git/ancestry.ts';
import type { GitSetting } from '../../adapters/git/source-settings.ts';
import type { ObjectFormat } from '../../model/git.ts';
import type { Repository } from '../load-repository.ts';
import type { MatrixBranch } from '../publish/matrix-branches.ts';
import type { PublishedBranch } from '../publish/published-branches.ts';
import type { Known } from './check.ts';
import type { ClustersFacts } from './cluster-facts.ts';

/** Everything that the checks judge, gathered once. A part that was not asked for is undefined. */
export interface DoctorFacts {
  readonly tools: ToolFacts;
  readonly files: FileFacts | undefined;
  readonly clone: Known<CloneFacts> | undefined;
  readonly remote: Known<RemoteFacts> | undefined;
  readonly signing: SigningFacts | undefined;
  /** Undefined also when no cluster is configured. */
  readonly cluster: ClustersFacts | undefined;
}

/** The programs and the variables of the caller. */
export interface ToolFacts {
  readonly node: string;
  readonly git: Known<string>;
  readonly variables: { readonly passed: readonly string[]; readonly dropped: readonly string[] };
}

/** The work tree. */
export interface FileFacts {
  /** Path of the configuration below the root, and whether it was named on the command line. */
  readonly configPath: string;
  readonly isNamed: boolean;
  readonly repository: Repository;
  /** Branches of the selected units. */
  readonly branches: readonly MatrixBranch[];
  /** Why the branches cannot be, in words. */
  readonly branchProblems: readonly string[];
}

/** The user's repository. */
export interface CloneFacts {
  readonly format: ObjectFormat;
  readonly settings: readonly GitSetting[];
  /** Why HEAD cannot be opened; undefined when it can. */
  readonly headProblem: string | undefined;
  readonly isShallow: boolean;
  /** Commits of a shallow history along first parents. */
  readonly depth: number | undefined;
  readonly locks: readonly LockFile[];
  readonly leftovers: number;
  readonly cacheBytes: number;
}

/** A remote that commands talk to. */
export interface EndFacts {
  /** `target` holds the rendered branches, `source` the source branch when that is elsewhere. */
  readonly role: 'target' | 'source';
  /** Name of the remote; undefined for a URL in the configuration. */
  readonly name: string | undefined;
  /** True if the remote has a URL of its own for pushes, which is the one that counts. */
  readonly isPushUrl: boolean;
  /** As written, before `insteadOf`. */
  readonly written: string;
  /** What git is given. */
  readonly url: string;
  /** Whose `insteadOf` rewrote it; undefined when none did. */
  readonly rewrittenBy: 'person' | 'repository' | undefined;
  readonly isInsecure: boolean;
  readonly refs: Known<RemoteRefs>;
  /** Undefined for a remote that was not reached. */
  readonly capabilities: Known<RemoteCapabilities> | undefined;
}

/** Where HEAD stands to the source branch. */
export interface SourceFacts {
  /** Without `refs/heads/`; undefined for a remote without any branch. */
  readonly branch: string | undefined;
  readonly isThere: boolean;
  /** True if publish would write a rendered branch over it. */
  readonly isRendered: boolean;
  /** What HEAD is to its tip. */
  readonly relation: Relation | undefined;
}

/** What the remotes show. */
export interface RemoteFacts {
  readonly ends: readonly EndFacts[];
  /** Undefined for a remote that was not reached. */
  readonly push: PushAnswer | undefined;
  readonly source: Known<SourceFacts> | undefined;
  readonly published: readonly Known<PublishedBranch>[];
  /** Existing branches and records that a rendered branch cannot stand beside. */
  readonly conflicts: readonly { readonly branch: string; readonly ref: string }[];
}

/** How commits are signed, and whether that works. */
export type SigningFacts =
  | { readonly form: 'none' }
  | {
      readonly form: 'gpg' | 'ssh';
      readonly hasKey: boolean;
      /** A signature over a commit that nobody keeps; undefined when it was not tried. */
      readonly signed: Known<true> | undefined;
    };
