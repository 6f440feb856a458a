import type { Json, JsonObject } from '../model/json.ts';
import type { OwnershipBook } from './ownership.ts';
import type { Place } from './place.ts';
import type { ServerLists } from './list-type.ts';
import type { DriftWarning } from './verdict.ts';

/** Where two objects differ, and the rule that judges it. */
export interface Difference {
  readonly place: Place;
  readonly kind: 'missing' | 'modified' | 'extra';
  readonly desired?: Json;
  readonly live?: Json;
  readonly rule: string;
  readonly isDrift: boolean;
  /** True when nothing is known that speaks for the field: nobody wrote it, or it is as good as absent. */
  readonly isWeak?: boolean;
}

/** What a comparison of two objects knows besides the values at hand. */
export interface CompareFacts {
  readonly live: JsonObject;
  readonly isSecret: boolean;
  /** The list types of the kind as the server tells them. */
  readonly lists: ServerLists | undefined;
  readonly book: OwnershipBook;
  /** Takes differences down, in the order of the walk. */
  readonly found: Difference[];
  /** Takes warnings down. */
  readonly warn: (warning: DriftWarning) => void;
}
