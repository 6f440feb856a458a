/**
 * Runs a call with the rights of an ordinary user, so that a test of permissions means something when
 * the tests run as root.
 */
export async function asNobody<T>(call: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return call();
  process.seteuid?.(65_534);
  try {
    return await call();
  } finally {
    process.seteuid?.(0);
  }
}
