// Names what failed, with the first line of why, and prints "N passed, N failed" from a result file of vitest; fails when a test failed or none ran.
import { existsSync, readFileSync } from 'node:fs';

/**
 * The part of the result file that is read here.
 * @typedef {object} Results
 * @property {boolean} success
 * @property {readonly TestFile[]} testResults
 *
 * @typedef {object} TestFile
 * @property {string} name absolute path
 * @property {string} status
 * @property {string} [message] why it could not be loaded
 * @property {readonly { status: string, fullName: string, failureMessages: readonly string[] }[]} assertionResults
 */

/** @returns {Results} */
function read() {
  const path = process.argv[2] ?? 'test-results.json';
  if (!existsSync(path)) return { success: false, testResults: [] };
  /** @type {unknown} */
  const results = JSON.parse(readFileSync(path, 'utf8'));
  return /** @type {Results} */ (results);
}

/** @param {string | undefined} text */
function firstLine(text) {
  return text?.split('\n', 1)[0] ?? '';
}

const { success, testResults } = read();
const states = testResults.flatMap((file) => {
  const tests = file.assertionResults.map((test) => test.status);
  // A file that could not be loaded has no tests of its own, but it failed.
  return file.status === 'failed' && !tests.includes('failed') ? [...tests, 'failed'] : tests;
});
for (const { name, status, message, assertionResults } of testResults) {
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && tests.length === 0) console.log(`failed: ${name}: ${firstLine(message)}`);
  for (const test of tests)
    console.log(`failed: ${name}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
}
const passed = states.filter((state) => state === 'passed').length;
const failed = states.filter((state) => state === 'failed').length;
const skipped = states.length - passed - failed;

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = success && passed > 0 && failed === 0 ? 0 : 1;
