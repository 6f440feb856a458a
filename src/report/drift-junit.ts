import type { DriftedResource, WorkspaceDrift } from '../drift/verdict.ts';
import { shownBlame, shownChange, shownName, shownPath, STATE_WORDS } from './drift-words.ts';

/** The verdicts as JUnit: a suite for each workspace, a case for each resource. */
export function driftJunit(workspaces: readonly WorkspaceDrift[]): string {
  const suites = workspaces.map(({ workspace, summary, resources }) => {
    const failures = summary.drifted + summary.missing + summary.orphan + summary.terminating;
    const counts = `tests="${resources.length}" failures="${failures}" errors="${summary.unchecked}" skipped="${summary.skipped}"`;
    const cases = resources.map(caseText).join('');
    return `  <testsuite name="${xml(workspace ?? 'drift')}" ${counts}>\n${cases}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="moorline drift">\n${suites.join('')}</testsuites>\n`;
}

function caseText(resource: DriftedResource): string {
  const { id, state, reason, fields } = resource;
  const type = id.group === '' ? id.version : `${id.group}/${id.version}`;
  const head = `    <testcase classname="${xml(type)}" name="${xml(shownName(resource))}"`;
  if (state === 'synced') return `${head}/>\n`;
  const message = xml(STATE_WORDS[state]);
  if (state === 'skipped') return `${head}><skipped message="${message}"/></testcase>\n`;
  if (state === 'unchecked')
    return `${head}><error message="${message}">${xml(reason ?? '')}</error></testcase>\n`;
  const lines = fields
    .filter(({ path }) => path !== '')
    .map((field) => [shownPath(field.path), shownChange(field), shownBlame(field)].join('  ').trimEnd());
  return `${head}><failure message="${message}">${xml(lines.join('\n'))}</failure></testcase>\n`;
}

/** Markup escaped; what XML 1.0 cannot hold at all, half characters, is replaced (`printable` took the controls). */
function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\ud800-\udfff\ufffe\uffff]/gu, '\ufffd');
}
