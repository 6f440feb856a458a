import { describe, expect, it } from 'vitest';
import { lintObjects } from '../../src/lint/lint-objects.ts';
import { ruleLevel } from '../../src/lint/rule-level.ts';
import { LINT_RULES } from '../../src/lint/rules/index.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { setOf, SHOP, shopWith } from './shop.ts';

const WEB = 'Deployment/shop-prod-web';
const CONTAINER = ['spec', 'template', 'spec', 'containers', 0];

/** Every finding, with all rules on. */
function lint(objects: readonly JsonObject[]) {
  const { findings, suppressed } = lintObjects(setOf(objects), LINT_RULES, ({ level }) =>
    level === 'off' ? 'info' : level,
  );
  return { found: findings.map(({ rule, severity }) => `${severity} ${rule.id}`), suppressed };
}

const ruleNamed = (id: string) => LINT_RULES.find((rule) => rule.id === id)!;

describe('all rules together', () => {
  it('find nothing in a hardened shop', () => {
    expect(lint(SHOP)).toEqual({ found: [], suppressed: 0 });
  });

  it('find everything that a bare container lacks', () => {
    const bare = shopWith(WEB, CONTAINER, { name: 'web', image: 'ghcr.io/acme/shop-web' });
    expect(lint(bare)).toEqual({
      found: [
        'warning LINT_CAPABILITIES_DROPPED',
        'warning LINT_CPU_REQUEST',
        'warning LINT_EPHEMERAL_STORAGE',
        'warning LINT_IMAGE_PULL_POLICY',
        'warning LINT_IMAGE_TAG',
        'warning LINT_MEMORY_LIMIT',
        'warning LINT_PRIVILEGE_ESCALATION',
        'warning LINT_READ_ONLY_ROOT',
        'warning LINT_READINESS_PROBE',
        'warning LINT_SERVICE_TARGET_PORT',
      ],
      suppressed: 0,
    });
  });
});

describe('annotations', () => {
  const latest = (annotations: JsonObject) =>
    shopWith(WEB, [...CONTAINER, 'image'], 'shop-web:latest').map((object) =>
      object['kind'] === 'Deployment'
        ? { ...object, metadata: { ...(object['metadata'] as JsonObject), annotations } }
        : object,
    );

  it.each([
    [{ 'moorline.dev/lint-ignore': 'LINT_PRIVILEGED, LINT_IMAGE_TAG' }],
    [{ 'kube-score/ignore': 'pod-probes,container-image-tag' }],
    [{ 'ignore-check.kube-linter.io/latest-tag': 'the base image has no other tag' }],
    [{ 'kube-linter.io/ignore-all': '' }],
    [{ 'polaris.fairwinds.com/tagNotSpecified-exempt': 'true' }],
    [{ 'polaris.fairwinds.com/exempt': 'true' }],
  ])('exempt an object: %j', (annotations) => {
    expect(lint(latest(annotations))).toEqual({ found: [], suppressed: 1 });
  });

  it.each([
    [{ 'moorline.dev/lint-ignore': 'LINT_PRIVILEGED' }],
    [{ 'moorline.dev/lint-ignore': 'LINT_IMAGE' }],
    [{ 'kube-score/ignore': 'latest-tag' }],
    [{ 'ignore-check.kube-linter.io/container-image-tag': '' }],
    [{ 'polaris.fairwinds.com/tagNotSpecified-exempt': 'false' }],
    [{ 'moorline.dev/lint-ignore': 7 }],
  ])('of other checks exempt from nothing: %j', (annotations) => {
    expect(lint(latest(annotations))).toEqual({ found: ['warning LINT_IMAGE_TAG'], suppressed: 0 });
  });
});

describe('the level of a rule', () => {
  it.each([
    ['LINT_IMAGE_TAG', 'none', 'warning'],
    ['LINT_IMAGE_TAG', 'restricted', 'warning'],
    ['LINT_CPU_REQUEST', 'none', 'off'],
    ['LINT_CPU_REQUEST', 'baseline', 'warning'],
    ['LINT_CPU_REQUEST', 'restricted', 'warning'],
    ['LINT_READ_ONLY_ROOT', 'baseline', 'off'],
    ['LINT_READ_ONLY_ROOT', 'restricted', 'warning'],
    ['LINT_READ_ONLY_ROOT', 'unheard-of', 'off'],
    ['LINT_SINGLE_REPLICA', 'restricted', 'off'],
  ])('%s in a workspace with profile %s is %s', (id, profile, level) => {
    expect(ruleLevel(ruleNamed(id), {}, { profile })).toBe(level);
  });

  it('is what moorline.yaml says, whatever the profile', () => {
    const levels = { LINT_READ_ONLY_ROOT: 'error', LINT_IMAGE_TAG: 'off' } as const;
    const off = { profile: 'restricted', off: ['networkPolicy'] };
    expect(ruleLevel(ruleNamed('LINT_NETWORK_POLICY_MISSING'), {}, off)).toBe('off');
    expect(ruleLevel(ruleNamed('LINT_READ_ONLY_ROOT'), levels, { profile: 'none' })).toBe('error');
    expect(ruleLevel(ruleNamed('LINT_IMAGE_TAG'), levels, { profile: 'restricted' })).toBe('off');
  });
});
