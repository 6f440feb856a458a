import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/tell-skipped.ts'],
    pool: 'forks',
    // Test files share a process: loading the compiler once is what makes the suite fast.
    isolate: false,
    // Half of the time goes into waiting for git; by default two cores give one worker.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A mock must not reach the next file.
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html'],
      thresholds: { lines: 90 },
    },
  },
});
