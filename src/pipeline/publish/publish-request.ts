import type { Selection } from '../../model/selection.ts';

/** Where a command that works with rendered branches looks, and with what patience. */
export interface BranchRequest {
  /** Absolute folder to start from. */
  readonly dir: string;
  /** Configuration file, relative to `dir` or absolute. */
  readonly config: string | undefined;
  /** Revision to work with; HEAD unless given. */
  readonly source: string | undefined;
  readonly selection: Selection;
  /** Version of the program, for the trailer that names it. */
  readonly version: string;
  /** Ends the run when it fires; its reason is an AdapterError. */
  readonly signal: AbortSignal;
  /** Told what the run does at the moment. */
  readonly onStep?: (text: string) => void;
}

/** What to publish, and what is allowed. */
export interface PublishRequest extends BranchRequest {
  /** Plans and writes nothing at all. */
  readonly dryRun: boolean;
  /** Creates the commits and moves local branches instead of the remote's. */
  readonly noPush: boolean;
  /** Compiles every unit, also where nothing changed. */
  readonly all: boolean;
  readonly allowPrune: boolean;
  readonly allowRewind: boolean;
  readonly adopt: boolean;
  /** Instead of `publish.sign`. */
  readonly sign: 'none' | 'gpg' | 'ssh' | undefined;
}
