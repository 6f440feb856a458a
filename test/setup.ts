import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';

// Kept from before any test installs fake timers.
const nextTurn = setImmediate;

let heard: string[] = [];

const hearWarning = (warning: Error): void => {
  heard.push(`process warning: ${warning.name}: ${warning.message}`);
};

beforeAll(() => {
  process.on('warning', hearWarning);
});

afterAll(() => {
  process.off('warning', hearWarning);
});

beforeEach(() => {
  heard = [];
  for (const method of ['warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      heard.push(`console.${method}: ${words.map(String).join(' ')}`);
    });
  }
});

/** A message nobody expected fails the test; a test that expects one replaces the spy or the listener. */
afterEach(async () => {
  // Node reports a process warning one turn after it was raised.
  await new Promise<void>((done) => {
    nextTurn(done);
  });
  const unexpected = heard;
  heard = [];
  if (unexpected.length > 0) throw new Error(`unexpected message:\n${unexpected.join('\n')}`);
});
