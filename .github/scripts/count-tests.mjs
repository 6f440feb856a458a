// Prints "N passed, N failed" from a result file of vitest; fails when a test failed or none ran.
import { existsSync, readFileSync } from 'node:fs';

/**
 * The part of the result file that is read here.
 * @typedef {object} Results
 * @property {boolean} success
 * @property {readonly { status: string, assertionResults: readonly { status: string }[] }[]} testResults one per file
 */

/** @returns {Results} */
function read() {
  const path = process.argv[2] ?? 'test-results.json';
  if (!existsSync(path)) return { success: false, testResults: [] };
  /** @type {unknown} */
  const results = JSON.parse(readFileSync(path, 'utf8'));
  return /** @type {Results} */ (results);
}

const { success, testResults } = read();
const states = testResults.flatMap((file) => {
  const tests = file.assertionResults.map((test) => test.status);
  // A file that could not be loaded has no tests of its own, but it failed.
  return file.status === 'failed' && !tests.includes('failed') ? [...tests, 'failed'] : tests;
});
const passed = states.filter((state) => state === 'passed').length;
const failed = states.filter((state) => state === 'failed').length;
const skipped = states.length - passed - failed;

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = success && passed > 0 && failed === 0 ? 0 : 1;
