import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { filesDrift } from '../../src/drift/files-drift.ts';
import type { DriftedResource, WorkspaceDrift } from '../../src/drift/verdict.ts';
import { driftSarif } from '../../src/report/drift-sarif.ts';
import { DRIFT_RESULT } from './drift-result.ts';

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly unknown[];
    }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly { readonly physicalLocation?: unknown }[];
      readonly relatedLocations?: readonly unknown[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

// the schema is of draft 4, whose names and whose flavour of patterns newer readers do not take
const body = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== 'id'));
const formats = { uri: () => true, 'uri-reference': isReference, 'date-time': () => true };
const isSarif = new Ajv({ strict: false, unicodeRegExp: false, formats }).compile(body);

/** RFC 3986: only these characters, and a percent sign only before two hex digits. */
function isReference(text: string): boolean {
  return /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/.test(text);
}

function runOf(workspaces: readonly WorkspaceDrift[]) {
  const log = JSON.parse(driftSarif(workspaces, '1.2.3')) as Log;
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  return log.runs[0]!;
}

const fieldsIn = (resources: readonly DriftedResource[]) => resources.flatMap(({ fields }) => fields);

describe('the SARIF of drift', () => {
  it('is valid by the schema of SARIF 2.1.0, also when there is nothing to say', () => {
    expect(schema.title).toContain('Version 2.1.0');
    expect(runOf(DRIFT_RESULT).results).toHaveLength(
      fieldsIn(DRIFT_RESULT.flatMap((each) => each.resources)).length,
    );
    const empty = runOf([filesDrift([], [])]);
    expect([empty.results, empty.invocations[0]?.executionSuccessful]).toEqual([[], true]);
    expect(isSarif({ version: '2.1.0', runs: [{ results: [{}] }] })).toBe(false);
  });

  it('names the rule, the rendered file and the place in the source', () => {
    const { results, tool } = runOf(DRIFT_RESULT);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results[0]).toMatchObject({
      ruleId: 'declared-value',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'shop/prod/deployment-web.yaml', uriBaseId: 'RENDERED' },
            region: { startLine: 1 },
          },
        },
      ],
      relatedLocations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'apps/shop/prod/app.yaml', uriBaseId: 'SOURCE' },
            region: { startLine: 12, startColumn: 14 },
          },
        },
      ],
    });
  });

  it('has a fingerprint that only the place of a drift decides', () => {
    const prints = (workspaces: readonly WorkspaceDrift[]) =>
      runOf(workspaces).results.map((result) => result.partialFingerprints['moorlineDrift/v1']);
    const changed = DRIFT_RESULT.map((each) => ({
      ...each,
      resources: each.resources.map((resource) => ({
        ...resource,
        fields: resource.fields.map((field) => ({ ...field, live: 'another', blame: [] })),
      })),
    }));
    expect(prints(changed)).toEqual(prints(DRIFT_RESULT));
    expect(new Set(prints(DRIFT_RESULT)).size).toBe(prints(DRIFT_RESULT).length);
    const renamed = DRIFT_RESULT.map((each) => ({ ...each, workspace: 'stage' }));
    expect(prints(renamed).filter((print) => prints(DRIFT_RESULT).includes(print))).toEqual([]);
  });

  it('says that the check was incomplete', () => {
    const [invocation] = runOf(DRIFT_RESULT).invocations;
    expect(invocation?.executionSuccessful).toBe(false);
    expect(JSON.stringify(invocation)).toContain('Role shop-prod/reader was not checked: No permission');
  });

  it('holds no link that a cluster wrote', () => {
    for (const { message } of runOf(DRIFT_RESULT).results) expect(message.text).not.toMatch(/\]\(/);
  });
});
