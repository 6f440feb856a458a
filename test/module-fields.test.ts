import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODULES } from '../src/modules/index.ts';
import { expectGolden } from './tools/golden.ts';
import { fieldTable } from './tools/field-table.ts';

describe('the fields of a module', () => {
  it.each(MODULES.map((module) => [module.name, module] as const))(
    '%s are listed, each with its meaning',
    (name, module) => {
      const text = `# Fields of ${name}

Made from the schemas of the module: \`UPDATE_GOLDEN=1 npx vitest run test/module-fields.test.ts\`.

## Developer

${fieldTable(module.schema)}
## Platform

${fieldTable(module.platform)}`;
      expect(text).not.toMatch(/\| {2}\|$/m);
      expectGolden(join(import.meta.dirname, '..', 'src', 'modules', name, 'FIELDS.md'), text);
    },
  );
});
