import { join } from 'node:path';
import { describe, it } from 'vitest';
import { driftGithub } from '../../src/report/drift-github.ts';
import { driftJson, driftJsonLines } from '../../src/report/drift-json.ts';
import { driftJunit } from '../../src/report/drift-junit.ts';
import { driftMarkdown } from '../../src/report/drift-markdown.ts';
import { driftPrometheus } from '../../src/report/drift-prometheus.ts';
import { driftSarif } from '../../src/report/drift-sarif.ts';
import { driftText, stateCounts } from '../../src/report/drift-text.ts';
import { PLAIN } from '../../src/report/style.ts';
import { expectGolden } from '../tools/golden.ts';
import { DRIFT_RESULT } from './drift-result.ts';

const OUTPUTS = join(import.meta.dirname, '..', '..', 'fixtures', 'drift', 'outputs');

const text = (explain: boolean) =>
  `${driftText(DRIFT_RESULT, { explain, style: PLAIN })}\n${stateCounts(DRIFT_RESULT)}\n`;

describe('a result with everything in it', () => {
  it.each<[file: string, written: () => string]>([
    ['text.txt', () => text(false)],
    ['text-explain.txt', () => text(true)],
    ['json.json', () => `${JSON.stringify(driftJson(DRIFT_RESULT), null, 2)}\n`],
    ['jsonl.jsonl', () => driftJsonLines(DRIFT_RESULT)],
    ['junit.xml', () => driftJunit(DRIFT_RESULT)],
    ['markdown.md', () => driftMarkdown(DRIFT_RESULT)],
    ['sarif.json', () => driftSarif(DRIFT_RESULT, '1.2.3')],
    ['github.txt', () => driftGithub(DRIFT_RESULT)],
    ['prometheus.prom', () => driftPrometheus(DRIFT_RESULT, '2026-11-24T18:00:00Z')],
  ])('is %s', (file, written) => {
    expectGolden(join(OUTPUTS, file), written());
  });
});
