import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Node } from '../../model/node.ts';
import type { ResolvedStack } from '../../model/resolved.ts';
import { resourceName, type Resource } from '../../model/resource.ts';
import type { Spec } from '../../model/spec.ts';
import type { TargetFile } from '../../model/target.ts';

/** How Kusion writes a value that it looks up while it applies (kusion@02cc9d8b, implicit references). */
const MARK = '$kusion_path';

/**
 * Reports every object that would be committed with a text only Kusion can replace, where that text is written.
 * The rendered files are searched first, because that is cheap and nearly always the end of it.
 */
export function findKusionPaths(
  spec: Spec,
  resolved: ResolvedStack,
  files: readonly TargetFile[],
): readonly Diagnostic[] {
  if (!files.some(({ text }) => text.includes(MARK))) return [];
  return spec.resources
    .filter(({ object }) => JSON.stringify(object).includes(MARK))
    .map((resource) => {
      const detail = `${resourceName(resource.id)} holds a ${MARK}, which nothing in the cluster replaces. Read the value from a Secret, or write it out.`;
      return diagnostic('KUSION_PATH_LEFT', detail, causeOf(resource, resolved));
    });
}

/** Where the text is written: in the document, in the input of the call or of its app, or as metadata of all objects. */
function causeOf({ document, call, app }: Resource, { unit, apps }: ResolvedStack): Span {
  if (document) return markIn(document) ?? document;
  const roots = [call?.inputNode, call?.platformNode, apps.find(({ name }) => name === app)?.node];
  for (const root of roots) {
    const found = root && findMark(root);
    if (found) return found;
  }
  const extras = [unit.stack.extensions, unit.project.extensions].flatMap(({ labels, annotations }) => [
    ...Object.values(labels),
    ...Object.values(annotations),
  ]);
  return extras.find(({ value }) => value.includes(MARK)) ?? call?.keySpan ?? unit.namespace;
}

function markIn({ source, start, end }: Span): Span | undefined {
  const at = source.text.indexOf(MARK, start);
  return at < 0 || at >= end ? undefined : { source, start: at, end: at + MARK.length };
}

function findMark(node: Node): Span | undefined {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' && node.value.includes(MARK) ? node : undefined;
    case 'seq':
      return firstMark(node.items);
    case 'map': {
      const key = [...node.entries].find(([name]) => name.includes(MARK));
      return key?.[1].key ?? firstMark([...node.entries.values()].map(({ value }) => value));
    }
  }
}

function firstMark(nodes: readonly Node[]): Span | undefined {
  for (const node of nodes) {
    const found = findMark(node);
    if (found) return found;
  }
  return undefined;
}
