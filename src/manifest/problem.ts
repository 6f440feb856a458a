/** Why a text is not read; the diagnostics of the compiler have one code for each. */
export type ManifestProblemKind =
  | 'syntax'
  | 'tab'
  | 'duplicate-key'
  | 'merge-key'
  | 'tag'
  | 'directive'
  | 'alias-limit'
  | 'too-deep'
  | 'key-type'
  | 'key-forbidden'
  | 'unsafe-number'
  | 'not-finite';

/**
 * One reason why a document is not read. `message` is made of sentences: what is wrong, why, what to
 * do. Offsets count UTF-16 units of the text from 0, `end` is exclusive.
 */
export interface ManifestProblem {
  readonly kind: ManifestProblemKind;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of the text: offsets in UTF-16 units, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Takes a problem down. */
export type Report = (kind: ManifestProblemKind, message: string, at: TextRange) => void;

/** How much a text may ask for. */
export interface ReadLimits {
  /** Maps and lists inside each other; the outermost counts as one. */
  readonly depth: number;
  /** What aliases add to a text: one for each value, one for each character of a string or key. */
  readonly aliased: number;
}

/** Names a key in a message without flooding it. */
function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** The readers of YAML and of JSON say the same about the same mistake. */
export const MESSAGES = {
  tooDeep: (limit: number) =>
    `Maps and lists are nested more than ${String(limit)} levels deep. No Kubernetes object needs that.`,
  duplicateKey: (key: string) =>
    `The key ${shown(key)} is already in this map. Readers disagree about which one counts; keep one of them.`,
  forbiddenKey: (key: string) =>
    `The key ${shown(key)} is reserved by JavaScript and cannot be kept. Rename it.`,
  mergeValue: 'A merge key << takes a map, an alias of a map, or a list of these.',
  lateMerge: (key: string) =>
    `The merge key << stands after the key ${shown(key)}, which it also supplies. ` +
    'Readers disagree about which one counts: move << to the start of the map.',
  unsafeNumber: (text: string) =>
    `The integer ${text.slice(0, 60)} is beyond 2^53, so JSON readers would change its digits. ` +
    'Write it in quotes if the field takes text.',
  notFinite: (text: string) =>
    `${text.slice(0, 60)} is not a finite number, and JSON has no other. Write it in quotes if the field takes text.`,
  loneSurrogate: 'Half of a UTF-16 surrogate pair is not a character. Write the whole pair or remove it.',
} as const;

/** Own properties of this name would be confused with the prototype by code that merges objects. */
export const FORBIDDEN_KEY = '__proto__';
