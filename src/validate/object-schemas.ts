import type { ResourceId } from '../model/resource.ts';
import { byteOrder } from '../util/byte-order.ts';
import { loadKubernetesTable, loadTable } from './load-table.ts';
import { structNode, type SchemaNode } from './schema-node.ts';
import { schemaTable, type KindSchema, type SchemaTable } from './schema-table.ts';

/** What is known about the kind of an object. */
export type SchemaFinding =
  | { readonly kind: 'known'; readonly schema: KindSchema }
  /** Kubernetes or a definition of the user does not have this kind in this version, and the cluster is as they say. */
  | ({ readonly kind: 'not-served'; readonly from: string } & Relatives)
  /** No definition has it; `from` is the shipped table that has other versions of the kind. */
  | ({ readonly kind: 'unchecked'; readonly from: string | undefined } & Relatives);

/** What is known of the group of a kind that is not known. */
interface Relatives {
  /** API versions that have the kind. */
  readonly otherVersions: readonly string[];
  /** Kinds of the group, in any version. */
  readonly kinds: readonly string[];
}

/** Every schema that objects for one version of Kubernetes are held against. */
export interface ObjectSchemas {
  /** The minor version: 36 for Kubernetes 1.36. */
  readonly minor: number;
  /** Asks for the kind of an object; `schema.node` takes the whole object. */
  readonly find: (id: ResourceId) => Promise<SchemaFinding>;
}

/**
 * The schemas for a version of Kubernetes that has a table, and for custom resources: those the user gives come
 * first, then the shipped ones. Tables are loaded when an object asks for them.
 */
export async function schemasFor(
  minor: number,
  custom: ReadonlyMap<string, KindSchema> = new Map(),
): Promise<ObjectSchemas> {
  const builtIn = schemaTable(await loadKubernetesTable(), minor);
  const groups = new Set([...builtIn.kinds()].map(groupOf));
  const tables = new Map<string, Promise<SchemaTable | undefined>>();
  const found = new Map<string, SchemaFinding>();
  const metadata = builtIn.type('ObjectMeta');

  const tableOf = (group: string): Promise<SchemaTable | undefined> => {
    let table = tables.get(group);
    if (!table) tables.set(group, (table = readTable(group, builtIn)));
    return table;
  };
  const look = async (id: ResourceId): Promise<SchemaFinding> => {
    const name = `${id.group === '' ? '' : `${id.group}/`}${id.version}/${id.kind}`;
    const own = relatives(custom.keys(), id);
    // a definition of the user says which versions of its kind there are
    const isOwn = own.otherVersions.length > 0;
    const table = isOwn ? undefined : groups.has(id.group) ? builtIn : await tableOf(id.group);
    const schema = custom.get(name) ?? table?.kind(name);
    if (schema) return { kind: 'known', schema: { ...schema, node: wholeObject(schema.node, metadata) } };
    if (isOwn) return { kind: 'not-served', from: custom.get(nameIn(own, id))?.from ?? '', ...own };
    const shipped = relatives(table?.kinds() ?? [], id);
    if (table === builtIn) return { kind: 'not-served', from: `Kubernetes 1.${minor}`, ...shipped };
    const kinds = [...new Set([...own.kinds, ...shipped.kinds])].toSorted(byteOrder);
    return { kind: 'unchecked', from: table?.kind(nameIn(shipped, id))?.from, ...shipped, kinds };
  };
  return {
    minor,
    find: async (id) => {
      const key = `${id.group}/${id.version}/${id.kind}`;
      const known = found.get(key);
      if (known) return known;
      const finding = await look(id);
      found.set(key, finding);
      return finding;
    },
  };
}

async function readTable(group: string, builtIn: SchemaTable): Promise<SchemaTable | undefined> {
  const text = await loadTable(group);
  return text === undefined ? undefined : schemaTable(text, 0, builtIn);
}

/** The group of `apiVersion/Kind`; empty text for the core group. */
function groupOf(name: string): string {
  const parts = name.split('/');
  return parts.length === 3 ? (parts[0] ?? '') : '';
}

/** What names of the form `apiVersion/Kind` say about the group and the kind of an object. */
function relatives(names: Iterable<string>, { group, kind }: Pick<ResourceId, 'group' | 'kind'>): Relatives {
  const near = [...names].filter((name) => groupOf(name) === group);
  const kindOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  return {
    otherVersions: near
      .filter((name) => kindOf(name) === kind)
      .map((name) => name.slice(0, name.lastIndexOf('/'))),
    kinds: [...new Set(near.map(kindOf))].toSorted(byteOrder),
  };
}

/** The name of the kind in the first version that has it. */
function nameIn({ otherVersions }: Relatives, { kind }: ResourceId): string {
  return `${otherVersions[0] ?? ''}/${kind}`;
}

const TEXT: SchemaNode = { kind: 'text' };

/** A kind's own fields together with those that every object has. */
function wholeObject(own: SchemaNode, metadata: SchemaNode): SchemaNode {
  const isOpen = own.kind === 'struct' ? own.isOpen : true;
  return structNode(isOpen, () => {
    const { fields, required } = own.kind === 'struct' ? own.members() : { fields: [], required: [] };
    return {
      fields: new Map([['apiVersion', TEXT], ['kind', TEXT], ['metadata', metadata], ...fields]),
      required: ['apiVersion', 'kind', ...required],
    };
  });
}
