import { EVERYTHING } from '../../src/model/selection.ts';
import { positionOf } from '../../src/diagnostics/span.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Json } from '../../src/model/json.ts';
import type { TreeReader } from '../../src/model/ports.ts';
import { MODULES } from '../../src/modules/index.ts';
import { compile, type Compilation } from '../../src/pipeline/compile.ts';
import { kubernetesTarget } from '../../src/targets/kubernetes/index.ts';
import { memoryTree } from './memory-tree.ts';

/** Compiles all units of a tree. */
export function compileTree(
  tree: TreeReader | Readonly<Record<string, string>>,
  trace = false,
): Promise<Compilation> {
  const reader =
    'list' in tree && typeof tree.list === 'function'
      ? (tree as TreeReader)
      : memoryTree(tree as Record<string, string>);
  return compile({ reader, modules: MODULES, target: kubernetesTarget, selection: EVERYTHING, trace });
}

/** Rendered text by `<branch>/<path>/<file>`, in output order. */
export function renderedFiles({ tree }: Compilation): ReadonlyMap<string, string> {
  return new Map(
    tree.units.flatMap(({ unit, files }) =>
      files.map(({ path, text }) => [`${unit.branch}/${unit.path}/${path}`, text] as const),
    ),
  );
}

/** Every rendered object of a traced compilation, in output order. */
export function renderedObjects({ traced }: Compilation): readonly Json[] {
  return traced.flatMap(({ spec }) => spec.resources.map(({ object }) => object));
}

/** One line for each diagnostic: `error CODE file:line:column`. */
export function diagnosticLines(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ severity, code, span }) => {
    if (!span) return `${severity} ${code}`;
    const { line, column } = positionOf(span.source, span.start);
    return `${severity} ${code} ${span.source.path}:${String(line)}:${String(column)}`;
  });
}
