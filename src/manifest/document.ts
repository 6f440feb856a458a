import type { Json } from '../model/json.ts';
import type { ManifestProblem } from './problem.ts';

/** A document and its place in the text: offsets in UTF-16 units from 0, `end` exclusive. */
export interface ManifestDocument {
  readonly value: Json;
  readonly start: number;
  readonly end: number;
}

/**
 * What a text holds, both lists in the order of the text. A document with a problem is not among
 * `documents`, the others are; of more than 100 problems the first 100 are kept.
 */
export interface ParsedManifests {
  readonly documents: readonly ManifestDocument[];
  readonly problems: readonly ManifestProblem[];
}
