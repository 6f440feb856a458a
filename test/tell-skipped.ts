import type { TestProject } from 'vitest/node';

/** Runs once around all tests: says at the end, where it is read, why tests were skipped. */
export function setup({ vitest }: TestProject): () => void {
  return () => {
    const results = vitest.state
      .getTestModules()
      .flatMap((file) => [...file.children.allTests('skipped')].map((test) => test.result()));
    const reasons = results.flatMap((result) => (result.state === 'skipped' && result.note) || []);
    for (const reason of new Set(reasons)) process.stdout.write(`Skipped: ${reason}\n`);
  };
}
