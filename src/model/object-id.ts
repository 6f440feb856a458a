const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** True for a full object id: 40 or 64 hex digits in lower case, and nothing else. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}
