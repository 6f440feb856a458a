/** Groups of checks, in the order in which they are shown. */
export const CHECK_GROUPS = ['git', 'repository', 'remote', 'signing', 'cluster'] as const;

/** What a check is about. */
export type CheckGroup = (typeof CHECK_GROUPS)[number];

/** One row of `doctor`. */
export interface Check {
  /** Unique in a run, and the same in every run. */
  readonly id: string;
  readonly group: CheckGroup;
  /** `fail` stops a command that the group is about; `warn` is worth knowing; `skip` could not be asked. */
  readonly state: 'ok' | 'warn' | 'fail' | 'skip';
  readonly summary: string;
  /** The command or change that mends it; never there for `ok`. */
  readonly fix?: string;
}

/** A row without its group, as the file of a group writes it. */
export type Row = Omit<Check, 'group'>;

/** A fact, or why it is not known. */
export type Known<T> = { readonly value: T } | { readonly problem: string };

/** A row that is fine. */
export function okay(id: string, summary: string): Row {
  return { id, state: 'ok', summary };
}

/** A row that could not be asked; `fix` says what to look at instead. */
export function skipped(id: string, summary: string, fix?: string): Row {
  return { id, state: 'skip', summary, ...(fix === undefined ? {} : { fix }) };
}
