import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { entryAt, nodeAt, type MapNode } from '../../model/node.ts';
import type { Extensions, Located, Project } from '../../model/unit.ts';
import { projectFile } from '../../schema/project-file.ts';
import { checkFields, plainMap, textAt, textMapAt } from './load-file.ts';

/** A project before its stacks are known. */
export type ProjectHead = Omit<Project, 'stacks' | 'dir'>;

/** Reads `project.yaml`; without a value when it does not fit its schema. */
export function loadProject(root: MapNode): { value?: ProjectHead; diagnostics: readonly Diagnostic[] } {
  const checked = checkFields(root, projectFile);
  const name = textAt(root, ['name']);
  const diagnostics = [...checked.diagnostics, ...withoutEffect(root, ['path', 'stacks', 'generator'])];
  if (!checked.value || !name) return { diagnostics };
  return {
    value: {
      name: name.value,
      nameSpan: name,
      source: root.source,
      labels: plainMap(textMapAt(root, ['labels'])),
      extensions: readExtensions(root),
    },
    diagnostics,
  };
}

/** Collects the extensions of a project or stack; a later one of the same kind wins. */
export function readExtensions(root: MapNode): Extensions {
  const list = nodeAt(root, ['extensions']);
  let namespace: Located<string> | undefined;
  let labels = {};
  let annotations = {};
  for (const item of list?.kind === 'seq' ? list.items : []) {
    namespace = textAt(item, ['kubernetesNamespace', 'namespace']) ?? namespace;
    labels = { ...labels, ...textMapAt(item, ['kubernetesMetadata', 'labels']) };
    annotations = { ...annotations, ...textMapAt(item, ['kubernetesMetadata', 'annotations']) };
  }
  return { ...(namespace ? { namespace } : {}), labels, annotations };
}

/** One info for each Kusion field that is accepted and does nothing here. */
export function withoutEffect(root: MapNode, keys: readonly string[]): readonly Diagnostic[] {
  return keys.flatMap((key) => {
    const entry = entryAt(root, [key]);
    return entry
      ? [diagnostic('FIELD_NO_EFFECT', `"${key}" is Kusion's; Moorline does not use it.`, entry.key)]
      : [];
  });
}
