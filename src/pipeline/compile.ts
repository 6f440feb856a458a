import { declaredFiles, readDeclared, type DeclaredFiles } from '../compile/generate/module-inputs.ts';
import { generateSpec, type UnitFiles } from '../compile/generate/generate-spec.ts';
import { IdentityRegister } from '../compile/emit/identity-register.ts';
import { selectUnits } from '../compile/discover/select-units.ts';
import { mergeStack, resolveStack, type MergedStack } from '../compile/resolve/resolve-stack.ts';
import { MAX_FILE_BYTES } from '../compile/source/limits.ts';
import { addMetadata } from '../compile/transform/add-metadata.ts';
import { diagnostic, hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ModuleDefinition } from '../model/module.ts';
import type { TreeReader } from '../model/ports.ts';
import type { RenderedTree, RenderedUnit } from '../model/rendered.ts';
import type { ResolvedStack } from '../model/resolved.ts';
import { isPartial, type Selection } from '../model/selection.ts';
import type { Spec } from '../model/spec.ts';
import type { TargetDefinition } from '../model/target.ts';
import type { Stack, Unit } from '../model/unit.ts';
import { loadRepository, type Repository } from './load-repository.ts';

/** What to compile, and with what. */
export interface CompileRequest {
  readonly reader: TreeReader;
  readonly modules: readonly ModuleDefinition[];
  readonly target: TargetDefinition;
  readonly selection: Selection;
  readonly configPath?: string | undefined;
  /** Keeps every object and the input behind each of its values, for `explain`. */
  readonly trace?: boolean;
  /** Called after each unit; `total` is known from the first call on. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A compiled repository. `tree` is complete only when no diagnostic is an error. */
export interface Compilation {
  readonly repository: Repository;
  readonly selected: readonly Unit[];
  readonly tree: RenderedTree;
  /** Specs with their objects and origins, when the request asked for them. */
  readonly traced: readonly { readonly spec: Spec; readonly resolved: ResolvedStack }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly ok: boolean;
}

/**
 * Compiles the selected units of a repository: load, select, resolve, generate, transform, emit.
 * Pure but for the reader. A unit whose own files have errors is left out, so that one slip is
 * reported once; the others are compiled all the same.
 */
export async function compile(request: CompileRequest): Promise<Compilation> {
  const repository = await loadRepository(request);
  const selected = selectUnits(repository.units, request.selection);
  const found: Diagnostic[] = [...repository.diagnostics];
  if (selected.length === 0 && repository.units.length > 0 && isPartial(request.selection)) {
    found.push(
      diagnostic(
        'SELECTION_EMPTY',
        'No unit matches --workspace, --project and --stack. See: moorline list units',
        undefined,
      ),
    );
  }
  const broken = filesWithErrors(repository.diagnostics);
  const sound = selected.filter((unit) => !filesOf(unit).some((path) => broken.has(path)));
  const prepared = await prepare(request, repository, sound);
  const register = new IdentityRegister();
  const units: RenderedUnit[] = [];
  const traced: { spec: Spec; resolved: ResolvedStack }[] = [];
  for (const [i, each] of prepared.entries()) {
    found.push(...each.diagnostics);
    request.onProgress?.(i + 1, prepared.length);
    if (!each.resolved || hasErrors(each.diagnostics)) continue;
    const generated = generateSpec(each.resolved, { files: each.files, trace: request.trace === true });
    const spec = addMetadata(generated.spec, each.resolved);
    const emitted = request.target.emit(spec);
    const clashes = register.add(spec);
    // one resource twice needs one file twice: said once
    const isSaid = ({ span }: Diagnostic) =>
      clashes.some((clash) => clash.span?.source === span?.source && clash.span?.start === span?.start);
    found.push(...generated.diagnostics, ...clashes, ...emitted.diagnostics.filter((each) => !isSaid(each)));
    units.push({ unit: spec.unit, files: emitted.files, requiredSecrets: spec.requiredSecrets });
    if (request.trace === true) traced.push({ spec, resolved: each.resolved });
  }
  const diagnostics = sortDiagnostics(found);
  return { repository, selected, tree: { units }, traced, diagnostics, ok: !hasErrors(diagnostics) };
}

interface PreparedUnit {
  readonly resolved?: ResolvedStack;
  readonly files: UnitFiles;
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves every unit, then reads the files that modules declared, all in one go. */
async function prepare(
  request: CompileRequest,
  repository: Repository,
  units: readonly Unit[],
): Promise<readonly PreparedUnit[]> {
  const merged = new Map<Stack, MergedStack>();
  const resolved = units.map((unit) => {
    let stack = merged.get(unit.stack);
    if (!stack) merged.set(unit.stack, (stack = mergeStack(unit.stack)));
    const outcome = resolveStack(unit, stack, request.modules);
    const inputs = outcome.value
      ? declaredFiles(outcome.value, repository.entries)
      : { declared: [], diagnostics: [] };
    return { outcome, inputs };
  });
  const paths = new Set(
    resolved.flatMap(({ inputs }) => inputs.declared.flatMap((each: DeclaredFiles) => each.files)),
  );
  const contents =
    paths.size > 0 ? await request.reader.read([...paths], MAX_FILE_BYTES) : new Map<string, never>();
  return resolved.map(({ outcome, inputs }) => {
    const { files, diagnostics } = readDeclared(inputs.declared, contents);
    return {
      ...(outcome.value ? { resolved: outcome.value } : {}),
      files,
      diagnostics: [...outcome.diagnostics, ...inputs.diagnostics, ...diagnostics],
    };
  });
}

function filesWithErrors(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(
    diagnostics.flatMap(({ severity, span }) => (severity === 'error' && span ? [span.source.path] : [])),
  );
}

function filesOf({ project, stack, workspace }: Unit): readonly string[] {
  return [
    project.source.path,
    stack.source.path,
    workspace.source.path,
    ...stack.layers.map(({ source }) => source.path),
  ];
}
