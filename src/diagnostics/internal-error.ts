/** An impossible state: our bug, never the user's input. Ends the run with exit code 1. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
