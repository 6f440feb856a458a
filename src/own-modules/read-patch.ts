import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nodeAt, type MapNode, type Node, type Path } from '../model/node.ts';
import type { MetadataTemplate, PatchTemplate, ValueTemplate } from './own-module.ts';
import { readTextTemplate } from './read-template.ts';
import type { TextScope } from './read-text.ts';

type NamedValues = readonly (readonly [string, ValueTemplate])[];

/** Reads what a module changes on the workload of its app. */
export function readPatch(root: MapNode, scope: TextScope): PatchTemplate {
  const metadata = (['workload', 'pods', 'services'] as const).flatMap((on) =>
    (['labels', 'annotations'] as const).flatMap((field) =>
      membersOf(root, ['patch', on, field]).flatMap(([key, node]): readonly MetadataTemplate[] => {
        const text = readTextTemplate(node, scope);
        return text ? [{ on, field, key, text }] : [];
      }),
    ),
  );
  return { env: readValues(root, ['patch', 'env'], scope), metadata };
}

/** Reads a map from names to texts or keys of Secrets. */
export function readValues(root: MapNode, path: Path, scope: TextScope): NamedValues {
  return membersOf(root, path).flatMap(([name, node]): NamedValues => {
    const secret = nodeAt(node, ['secret']);
    const text = readTextTemplate(secret ?? node, scope);
    if (secret && text?.kind === 'constant' && !SECRET_KEY.test(String(text.value)))
      scope.found.push(diagnostic('REFERENCE_INVALID', SECRET_KEY_FORM, text.at));
    return text ? [[name, { kind: secret ? 'secret' : 'text', text }]] : [];
  });
}

/** A key of a Secret. */
export const SECRET_KEY = /^([^/]+)\/([^/]+)$/;

export const SECRET_KEY_FORM = 'A key of a Secret is written NAME/KEY.';

function membersOf(root: MapNode, path: Path): readonly (readonly [string, Node])[] {
  const node = nodeAt(root, path);
  return node?.kind === 'map' ? [...node.entries].map(([key, { value }]) => [key, value]) : [];
}
