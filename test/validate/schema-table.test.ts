import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKubernetesTable } from '../../src/validate/load-table.ts';
import type { SchemaNode } from '../../src/validate/schema-node.ts';
import { minorVersions, schemaTable, type SchemaTable } from '../../src/validate/schema-table.ts';

const FOLDER = join(import.meta.dirname, '../../src/validate/tables');
const FILES = readdirSync(FOLDER).toSorted();
const KUBERNETES = await loadKubernetesTable();
const MINORS = minorVersions(KUBERNETES);
const NEWEST = schemaTable(KUBERNETES, MINORS.at(-1));

async function textOf(file: string): Promise<string> {
  const [text] = Object.values((await import(join(FOLDER, file))) as Record<string, string>);
  return text ?? '';
}

/** Looks at every member of every kind, and gives the number of structs. */
function visitAll(table: SchemaTable): number {
  const seen = new Set<SchemaNode>();
  const visit = (node: SchemaNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'map') visit(node.value);
    if (node.kind === 'list') visit(node.item);
    if (node.kind !== 'struct') return;
    const { fields, required } = node.members();
    for (const name of required) expect([...fields.keys()]).toContain(name);
    for (const field of fields.values()) visit(field);
  };
  for (const name of table.kinds()) {
    const kind = table.kind(name);
    expect(name.split('/').length).toBeGreaterThan(1);
    if (kind) visit(kind.node);
  }
  return [...seen].filter(({ kind }) => kind === 'struct').length;
}

describe('the shipped tables', () => {
  it.each(MINORS)('know every type they name, for Kubernetes 1.%i', (minor) => {
    expect(visitAll(schemaTable(KUBERNETES, minor))).toBeGreaterThan(350);
  });

  it.each(FILES)('know every type they name: %s', async (file) => {
    const text = await textOf(file);
    if (file !== 'kubernetes.ts') expect(visitAll(schemaTable(text, 0, NEWEST))).toBeGreaterThan(1);
    expect(text.startsWith('#')).toBe(true);
  });

  it('hold facts, no descriptions', async () => {
    const texts = await Promise.all(FILES.map(textOf));
    const size = texts.reduce((sum, text) => sum + text.length, 0);
    expect(size).toBeLessThan(500_000);
    for (const line of texts.flatMap((text) => text.split('\n').slice(1))) {
      const words = line.split(' ').slice(1);
      if (line !== '' && !line.includes('='))
        expect(words.every((word) => /^[^!:]+[!:]/.test(word))).toBe(true);
    }
  });

  it('tell versions of Kubernetes apart', () => {
    const fieldOf = (minor: number) => {
      const node = schemaTable(KUBERNETES, minor).type('PodSpec');
      return node.members().fields.has('hostnameOverride');
    };
    expect([33, 34].map(fieldOf)).toEqual([false, true]);
    const has = (minor: number, name: string) => schemaTable(KUBERNETES, minor).kind(name) !== undefined;
    expect(MINORS.map((minor) => has(minor, 'apps/v1/Deployment'))).toEqual(MINORS.map(() => true));
    expect([31, 37].map((minor) => has(minor, 'flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema'))).toEqual([
      true,
      false,
    ]);
  });
});

describe('a table', () => {
  const table = schemaTable(
    '#1 2 Test\n-1|=v1/Old N Old\n=g/v1/Kind C Kind deprecated\n-1|Old+ a!i\nKind b:[(n,m)Kind c:{[=s"x|y%20z" d:n<0,> e:s/%5Ea/\n',
    2,
  );

  it('is read for one version', () => {
    expect([...table.kinds()]).toEqual(['g/v1/Kind']);
    expect(table.kind('g/v1/Kind')).toMatchObject({
      isNamespaced: false,
      isDeprecated: true,
      from: 'Test 1.2',
    });
  });

  it('gives each type its node', () => {
    const node = table.type('Kind');
    const { fields, required } = node.members();
    expect(required).toEqual([]);
    expect(fields.get('b')).toEqual({ kind: 'list', item: node, keys: ['n', 'm'], isSet: false });
    expect(fields.get('c')).toEqual({
      kind: 'map',
      value: { kind: 'list', item: { kind: 'text', values: new Set(['x', 'y z']) }, keys: [], isSet: true },
    });
    expect(fields.get('d')).toEqual({ kind: 'number', min: 0, max: Infinity });
    expect(fields.get('e')).toMatchObject({ kind: 'text', pattern: { source: '^a' } });
  });
});
