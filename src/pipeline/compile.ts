import { declaredFiles, readDeclared, type DeclaredFiles } from '../compile/generate/module-inputs.ts';
import { generateSpec, type UnitFiles } from '../compile/generate/generate-spec.ts';
import { findKusionPaths } from '../compile/emit/find-kusion-paths.ts';
import { findSecrets } from '../compile/emit/find-secrets.ts';
import { IdentityRegister } from '../compile/emit/identity-register.ts';
import { globFolder } from '../compile/discover/path-matcher.ts';
import { selectUnits } from '../compile/discover/select-units.ts';
import { mergeStack, resolveStack } from '../compile/resolve/resolve-stack.ts';
import { MAX_FILE_BYTES } from '../compile/source/limits.ts';
import { transformSpec } from '../compile/transform/transform-spec.ts';
import { diagnostic, hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ModuleDefinition } from '../model/module.ts';
import type { TreeReader } from '../model/ports.ts';
import type { RenderedTree, RenderedUnit } from '../model/rendered.ts';
import type { ResolvedStack } from '../model/resolved.ts';
import { isPartial, type Selection } from '../model/selection.ts';
import { identityKey } from '../model/resource.ts';
import type { Spec } from '../model/spec.ts';
import type { TargetDefinition } from '../model/target.ts';
import type { Unit } from '../model/unit.ts';
import { isInside, joinInside } from '../util/repo-path.ts';
import { UnitValidator } from './validate-unit.ts';
import { loadRepository, type KnownNames, type Repository } from './load-repository.ts';

/** What to compile, and with what. */
export interface CompileRequest {
  readonly reader: TreeReader;
  /** The built-in modules. */
  readonly modules: readonly ModuleDefinition[];
  readonly target: TargetDefinition;
  readonly selection: Selection;
  readonly configPath?: string | undefined;
  /** Keeps every object and the input behind each of its values, for `explain`. */
  readonly trace?: boolean;
  /** False to leave out the check of every object against the schemas of Kubernetes. */
  readonly validate?: boolean;
  /** Compiles only some of the selected units: those that this picks once the repository is loaded. */
  readonly pick?: (repository: Repository) => (unit: Unit) => boolean;
  /** Names that exist although the reader does not show them. */
  readonly elsewhere?: KnownNames;
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
    const detail = 'No unit matches --workspace, --project and --stack. See: moorline list units';
    found.push(diagnostic('SELECTION_EMPTY', detail, undefined));
  }
  const broken = filesWithErrors(repository.diagnostics);
  const isPicked = request.pick?.(repository) ?? (() => true);
  const sound = selected.filter((unit) => isPicked(unit) && !filesOf(unit).some((path) => broken.has(path)));
  const run: Run = {
    request,
    repository,
    broken,
    found,
    register: new IdentityRegister(),
    units: [],
    traced: [],
    ...validatorOf(request, repository),
  };
  for (let start = 0; start < sound.length; start += CHUNK) {
    for (const unit of await prepare(run, sound.slice(start, start + CHUNK))) await compileUnit(run, unit);
    request.onProgress?.(Math.min(start + CHUNK, sound.length), sound.length);
  }
  const { units, traced } = run;
  const diagnostics = sortDiagnostics(found);
  return { repository, selected, tree: { units }, traced, diagnostics, ok: !hasErrors(diagnostics) };
}

/** Units that are resolved together, so that the files their modules declare are read in one go. */
const CHUNK = 64;

interface Run {
  readonly request: CompileRequest;
  readonly repository: Repository;
  /** Files with errors. */
  readonly broken: ReadonlySet<string>;
  readonly found: Diagnostic[];
  readonly register: IdentityRegister;
  readonly units: RenderedUnit[];
  readonly traced: { spec: Spec; resolved: ResolvedStack }[];
  readonly validator?: UnitValidator;
}

function validatorOf(
  { validate = true, reader }: CompileRequest,
  repository: Repository,
): Pick<Run, 'validator'> {
  return validate ? { validator: new UnitValidator(repository, reader) } : {};
}

