import { InternalError } from '../diagnostics/internal-error.ts';
import { parseMembers } from './parse-type.ts';
import { structNode, type SchemaNode, type StructNode } from './schema-node.ts';

/** A kind as a table knows it. */
export interface KindSchema {
  readonly isNamespaced: boolean;
  readonly isDeprecated: boolean;
  /** Its fields besides apiVersion, kind and metadata. */
  readonly node: SchemaNode;
  /** Where the facts come from: `Kubernetes 1.36`, `Argo CD 3.6`, or the path of a file. */
  readonly from: string;
}

/** The kinds and types of one table at one version. */
export interface SchemaTable {
  /** By `apiVersion/Kind`. */
  readonly kind: (name: string) => KindSchema | undefined;
  readonly kinds: () => Iterable<string>;
  readonly type: (name: string) => StructNode;
}

interface KindLine {
  readonly scope: string;
  readonly type: string;
  readonly isDeprecated: boolean;
}

/**
 * Reads a table. Only the lines of kinds are taken apart; types are when they are asked for, and once.
 * @param minor the minor version of Kubernetes, for a table that knows several
 * @param base the table in which types are looked up that this one does not have
 */
export function schemaTable(text: string, minor = 0, base?: SchemaTable): SchemaTable {
  const lines = new Map<string, string>();
  const kinds = new Map<string, KindLine>();
  const { label, first } = headerOf(text);
  for (const line of text.slice(first, -1).split('\n')) {
    const own = atVersion(line, minor);
    if (own === undefined) continue;
    const [name = '', scope = '', type = '', ...marks] = own.startsWith('=') ? own.slice(1).split(' ') : [];
    if (name !== '') kinds.set(name, { scope, type, isDeprecated: marks.includes('deprecated') });
    else lines.set(/^[^ +]+/.exec(own)?.[0] ?? '', own);
  }
  const types = new Map<string, StructNode>();
  const type = (name: string): StructNode => {
    const known = types.get(name);
    if (known) return known;
    const line = lines.get(name);
    if (line === undefined && base) return base.type(name);
    if (line === undefined) throw new InternalError(`a schema table lacks the type ${name}`);
    const [head = '', ...words] = line.split(' ');
    const node = structNode(head.endsWith('+'), () => parseMembers(words, type));
    types.set(name, node);
    return node;
  };
  const from = minor === 0 ? label : `${label} 1.${minor}`;
  const kind = (name: string): KindSchema | undefined => {
    const line = kinds.get(name);
    if (!line) return undefined;
    const { scope, isDeprecated } = line;
    return {
      isNamespaced: scope === 'N',
      isDeprecated,
      from,
      node: line.type === 'o' ? ANY_OBJECT : type(line.type),
    };
  };
  return { kind, kinds: () => kinds.keys(), type };
}

const ANY_OBJECT: SchemaNode = structNode(true, () => ({ fields: new Map(), required: [] }));

/** The first line: `#31 32 Kubernetes` names the versions a table is for and what it is about. */
function headerOf(text: string): { label: string; minors: readonly number[]; first: number } {
  const end = text.indexOf('\n');
  const [, numbers = '', label = ''] = /^#([0-9 ]*)(.*)$/.exec(text.slice(0, end)) ?? [];
  return {
    label,
    minors: numbers
      .split(' ')
      .filter((each) => each !== '')
      .map(Number),
    first: end + 1,
  };
}

/** The minor versions a table is for, oldest first. */
export function minorVersions(text: string): readonly number[] {
  return headerOf(text).minors;
}

const RANGE = /^([0-9]*)-([0-9]*)\|/;

/** A line without its range; undefined when it is not true for the version. */
function atVersion(line: string, minor: number): string | undefined {
  const [range, from, to] = RANGE.exec(line) ?? [];
  if (range === undefined) return line;
  if ((from !== '' && minor < Number(from)) || (to !== '' && minor > Number(to))) return undefined;
  return line.slice(range.length);
}
