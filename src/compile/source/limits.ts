/** Largest file of intent that is read, in bytes. Hand-written files stay far below. */
export const MAX_FILE_BYTES = 1024 * 1024;

/** Deepest nesting of maps and lists. */
export const MAX_DEPTH = 64;

/** Most values that the aliases of one file may stand for together. */
export const MAX_ALIASED_VALUES = 10_000;
