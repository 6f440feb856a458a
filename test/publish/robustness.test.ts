import { afterAll, describe, expect, it } from 'vitest';
import { ROWS } from '../robustness/rows/index.ts';
import { openSuite } from '../robustness/run-row.ts';

/** Another one for every day would make failures that nobody can repeat. */
const SEED = 20_260;

describe('publish keeps its promises', () => {
  const suite = openSuite(SEED);
  afterAll(() => suite.close());

  it.each(ROWS.filter(({ counts }) => counts.short > 0).map((row) => [row.id, row.title, row] as const))(
    '%s: %s',
    async (_, __, row) => {
      const { violations, skipped, faults } = await suite.run(row, row.counts.short);
      expect(violations).toEqual([]);
      // A row without a fault proves nothing.
      if (skipped.length === 0) expect(faults).toBeGreaterThan(0);
    },
    120_000,
  );
});
