import { parseYaml } from '../../../compile/source/parse-yaml.ts';
import { locateField } from '../../../manifest/locate-field.ts';
import type { Span, SourceText } from '../../../diagnostics/span.ts';
import { partAt, withPart } from '../../../model/edit-json.ts';
import type { Json } from '../../../model/json.ts';
import { nearestNode, nodeAt, toValue, type Node, type Path } from '../../../model/node.ts';

/** A place in a file that can hold a value. */
export interface Slot {
  readonly file: string;
  readonly path: Path;
  /** Where the document starts, in a file of manifests. */
  readonly document?: number;
}

/** A value for a place. */
export interface Candidate {
  readonly slot: Slot;
  readonly value: Json;
}

/** Where a value of a file leads to in it: the node with exactly these offsets. */
export function wayToSpan(root: Node | undefined, { start, end }: Span): Path | undefined {
  if (!root || start < root.start || end > root.end) return undefined;
  if (root.start === start && root.end === end) return [];
  const members: readonly (readonly [string | number, Node])[] =
    root.kind === 'map'
      ? [...root.entries].map(([key, { value }]) => [key, value] as const)
      : root.kind === 'seq'
        ? root.items.map((item, i) => [i, item] as const)
        : [];
  for (const [step, node] of members) {
    const way = wayToSpan(node, { source: node.source, start, end });
    if (way) return [step, ...way];
  }
  return undefined;
}

/** The values of a file; undefined when it cannot be read. */
export function rootOf(source: SourceText | undefined): Node | undefined {
  return source && parseYaml(source).value;
}

/** The value of a node as JSON. */
export function jsonOf(node: Node): Json {
  return toValue(node) as Json;
}

/**
 * A candidate that takes an item out of a list, or changes something inside of a list that another file holds, is
 * one for the whole list: lists of layers replace each other.
 */
export function forList(slot: Slot, value: Json, list: Node | undefined): Candidate | undefined {
  const at = slot.path.findIndex((step) => typeof step === 'number');
  if (at < 0) return { slot, value };
  if (list?.kind !== 'seq') return undefined;
  const inner = slot.path.slice(at);
  const before = jsonOf(list);
  const after =
    value === null && inner.length === 1
      ? (before as readonly Json[]).filter((_, i) => i !== inner[0])
      : partAt(withPart({ list: before }, ['list', ...inner], value), ['list']);
  return after === undefined ? undefined : { slot: { ...slot, path: slot.path.slice(0, at) }, value: after };
}

/** The node at the place of a slot. */
export function nodeOf(slot: Slot, source: SourceText | undefined): Node | undefined {
  return slot.document === undefined ? nodeAt(rootOf(source), slot.path) : undefined;
}

/** Where the value of a slot starts in a text, or the nearest thing above it. */
export function slotSpan({ path, document }: Slot, source: SourceText): number {
  if (document !== undefined) return locateField(source.text, document, path)?.value.start ?? document;
  const root = rootOf(source);
  return root ? nearestNode(root, path).node.start : 0;
}
