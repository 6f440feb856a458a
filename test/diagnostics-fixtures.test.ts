import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODES, isCode, type Code } from '../src/diagnostics/codes.ts';
import { EXPLANATIONS } from '../src/diagnostics/explanations.ts';
import type { Span } from '../src/diagnostics/span.ts';
import { diagnosticsText } from '../src/report/diagnostics-text.ts';
import { PLAIN } from '../src/report/style.ts';
import { compileTree, diagnosticLines } from './tools/compile-tree.ts';
import { expectGolden, readFolder } from './tools/golden.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'diagnostics');

/** Codes that need more than files in Git, or that one call of the compiler cannot give, and the file that shows each. */
const ELSEWHERE: Readonly<Partial<Record<Code, string>>> = {
  CONTROLLER_DEPARTS: 'test/drift/controller/departures.test.ts',
  FILE_TOO_LARGE: 'test/bad-input.test.ts',
  FILE_NOT_UTF8: 'test/bad-input/cases.ts',
  FILE_SYMLINK: 'test/bad-input/cases.ts',
  FILE_UNREADABLE: 'test/bad-input.test.ts',
  UNIT_PATH_NESTED: 'test/compile/discover/layout.test.ts',
  REF_CONFLICT: 'test/compile/discover/layout.test.ts',
  OUTPUT_CONFLICT: 'test/bad-input.test.ts',
  OUTPUT_UNWRITABLE: 'test/bad-input.test.ts',
  REVISION_UNKNOWN: 'test/bad-input.test.ts',
  OBJECTS_MISSING: 'test/bad-input.test.ts',
  GIT_UNAVAILABLE: 'test/bad-input.test.ts',
  RESOURCE_AMBIGUOUS: 'test/bad-input.test.ts',
  RESOURCE_UNKNOWN: 'test/bad-input.test.ts',
  SELECTION_EMPTY: 'test/bad-input.test.ts',
  USAGE: 'test/bad-input.test.ts',
  EDIT_REFUSED: 'test/cli/set.test.ts',
  IMAGE_UNUSED: 'test/cli/set.test.ts',
  WORKSPACE_GUESSED: 'test/import/import-kusion.test.ts',
  KCL_OUTPUT_MISSING: 'test/import/import-kusion.test.ts',
  KCL_OUTPUT_AMBIGUOUS: 'test/import/import-kusion.test.ts',
  KUSION_PART_UNUSED: 'test/import/import-kusion.test.ts',
  KUSION_SPEC_INVALID: 'test/import/import-kusion.test.ts',
  KUSION_SPEC_DIFFERS: 'test/import/import-kusion.test.ts',
  IMPORT_CONFLICT: 'test/import/import-kusion.test.ts',
  OBJECTS_UNWRITABLE: 'test/adapters/git-store.test.ts',
  SELECTION_PARTIAL: 'test/publish/publish-guard.test.ts',
  REMOTE_UNKNOWN: 'test/publish/publish-remote.test.ts',
  REMOTE_INVALID: 'test/publish/publish-remote.test.ts',
  REMOTE_INSECURE: 'test/publish/publish-remote.test.ts',
  REMOTE_UNREACHABLE: 'test/publish/publish-remote.test.ts',
  REMOTE_REFUSED: 'test/publish/publish-remote.test.ts',
  REMOTE_NOT_ATOMIC: 'test/publish/publish-remote.test.ts',
  PUSH_UNKNOWN: 'test/publish/publish-remote.test.ts',
  SOURCE_BRANCH_UNKNOWN: 'test/publish/publish-remote.test.ts',
  SOURCE_NOT_PUSHED: 'test/publish/publish-remote.test.ts',
  SOURCE_DIVERGED: 'test/publish/publish-order.test.ts',
  SOURCE_EMPTY: 'test/publish/publish-guard.test.ts',
  WORK_TREE_DIRTY: 'test/publish/publish.test.ts',
  BRANCH_FOREIGN: 'test/publish/publish-trust.test.ts',
  BRANCH_EDITED: 'test/publish/publish-trust.test.ts',
  BRANCH_GONE: 'test/publish/publish-trust.test.ts',
  BRANCH_IS_SOURCE: 'test/publish/publish-remote.test.ts',
  BRANCH_NOT_LOCAL: 'test/publish/publish-plan-only.test.ts',
  REVIEW_MIXED: 'test/publish/publish-review.test.ts',
  PRUNE_GUARD: 'test/publish/publish-guard.test.ts',
  CLUSTER_UNKNOWN: 'test/adapters/cluster/open-cluster.test.ts',
  KUBECONFIG_INVALID: 'test/adapters/cluster/open-cluster.test.ts',
  CLUSTER_CREDENTIALS: 'test/adapters/cluster/credentials.test.ts',
  CLUSTER_UNREACHABLE: 'test/adapters/cluster/open-cluster.test.ts',
  CLUSTER_REFUSED: 'test/adapters/cluster/credentials.test.ts',
  IGNORE_RULE_UNUSED: 'test/drift/command.test.ts',
  HISTORY_LINE_INVALID: 'test/drift/history.test.ts',
  ADOPT_REFUSED: 'test/pipeline/drift/adopt.test.ts',
  ADOPT_UNPROVED: 'test/pipeline/drift/prove-together.test.ts',
  BRANCH_NOT_PUBLISHED: 'test/drift/cluster-controllers.test.ts',
  UNIT_NOT_PUBLISHED: 'test/drift/cluster-controllers.test.ts',
  CONTROLLER_AMBIGUOUS: 'test/drift/cluster-controllers.test.ts',
  CONTROLLER_RULE_UNUSED: 'test/drift/cluster-controllers.test.ts',
  CONTROLLER_UNKNOWN: 'test/drift/cluster-controllers.test.ts',
  LIST_RESTARTED: 'test/drift/cluster-faults.test.ts',
  RESOURCE_UNCHECKED: 'test/drift/command.test.ts',
  ROLE_INCOMPLETE: 'test/drift/role.test.ts',
  SIGNING_FAILED: 'test/publish/publish-secrets.test.ts',
  INTERRUPTED: 'test/publish/publish-stop.test.ts',
  BRANCH_DIFFERS: 'test/publish/verify.test.ts',
  BRANCH_MISSING: 'test/publish/verify.test.ts',
  BRANCH_UNMARKED: 'test/publish/verify.test.ts',
  RULES_UNSUPPORTED: 'test/publish/verify.test.ts',
  ENVIRONMENT_UNFIT: 'test/publish/doctor.test.ts',
  TIMEOUT: 'test/cli/exit-code.test.ts',
  INTERNAL: 'test/cli/exit-code.test.ts',
};

