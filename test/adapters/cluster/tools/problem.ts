import { AdapterError } from '../../../../src/model/ports.ts';

/** Code and message of what went wrong. */
export async function problem(work: Promise<unknown>): Promise<readonly [code: string, message: string]> {
  return work.then(
    () => ['NOTHING', 'went wrong'] as const,
    (error: unknown) => {
      if (!(error instanceof AdapterError)) throw error;
      return [error.code, error.message] as const;
    },
  );
}
