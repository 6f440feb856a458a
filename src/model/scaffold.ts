/** A file that should exist; `path` is posix and relative to the root of the repository. */
export interface ScaffoldFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What is done about a file: `keep` leaves it as it is. */
export type FileAction = 'create' | 'keep' | 'update';

/** A wanted file and what has to be done for it. */
export interface PlannedFile extends ScaffoldFile {
  readonly action: FileAction;
}
