/** The time of the machine in UTC, RFC 3339 with whole seconds. */
export function utcNow(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
