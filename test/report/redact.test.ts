import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { diagnosticJson } from '../../src/report/diagnostic-json.ts';
import { diagnosticsGithub } from '../../src/report/diagnostics-github.ts';
import { diagnosticsText } from '../../src/report/diagnostics-text.ts';
import { PLAIN } from '../../src/report/style.ts';

const CANARY = 'hunter2';

/** Everything that is printed about a place in a text. */
function printed(text: string, at: string, detail = 'Something is wrong.'): string {
  const source = { path: 'a.yaml', text };
  const start = text.indexOf(at);
  const span = { source, start, end: start + at.length };
  const found = diagnostic('FIELD_TYPE', detail, span, {
    fixes: [{ title: 'write it as text', span, text: `"${at}"` }],
  });
  return [
    diagnosticsText([found], PLAIN),
    JSON.stringify(diagnosticJson(found)),
    diagnosticsGithub([found]),
  ].join('\n');
}

const manifests = {
  'a block': `apiVersion: v1\nkind: Secret\nstringData:\n  password: ${CANARY}\n  other: x\nspec: bad\n`,
  'a block that comes first': `data:\n  password: ${CANARY}\nkind: Secret\nspec: bad\n`,
  'a flow map': `kind: Secret\nstringData: { password: ${CANARY} }\nspec: bad\n`,
  JSON: `{"kind": "Secret", "data": {"password": "${CANARY}"}}\nspec: bad\n`,
  'a list': `items:\n- kind: Secret\n  data:\n    password: ${CANARY}\n  spec: bad\n`,
  'a block scalar': `kind: Secret\nstringData:\n  a: |\n    one: ${CANARY}\n    ${CANARY}\nspec: bad\n`,
  'a private key': `kind: ConfigMap\ndata:\n  a: |\n    -----BEGIN PRIVATE KEY-----\n    ${CANARY}\n    -----END PRIVATE KEY-----\nspec: bad\n`,
  'a key of OpenPGP': `kind: ConfigMap\ndata:\n  a: |\n    -----BEGIN PGP PRIVATE KEY BLOCK-----\n    ${CANARY}\n    -----END PGP PRIVATE KEY BLOCK-----\nspec: bad\n`,
  'a workload': `secrets:\n  login:\n    type: basic\n    data:\n      password: ${CANARY}\nspec: bad\n`,
  'a named block': `env:\n  API_TOKEN: >-\n    ${CANARY}\nspec: bad\n`,
  'a named plain value on the next line': `env:\n  API_KEY:\n    ${CANARY}\nspec: bad\n`,
  'a named value over two lines': `env:\n  SMTP_PASSWORD: 'a\n    ${CANARY}'\nspec: bad\n`,
  'a workload in flow': `secrets:\n  login: { type: basic, data: { password: ${CANARY} } }\nspec: bad\n`,
};

describe('a secret value', () => {
  it.each(Object.entries(manifests))('is hidden around a place: %s', (_, text) => {
    const shown = printed(text, 'spec');
    expect(shown).not.toContain(CANARY);
    expect(shown).toContain('spec: bad');
  });

  it.each(Object.entries(manifests))('is hidden at its own place: %s', (_, text) => {
    const shown = printed(text, CANARY, `"${CANARY}" has to be text.`);
    expect(shown).not.toContain(CANARY);
    expect(shown).toContain('(secret)');
  });

  it('is taken out of a message once, and only as a word', () => {
    const text = `secrets: { db: { type: opaque, data: { k: v } }, e: { type: token } }\n`;
    const shown = printed(text, 'e: {', 'The secret "e" has no value.');
    expect(shown).toContain('The secret "e" has no value.');
    const value = printed(text, 'v', 'The value "v" is very short.');
    expect(value).toContain('The value "(secret)" is very short.');
  });

  it('is hidden alone: keys are shown, and data of other objects', () => {
    expect(printed(manifests['a block'], CANARY)).toContain('password: (secret)');
    const config = `kind: ConfigMap\ndata:\n  level: verbose\nspec: bad\n`;
    expect(printed(config, 'spec')).toContain('level: verbose');
    const app = `apps:\n  data:\n    workload: {}\n    accessories: bad\n`;
    expect(printed(app, 'accessories')).toContain('workload: {}');
  });
});
