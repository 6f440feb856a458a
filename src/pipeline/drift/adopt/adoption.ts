import type { DriftField } from '../../../drift/verdict.ts';
import type { Json } from '../../../model/json.ts';
import type { ResourceId } from '../../../model/resource.ts';

/** A drifted field and its unit; `unit` is `project/stack`, both null when no unit renders the object. */
export interface AdoptField {
  readonly workspace: string | null;
  readonly unit: string | null;
  readonly id: ResourceId;
  /** As the verdict names it. */
  readonly path: string;
}

/** A field whose live value the source now says, and where. */
export interface AdoptedField extends AdoptField {
  readonly file: string;
  /** From 1, in the file as it is after all edits. */
  readonly line: number;
  readonly column: number;
  /** What Git rendered and what it renders now; null where there is nothing. */
  readonly before: Json;
  readonly after: Json;
}

/** A field that stays as it is, and why. */
export interface RefusedField extends AdoptField {
  readonly reason: string;
}

/** A file that changes; `before` is null for one that is made. */
export interface AdoptEdit {
  readonly file: string;
  readonly before: string | null;
  readonly after: string;
}

/** What became of every drifted field. */
export interface Adoption {
  readonly adopted: readonly AdoptedField[];
  /** Fields that the source renders as they are in the cluster, without any edit. */
  readonly already: readonly AdoptField[];
  readonly refused: readonly RefusedField[];
  /** In byte order of the files. */
  readonly edits: readonly AdoptEdit[];
}

/** A drifted field with the unit that renders it. */
export interface Target {
  readonly unit: string;
  readonly id: ResourceId;
  readonly shown: AdoptField;
  readonly field: DriftField;
}
