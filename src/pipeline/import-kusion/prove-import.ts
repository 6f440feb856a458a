import { selectUnits } from '../../compile/discover/select-units.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceText } from '../../diagnostics/span.ts';
import { compareSpec, isExplained, type ComparedObject } from '../../import/compare-spec.ts';
import type { StackFacts } from '../../import/divergence.ts';
import { kusionSpec } from '../../import/kusion-spec.ts';
import { isJsonObject } from '../../model/json.ts';
import { nodeAt, toValue } from '../../model/node.ts';
import type { ResolvedStack } from '../../model/resolved.ts';
import type { Selection } from '../../model/selection.ts';
import type { Unit } from '../../model/unit.ts';
import { filesOf, type Compilation } from '../compile.ts';

/** A stack that was imported; without objects when there is no Spec of it. */
export interface ProvenStack {
  readonly project: string;
  readonly stack: string;
  readonly workspace: string;
  readonly objects: readonly ComparedObject[];
}

/** The Specs to hold the render against. */
export interface SpecFiles {
  /** The one that the user names, and whose it is. */
  readonly named: SourceText | undefined;
  readonly selection: Selection;
  /** The one beside a stack. */
  readonly beside: (unit: Unit) => SourceText | undefined;
}

/** Compares every rendered unit with its Spec. A difference without a known reason is KUSION_SPEC_DIFFERS. */
export function proveImport(
  { repository, traced, diagnostics: compiled }: Compilation,
  specs: SpecFiles,
): { readonly stacks: readonly ProvenStack[]; readonly diagnostics: readonly Diagnostic[] } {
  const found: Diagnostic[] = [];
  const selected = specs.named ? selectUnits(repository.units, { ...specs.selection, workspace: [] }) : [];
  const [only, second] = selected;
  if (specs.named && (!only || second)) {
    const detail = `--spec is for one stack, and ${only ? 'several match' : 'none matches'}. Name it with --project and --stack.`;
    found.push(diagnostic('USAGE', detail, undefined));
  }
  const broken = new Set(
    compiled.flatMap(({ severity, span }) => (severity === 'error' && span ? [span.source.path] : [])),
  );
  const named = only && !second ? specs.named : undefined;
  const stacks = repository.units.map((unit) => {
    const spec = (unit === only ? named : undefined) ?? specs.beside(unit);
    const { resolved, spec: rendered } = traced.find((each) => each.spec.unit === unit) ?? {};
    const objects = spec && resolved ? compareUnit(rendered?.resources ?? [], { resolved, spec, found }) : [];
    // what an error keeps from being rendered is no difference of its own
    const isWhole = !filesOf(unit).some((path) => broken.has(path));
    if (isWhole && objects.some((object) => !isExplained(object))) found.push(differs(unit, objects));
    const { project, stack, workspace } = unit;
    return { project: project.name, stack: stack.name, workspace: workspace.name, objects };
  });
  return { stacks, diagnostics: found };
}

function compareUnit(
  resources: readonly { readonly object: Parameters<typeof compareSpec>[0][number] }[],
  { resolved, spec, found }: { resolved: ResolvedStack; spec: SourceText; found: Diagnostic[] },
): readonly ComparedObject[] {
  const { value, diagnostics } = kusionSpec(spec);
  found.push(...diagnostics);
  if (!value) return [];
  return compareSpec(
    resources.map(({ object }) => object),
    value,
    factsOf(resolved),
  );
}

function differs({ project, stack }: Unit, objects: readonly ComparedObject[]): Diagnostic {
  const names = objects.filter((object) => !isExplained(object)).map(({ id }) => id);
  const detail = `Nothing explains what is different in ${project.name}/${stack.name}: ${names.join(', ')}.`;
  return diagnostic('KUSION_SPEC_DIFFERS', detail, stack.nameSpan);
}

function factsOf({ unit, apps, shared }: ResolvedStack): StackFacts {
  const calls = [...apps.flatMap(({ accessories }) => accessories), ...shared];
  const workloads = apps.flatMap(({ workload }) =>
    workload ? [workload.inputNode, workload.platformNode] : [],
  );
  const extensions = [unit.project.extensions, unit.stack.extensions];
  const texts = (value: unknown) =>
    isJsonObject(value)
      ? Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      : [];
  const metadata = (nodes: readonly Parameters<typeof nodeAt>[0][]) =>
    nodes.flatMap((node) =>
      ['labels', 'annotations'].flatMap((key) => {
        const map = nodeAt(node, [key]);
        return map ? texts(toValue(map)) : [];
      }),
    );
  return {
    backend: unit.workspace.secretBackend,
    unusedMetadata: new Map([
      ...metadata(apps.map(({ node }) => node)),
      ...extensions
        .flatMap(({ labels, annotations }) => [...Object.entries(labels), ...Object.entries(annotations)])
        .map(([key, { value }]) => [key, value] as const),
    ]),
    workloadMetadata: new Map(metadata(workloads)),
    hasFlavor: calls.some(({ platformNode }) => platformNode.entries.has('flavor')),
  };
}
