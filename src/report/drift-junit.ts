import type { DriftedResource, DriftField, WorkspaceDrift } from '../drift/verdict.ts';
import {
  shownBlame,
  shownChange,
  shownFacts,
  shownLags,
  shownName,
  shownNotes,
  shownPath,
  STATE_WORDS,
} from './drift-words.ts';
import { printable } from './printable.ts';

/** The verdicts as JUnit: a suite for each workspace, a case for each resource, and in its output what is behind. */
export function driftJunit(workspaces: readonly WorkspaceDrift[]): string {
  const suites = workspaces.map((found) => {
    const { workspace, summary, resources } = found;
    const failures = summary.drifted + summary.missing + summary.orphan + summary.terminating;
    const counts = `tests="${resources.length}" failures="${failures}" errors="${summary.unchecked}" skipped="${summary.skipped}"`;
    const cases = resources.map(caseText).join('');
    const name = xml(printable(workspace ?? 'drift'));
    return `  <testsuite name="${name}" ${counts}>\n${factsText(found)}${cases}${lagText(found)}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="moorline drift">\n${suites.join('')}</testsuites>\n`;
}

function factsText(found: WorkspaceDrift): string {
  const facts = shownFacts(found).map(
    ([name, value]) => `      <property name="${xml(name)}" value="${xml(value)}"/>\n`,
  );
  return facts.length === 0 ? '' : `    <properties>\n${facts.join('')}    </properties>\n`;
}

function lagText(found: WorkspaceDrift): string {
  const lags = shownLags(found);
  return lags.length === 0 ? '' : `    <system-out>${xml(lags.join('\n'))}</system-out>\n`;
}

function caseText(resource: DriftedResource): string {
  const { id, state, reason, manifest, fields } = resource;
  const type = id.group === '' ? id.version : `${id.group}/${id.version}`;
  const file = manifest === undefined ? '' : ` file="${xml(printable(manifest))}"`;
  const head = `    <testcase classname="${xml(printable(type))}" name="${xml(shownName(resource))}"${file}`;
  if (state === 'synced') return `${head}/>\n`;
  const message = xml(STATE_WORDS[state]);
  if (state === 'skipped') return `${head}><skipped message="${message}"/></testcase>\n`;
  if (state === 'unchecked')
    return `${head}><error message="${message}">${xml(printable(reason ?? ''))}</error></testcase>\n`;
  const lines = fields
    .map((field) => [...(field.path === '' ? [] : words(field)), ...shownNotes(field)].join('  '))
    .filter((line) => line !== '');
  return `${head}><failure message="${message}">${xml(lines.join('\n'))}</failure></testcase>\n`;
}

function words(field: DriftField): readonly string[] {
  return [shownPath(field.path), shownChange(field), shownBlame(field)].filter((word) => word !== '');
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
