import type { DriftedResource, DriftField, SourcePlace, WorkspaceDrift } from '../drift/verdict.ts';
import { identityKey } from '../model/resource.ts';
import { sha256Hex } from '../util/sha256.ts';
import {
  DRIFT_RULES,
  shownBlame,
  shownChange,
  shownName,
  shownNotes,
  shownPath,
  STATE_WORDS,
} from './drift-words.ts';

const LEVELS = { high: 'error', medium: 'warning', low: 'note' } as const;

/**
 * The drift as SARIF 2.1.0: a result for each path, found in the file of the rendered branch where one is known, and
 * related to its place in the source. What could not be checked is a notification, and then the run did not succeed.
 * @param version of the program
 */
export function driftSarif(workspaces: readonly WorkspaceDrift[], version: string): string {
  const unchecked = workspaces.flatMap(({ resources }) =>
    resources.filter(({ state }) => state === 'unchecked'),
  );
  const results = workspaces.flatMap(({ workspace, resources }) =>
    resources.flatMap((resource) => resource.fields.map((field) => resultOf(workspace, resource, field))),
  );
  const run = {
    tool: { driver: { name: 'moorline', version, rules: RULES } },
    automationDetails: { id: 'moorline/drift/' },
    originalUriBaseIds: {
      RENDERED: { description: { text: 'The root of the rendered branch of the workspace.' } },
      SOURCE: { description: { text: 'The root of the repository of the source.' } },
    },
    invocations: [
      {
        executionSuccessful: unchecked.length === 0,
        toolExecutionNotifications: unchecked.map((resource) => ({
          level: 'error',
          message: { text: plain(`${shownName(resource)} was not checked: ${resource.reason ?? ''}`) },
        })),
      },
    ],
    columnKind: 'utf16CodeUnits',
    results,
  };
  const log = { $schema: SCHEMA, version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

const RULE_NAMES = Object.keys(DRIFT_RULES);
const RULES = Object.entries(DRIFT_RULES).map(([id, { short, help }]) => ({
  id,
  shortDescription: { text: short },
  fullDescription: { text: help },
  help: { text: help },
  defaultConfiguration: { level: 'warning' },
}));

function resultOf(workspace: string | null, resource: DriftedResource, field: DriftField) {
  const { id, unit = null, manifest, state } = resource;
  const { path, rule, severity, cause, unseen = null, firstSeen = null, source } = field;
  const name = shownName(resource);
  const what = path === '' ? STATE_WORDS[state] : `${shownPath(path)}: ${shownChange(field)}`;
  const notes = [shownBlame(field), ...shownNotes(field)].filter((each) => each !== '');
  const index = RULE_NAMES.indexOf(rule);
  return {
    ruleId: rule,
    ...(index < 0 ? {} : { ruleIndex: index }),
    level: LEVELS[severity],
    message: { text: plain([`${name} ${what}`, ...notes].join('; ')) },
    locations: [
      {
        ...(manifest === undefined ? {} : { physicalLocation: manifestLocation(manifest) }),
        logicalLocations: [{ fullyQualifiedName: `${identityKey(id)}${path}`, kind: 'resource' }],
      },
    ],
    ...(source === undefined ? {} : { relatedLocations: [sourceLocation(source)] }),
    partialFingerprints: {
      'moorlineDrift/v1': sha256Hex(JSON.stringify([workspace, identityKey(id), path])),
    },
    properties: { workspace, unit, severity, cause, unseen, firstSeen },
  };
}

/** A rendered file holds one object, so that the object starts on its first line. */
function manifestLocation(manifest: string) {
  return { artifactLocation: { uri: uri(manifest), uriBaseId: 'RENDERED' }, region: { startLine: 1 } };
}

function sourceLocation({ file, line, column }: SourcePlace) {
  return {
    id: 1,
    message: { text: 'The source says here what Git wants.' },
    physicalLocation: {
      artifactLocation: { uri: uri(file), uriBaseId: 'SOURCE' },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** A path as a relative URI; half characters, which no URI can hold, are replaced. */
function uri(path: string): string {
  const whole = path.replace(/[\ud800-\udfff]/gu, '\ufffd');
  return whole.split('/').map(encodeURIComponent).join('/');
}

/** A message in which nothing of the cluster can become a link (SARIF 2.1.0, 3.11.6). */
function plain(text: string): string {
  return text.replaceAll('](', '] (');
}
