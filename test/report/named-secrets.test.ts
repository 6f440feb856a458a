import { expect, it } from 'vitest';
import { namedSecrets } from '../../src/report/named-secrets.ts';

/** The line with what is hidden replaced. */
function shown(line: string, before = ''): string {
  return namedSecrets(line, before).reduceRight(
    (text, { start, end }) => `${text.slice(0, start)}(secret)${text.slice(end)}`,
    line,
  );
}

it.each([
  ['    API_TOKEN: c4n4ry, and more', '    API_TOKEN: (secret)'],
  ['  "DB_PASSWORD": "c4n4ry"', '  "DB_PASSWORD": (secret)'],
  ['env: {LOG: info, API_TOKEN: c4n4ry, OTHER: x}', 'env: {LOG: info, API_TOKEN: (secret), OTHER: x}'],
  ['- {name: API_TOKEN, value: c4n4ry}', '- {name: API_TOKEN, value: (secret)}'],
  ['- { name: API_TOKEN, value: "c4n4ry, x" }', '- { name: API_TOKEN, value: (secret) }'],
  ['  password: c4n4ry', '  password: (secret)'],
])('%s', (line, wanted) => {
  expect(shown(line)).toBe(wanted);
});

it('finds the value of a variable that the line above names', () => {
  expect(shown('      value: c4n4ry', '    - name: API_TOKEN')).toBe('      value: (secret)');
  expect(shown('      value: info', '    - name: LOG_LEVEL')).toBe('      value: info');
});

it.each([
  '  tlsSecret: shop-web-tls',
  '  secretName: shop-tls',
  '  DB_PASSWORD: secret://shop-db/password',
  '  DB_PASSWORD: {secret: shop-db/password}',
  '  TOKEN_URL: https://login.example.com',
  '  secrets:',
  '  API_TOKEN: $(OTHER)',
])('shows %s', (line) => {
  expect(shown(line)).toBe(line);
});
