import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LINT_RULES } from '../../src/lint/rules/index.ts';

const README = join(import.meta.dirname, '../../src/lint/README.md');

function table(): string {
  const rows = LINT_RULES.map(({ id, level, hardening = '', summary, sources }) => {
    const { kubeScore = [], kubeLinter = [], polaris = [], other } = sources;
    const from = [...kubeScore, ...kubeLinter, ...polaris].map((check) => `\`${check}\``).join(', ');
    return `| \`${id}\` | ${level} | ${hardening} | ${summary} | ${[from, other].filter(Boolean).join('; ')} |`;
  });
  return ['| rule | level | profile | finds | stands for |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

test('the README shows every rule', async () => {
  const text = await readFile(README, 'utf8');
  const shown = /(?<=<!-- rules -->\n\n)[^]*(?=\n<!-- end of rules -->)/;
  expect(text).toMatch(shown);
  if (process.env['UPDATE_GOLDEN'] === '1')
    await writeFile(
      README,
      text.replace(shown, () => `${table()}\n`),
    );
  else expect(shown.exec(text)?.[0]).toBe(`${table()}\n`);
});