/** The only errors of a fixture that no file can be blamed for. */
const WITHOUT_FILE = ['PROJECT_MISSING-no-config'];

const codes = Object.keys(CODES) as readonly Code[];
const fixtures = readdirSync(FIXTURES).toSorted();
const codeOf = (fixture: string) => fixture.split('-')[0] ?? '';

/** How much text a file needs to hold a span; more than any has for no span or a wrong one. */
function lengthOf(span: Span | undefined): number {
  return span && span.start <= span.end && span.start >= 0 ? span.end : Infinity;
}

describe.each(fixtures)('fixture %s', (fixture) => {
  const folder = join(FIXTURES, fixture);
  const files = new Map(readFolder(folder));
  files.delete('expected.txt');

  it('gives exactly the expected diagnostics', async () => {
    const { diagnostics, ok } = await compileTree(Object.fromEntries(files));
    const lines = diagnosticLines(diagnostics);
    expectGolden(join(folder, 'expected.txt'), lines.map((line) => `${line}\n`).join(''));
    expect(lines.map((line) => line.split(' ')[1])).toContain(codeOf(fixture));
    expect(ok).toBe(!lines.some((line) => line.startsWith('error')));
  });

  it('shows every diagnostic in a frame of a file that exists', async () => {
    const { diagnostics } = await compileTree(Object.fromEntries(files));
    for (const found of WITHOUT_FILE.includes(fixture) ? [] : diagnostics) {
      const spans = [found.span, ...found.related.map(({ span }) => span)];
      for (const span of spans)
        expect(lengthOf(span)).toBeLessThanOrEqual(files.get(span?.source.path ?? '')?.length ?? -1);
      const frame = new RegExp(`^ *--> ${found.span?.source.path ?? ''}:[0-9]+:[0-9]+$`, 'm');
      expect(diagnosticsText([found], PLAIN)).toMatch(frame);
    }
  });

  it('says something whole in each detail', async () => {
    const { diagnostics } = await compileTree(Object.fromEntries(files));
    for (const { detail } of diagnostics) expect(detail).toMatch(/[^\s.]\.$|moorline [a-z ]+$|\?$/);
  });
});

describe('codes', () => {
  it('are shown by a fixture or by the test that the table names', () => {
    const shown = new Set(fixtures.map(codeOf));
    expect(codes.filter((code) => !shown.has(code) && !(code in ELSEWHERE))).toEqual([]);
    expect(codes.filter((code) => shown.has(code) && code in ELSEWHERE)).toEqual([]);
    expect(fixtures.filter((fixture) => !isCode(codeOf(fixture)))).toEqual([]);
  });

  it.each(Object.entries(ELSEWHERE))('%s is shown by %s', (code, file) => {
    const path = join(import.meta.dirname, '..', file);
    expect(existsSync(path), path).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(`'${code}'`);
  });

  it.each(codes)('%s has an explanation and a summary', (code) => {
    expect(EXPLANATIONS[code]).toMatch(/^[^\n]{20,}[^]*\.$/);
    expect(CODES[code].summary).toMatch(/^(?:[a-z]|Git |YAML |Kubernetes ).*[a-z]$/);
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/);
  });

  it('are all that is explained', () => {
    expect(Object.keys(EXPLANATIONS).toSorted()).toEqual(codes.toSorted());
  });
});
