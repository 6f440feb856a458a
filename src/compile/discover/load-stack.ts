import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { startOf } from '../../diagnostics/span.ts';
import { nodeAt, type MapNode } from '../../model/node.ts';
import type { Located, Stack } from '../../model/unit.ts';
import { stackFile, TARGET_NAMES } from '../../schema/stack-file.ts';
import { dirOf, joinInside } from '../../util/repo-path.ts';
import { checkFields, plainMap, textAt, textMapAt, textsAt } from './load-file.ts';
import { readExtensions, withoutEffect } from './load-project.ts';

/** A stack before its layers are read. */
export type StackHead = Omit<Stack, 'layers' | 'project'>;

/** Reads `stack.yaml`; without a value when it does not fit its schema. */
export function loadStack(root: MapNode): { value?: StackHead; diagnostics: readonly Diagnostic[] } {
  const checked = checkFields(root, stackFile);
  const name = textAt(root, ['name']);
  const diagnostics = [
    ...checked.diagnostics,
    ...withoutEffect(root, ['backend', 'path']),
    ...otherTargets(root),
  ];
  if (!checked.value || !name) return { diagnostics };
  const namespace = textAt(root, ['namespace']);
  const extensions = readExtensions(root);
  if (namespace && extensions.namespace && namespace.value !== extensions.namespace.value) {
    diagnostics.push(
      diagnostic(
        'NAMESPACE_CONFLICT',
        'The stack names a namespace here and another in its extensions. Keep one.',
        namespace,
        {
          related: [{ message: 'the other one', span: extensions.namespace }],
        },
      ),
    );
  }
  const workspaces = textsAt(root, ['workspace']);
  const description = textAt(root, ['description']);
  return {
    value: {
      name: name.value,
      nameSpan: name,
      dir: dirOf(root.source.path),
      source: root.source,
      ...(description ? { description: description.value } : {}),
      labels: plainMap(textMapAt(root, ['labels'])),
      workspaces: workspaces.length > 0 ? workspaces : [name],
      ...(namespace ? { namespace } : {}),
      extensions,
      images: textMapAt(root, ['images']),
      dependsOn: textsAt(root, ['dependsOn']),
      targets: textsAt(root, ['targets']),
    },
    diagnostics,
  };
}

/** Targets that are part of the model and cannot be rendered yet. */
function otherTargets(root: MapNode): readonly Diagnostic[] {
  const known: readonly string[] = TARGET_NAMES.slice(1);
  const later = textsAt(root, ['targets']).filter(({ value }) => known.includes(value));
  return later.map((at) =>
    diagnostic('FEATURE_UNAVAILABLE', `The target "${at.value}" is not there yet; only "kubernetes" is.`, at),
  );
}

/** What the listing knows about a path. */
export interface KnownPaths {
  readonly files: ReadonlySet<string>;
  /** Every folder that holds a file. */
  readonly folders: ReadonlySet<string>;
  readonly symlinks: ReadonlySet<string>;
}

/** The app.yaml files of a stack, low precedence first: its layers in order, then its own. */
export function layerFiles(
  root: MapNode,
  known: KnownPaths,
): { files: readonly string[]; diagnostics: readonly Diagnostic[] } {
  const dir = dirOf(root.source.path);
  const found: Diagnostic[] = [];
  const files: string[] = [];
  const node = nodeAt(root, ['extends']);
  const named = node ? textsAt(root, ['extends']) : defaultLayer(root, known);
  for (const layer of named) {
    const outcome = layerFile(layer, dir, known);
    if (typeof outcome === 'string') files.push(outcome);
    else found.push(outcome);
  }
  const own = dir === '' ? 'app.yaml' : `${dir}/app.yaml`;
  if (known.files.has(own) || known.symlinks.has(own)) files.push(own);
  if (files.length === 0 && found.length === 0) {
    const detail = `Neither the stack nor a layer has an app.yaml. Write ${own}.`;
    found.push(diagnostic('STACK_WITHOUT_APP', detail, startOf(root.source)));
  }
  return { files, diagnostics: found };
}

function defaultLayer(root: MapNode, known: KnownPaths): readonly Located<string>[] {
  const base = joinInside(dirOf(root.source.path), '../base');
  const exists =
    base !== undefined &&
    base !== '' &&
    (known.files.has(`${base}/app.yaml`) ||
      known.symlinks.has(base) ||
      known.symlinks.has(`${base}/app.yaml`));
  return exists ? [{ ...startOf(root.source), value: '../base' }] : [];
}

function layerFile(layer: Located<string>, dir: string, known: KnownPaths): string | Diagnostic {
  const folder = joinInside(dir, layer.value);
  if (folder === undefined) {
    return diagnostic(
      'PATH_OUTSIDE',
      `"${layer.value}" is not a folder of this repository. Use a relative path inside it.`,
      layer,
    );
  }
  const file = folder === '' ? 'app.yaml' : `${folder}/app.yaml`;
  if (known.files.has(file)) return file;
  for (let at = file; at !== ''; at = dirOf(at)) if (known.symlinks.has(at)) return linked(at, layer);
  const detail = known.folders.has(folder) ? `${folder} has no app.yaml.` : `There is no folder ${folder}.`;
  return diagnostic('LAYER_MISSING', detail, layer);
}

function linked(path: string, at: Located<string>): Diagnostic {
  return diagnostic(
    'FILE_SYMLINK',
    `${path} is a link. Replace it by what it links to; a link could lead out of the repository.`,
    at,
  );
}
