/** Selection flags: globs over names; an empty list selects everything. */
export interface Selection {
  readonly workspace: readonly string[];
  readonly project: readonly string[];
  readonly stack: readonly string[];
}

/** Selects everything. */
export const EVERYTHING: Selection = { workspace: [], project: [], stack: [] };

/** True if the selection leaves something out. */
export function isPartial(selection: Selection): boolean {
  return selection.workspace.length + selection.project.length + selection.stack.length > 0;
}
