import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workTreeReader } from '../src/adapters/files/work-tree-reader.ts';
import { lint } from '../src/pipeline/lint.ts';
import { compileTree, diagnosticLines, renderedFiles } from './tools/compile-tree.ts';
import { expectTree } from './tools/golden.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

describe('a shop in three environments', () => {
  it('renders as wanted, every object valid and none with a finding', async () => {
    const compilation = await compileTree(workTreeReader(join(FIXTURES, 'shop')), true);
    expect(lint(compilation)).toEqual({ diagnostics: [], suppressed: 0 });
    expect(diagnosticLines(compilation.diagnostics).filter((line) => !line.startsWith('info'))).toEqual([]);
    expectTree(renderedFiles(compilation), join(FIXTURES, 'shop-rendered'));
  });
});