async function compileUnit(
  run: Run,
  { resolved, files, sharedInputs, diagnostics }: PreparedUnit,
): Promise<void> {
  const { request, found } = run;
  found.push(...diagnostics);
  if (!resolved || hasErrors(diagnostics) || usesBroken(resolved, run.broken)) return;
  const trace = request.trace === true;
  const make = (options: { readonly trace: boolean }): ReturnType<typeof generateSpec> => {
    const generated = generateSpec(resolved, { files, ...options });
    return { ...generated, spec: transformSpec(generated.spec, resolved, options.trace) };
  };
  const { spec, diagnostics: problems } = make({ trace });
  const emitted = request.target.emit(withoutRepeated(spec));
  found.push(
    ...problems,
    ...findSecrets(spec),
    ...findKusionPaths(spec, resolved, emitted.files),
    ...run.register.add(spec),
    ...emitted.diagnostics,
  );
  const traced = (): Spec => (trace ? spec : make({ trace: true }).spec);
  const unfinished = hasErrors(problems);
  found.push(...((await run.validator?.check({ spec, resolved, traced, unfinished })) ?? []));
  run.units.push({
    unit: spec.unit,
    files: emitted.files,
    requiredSecrets: spec.requiredSecrets,
    sharedInputs,
    hasVerbatim: spec.resources.some(({ document }) => document !== undefined),
  });
  if (trace) run.traced.push({ spec, resolved });
}

/** Without the second object of an identity: the register refuses it, unless it is an equal Namespace. */
function withoutRepeated(spec: Spec): Spec {
  const seen = new Set<string>();
  const resources = spec.resources.filter(({ id }) => {
    const key = identityKey(id);
    return id.name === '' || (!seen.has(key) && seen.add(key));
  });
  return { ...spec, resources };
}

interface PreparedUnit {
  readonly resolved?: ResolvedStack;
  readonly files: UnitFiles;
  readonly sharedInputs: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves units, then reads the files that their modules declared. */
async function prepare(
  { request, repository }: Run,
  units: readonly Unit[],
): Promise<readonly PreparedUnit[]> {
  const resolved = units.map((unit) => {
    const outcome = resolveStack(unit, mergeStack(unit.stack), repository.modules);
    const inputs = outcome.value
      ? declaredFiles(outcome.value, repository.entries)
      : { declared: [], diagnostics: [] };
    return { unit, outcome, inputs };
  });
  const paths = new Set(resolved.flatMap(({ inputs }) => inputs.declared.flatMap(({ files }) => files)));
  const contents =
    paths.size > 0 ? await request.reader.read([...paths], MAX_FILE_BYTES) : new Map<string, never>();
  return resolved.map(({ unit, outcome, inputs }) => {
    const { files, diagnostics } = readDeclared(inputs.declared, contents);
    return {
      ...(outcome.value ? { resolved: outcome.value } : {}),
      files,
      sharedInputs: sharedInputsOf(unit, inputs.declared, repository),
      diagnostics: [...outcome.diagnostics, ...inputs.diagnostics, ...diagnostics],
    };
  });
}

/** What a unit reads outside of its project's folder, and the default layer that may appear there. */
function sharedInputsOf(
  { project, stack }: Unit,
  declared: readonly DeclaredFiles[],
  { config }: Repository,
): readonly string[] {
  const paths = [
    ...stack.layers.map(({ source }) => source.path),
    joinInside(stack.dir, '../base/app.yaml'),
    ...declared.map((each) => joinInside(stack.dir, each.declared)),
    ...config.crdGlobs.map(({ value }) => globFolder(value)),
  ];
  return paths.filter((path) => path !== undefined).filter((path) => !isInside(path, project.dir));
}

/** True when a module of the repository that the unit uses could not be read: it would lack what that makes. */
function usesBroken({ apps, shared }: ResolvedStack, broken: ReadonlySet<string>): boolean {
  const accessories = [...shared, ...apps.flatMap((app) => app.accessories)];
  return accessories.some(({ module: { file } }) => file !== undefined && broken.has(file));
}

function filesWithErrors(diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(
    diagnostics.flatMap(({ severity, span }) => (severity === 'error' && span ? [span.source.path] : [])),
  );
}

/** The files of intent that a unit is made from. */
export function filesOf({ project, stack, workspace }: Unit): readonly string[] {
  return [
    project.source.path,
    stack.source.path,
    workspace.source.path,
    ...stack.layers.map(({ source }) => source.path),
  ];
}
