import { describe, expect, it } from 'vitest';
import type { DriftedResource, WorkspaceDrift } from '../../src/drift/verdict.ts';
import { driftGithub } from '../../src/report/drift-github.ts';
import { DRIFT_RESULT } from './drift-result.ts';

const [PROD] = DRIFT_RESULT as readonly [WorkspaceDrift];
const [WEB] = PROD.resources as readonly [DriftedResource];

describe('drift as annotations of GitHub', () => {
  it('is one command a line, whatever names and values hold', () => {
    const lines = driftGithub(DRIFT_RESULT).trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    for (const line of lines) {
      expect(line).toMatch(/^::(?:warning|notice) (?:(?:file|line|col|title)=[^,:]*,?)+::[^\r\n]*$/);
      // eslint-disable-next-line no-control-regex -- nothing may reach the terminal of the log
      expect(line).not.toMatch(/[\u0000-\u001f\u202e]/);
    }
  });

  it('points at the source where it is known, and shows the highest severity first', () => {
    const [first] = driftGithub(DRIFT_RESULT).split('\n');
    expect(first).toBe(
      '::warning file=apps/shop/prod/app.yaml,line=12,col=14,title=drift%3A Deployment shop-prod/web::' +
        'spec.template.spec.containers[name="web"].image: Git ghcr.io/acme/web:1.8.2, cluster ghcr.io/acme/web:debug' +
        '%0Aby kubectl-edit 2026-11-20T14:02:00Z, k9s%0Afrom apps/shop/prod/app.yaml:12%0Afirst seen 2026-11-20T14:10:00Z',
    );
  });

  it('shows at most nine and counts the rest', () => {
    const resources = Array.from({ length: 12 }, (): DriftedResource => ({
      ...WEB,
      fields: WEB.fields.slice(0, 1),
    }));
    const lines = driftGithub([{ ...PROD, resources, lag: null, units: [] }])
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('::warning::and 3 more; run moorline drift to see them all: drifted');
    expect(driftGithub([{ ...PROD, resources: [], lag: null, units: [] }])).toBe('');
  });
});
