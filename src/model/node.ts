import type { Span } from '../diagnostics/span.ts';

/** One step into a value: a key of a map or an index of a list. */
export type PathStep = string | number;

/** A way into a value, outermost step first; `[]` is the value itself. */
export type Path = readonly PathStep[];

/** A YAML value that knows where it stands. A node is its own span, so a merged value keeps its origin. */
export type Node = ScalarNode | MapNode | SeqNode;

export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** True when it was written without quotes; then the source text decides how `env` reads it. */
  readonly plain: boolean;
}

export interface MapNode extends Span {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface SeqNode extends Span {
  readonly kind: 'seq';
  readonly items: readonly Node[];
}

/** A key with its place, and its value. After a merge both may come from another file than the map. */
export interface Entry {
  readonly key: Span;
  readonly value: Node;
}

/** The node at a path, or undefined when the path leaves the value. */
export function nodeAt(root: Node | undefined, path: Path): Node | undefined {
  let node = root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.get(String(step))?.value;
    else if (node?.kind === 'seq' && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return node;
}

/** The entry (key and value) at a path that ends in a map key. */
export function entryAt(root: Node | undefined, path: Path): Entry | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  return parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined;
}

/** The deepest existing node on the way to a path: where an error about a missing value points. */
export function nearestNode(root: Node, path: Path): { readonly node: Node; readonly path: Path } {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (node) return { node, path: path.slice(0, length) };
  }
  return { node: root, path: [] };
}

/** The plain value of a node. Objects have no prototype, so no key can reach one. */
export function toValue(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'seq':
      return node.items.map(toValue);
    case 'map': {
      const value = Object.create(null) as Record<string, unknown>;
      for (const [key, entry] of node.entries) value[key] = toValue(entry.value);
      return value;
    }
  }
}
