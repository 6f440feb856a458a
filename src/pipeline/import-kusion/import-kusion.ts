import { planFiles as planWrites, writeFiles } from '../../adapters/files/scaffold-writer.ts';
import { adoptWorkspace } from '../../import/adopt-workspace.ts';
import { adoptFile, loadText } from '../../import/adopt-file.ts';
import { bindWorkspaces, type UnboundStack } from '../../import/bind-workspaces.ts';
import { defaultLayers, planFiles, type PlannedStack } from '../../import/plan-files.ts';
import { loadWorkspace } from '../../compile/discover/load-workspace.ts';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { startOf, type SourceText } from '../../diagnostics/span.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import type { TreeReader } from '../../model/ports.ts';
import type { PlannedFile, ScaffoldFile } from '../../model/scaffold.ts';
import type { SecretBackend } from '../../model/secret-backend.ts';
import { EVERYTHING, type Selection } from '../../model/selection.ts';
import type { TargetDefinition } from '../../model/target.ts';
import { baseOf } from '../../util/repo-path.ts';
import { MAX_SPEC_BYTES } from '../../import/kusion-spec.ts';
import { compile } from '../compile.ts';
import { openText } from '../open-folder.ts';
import { overlayReader } from './overlay-reader.ts';
import { proveImport, type ProvenStack } from './prove-import.ts';
import { readKusion, type ReadKusion, type ReadStack } from './read-kusion.ts';

/** What to import, and where to. */
export interface ImportRequest {
  readonly source: TreeReader;
  /** How messages name the source folder. */
  readonly label: string;
  /** Absolute folder of the new repository; made when it is missing. */
  readonly out: string;
  readonly modules: readonly ModuleDefinition[];
  readonly target: TargetDefinition;
  /** Workspace of the stacks that have no `workspace.yaml` beside them. */
  readonly workspace: string | undefined;
  readonly backend: SecretBackend;
  readonly spec: SourceText | undefined;
  /** Whose Spec that is. */
  readonly selection: Selection;
  /** Plans and compares only. */
  readonly dryRun: boolean;
}

/** An import: its files, and how each stack compares with Kusion's Spec. */
export interface KusionImport {
  readonly files: readonly PlannedFile[];
  readonly stacks: readonly ProvenStack[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns a Kusion repository into one of Moorline, and compares what it renders with Kusion's Specs.
 * A stack that cannot be read is reported and the others go on. Nothing of Kusion or KCL is run. All
 * files are written, or none when another file stands in the place of one.
 * @throws AdapterError when the file system refuses
 */
export async function importKusion(request: ImportRequest): Promise<KusionImport> {
  const read = await readKusion(request.source, request.modules);
  const bound = bind(read, request);
  const planned = plannedStacks(read.stacks, bound.names);
  const found = [...read.diagnostics, ...bound.diagnostics].map((each) => relabelled(each, request.label));
  if (planned.length === 0) return { files: [], stacks: [], diagnostics: found };
  const files = [
    ...read.projects.map(({ file, text }) => ({ path: file, content: text })),
    ...planFiles(planned.map(({ plan }) => plan)),
    ...bound.workspaces,
    { path: 'moorline.yaml', content: 'apiVersion: moorline.dev/v1\n' },
  ];
  const reader = overlayReader(files, request.source, (path) => isInput(path, read));
  const { modules, target } = request;
  const compilation = await compile({ reader, modules, target, selection: EVERYTHING, trace: true });
  const inputs = [...reader.taken].map(([path, content]) => ({ path, content }));
  const specs = new Map(planned.map(({ plan, stack }) => [plan.dir, stack.spec]));
  const proof = proveImport(compilation, {
    named: request.spec,
    selection: request.selection,
    beside: ({ stack }) => specs.get(stack.dir),
  });
  const written = write(request, [...files, ...inputs], defaultLayers(planned.map(({ plan }) => plan)));
  return {
    files: written.files,
    stacks: proof.stacks,
    diagnostics: [...found, ...compilation.diagnostics, ...proof.diagnostics, ...written.diagnostics],
  };
}

/** Reads the Spec that a user names; a text says why it cannot be read. */
export function openSpec(file: string, name: string): SourceText | string {
  return openText(file, name, MAX_SPEC_BYTES);
}

interface Bound {
  readonly names: ReadonlyMap<ReadStack, string>;
  readonly workspaces: readonly ScaffoldFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Workspaces of the stacks, and the files of those. */
function bind(read: ReadKusion, { workspace: wanted, backend, modules }: ImportRequest): Bound {
  const stacks = read.stacks.map((stack) => {
    const { project, isAlone, declared, head, workspace: own } = stack;
    const unbound: UnboundStack = {
      project,
      isAlone,
      declared,
      own,
      name: head.value.name,
      nameSpan: head.value.nameSpan,
    };
    return { stack, unbound };
  });
  const bound = bindWorkspaces(
    stacks.map(({ unbound }) => unbound),
    { files: read.workspaces, current: read.current, wanted },
  );
  const found = [...bound.diagnostics];
  const workspaces = [...bound.files].flatMap(([name, source]) => {
    const path = `workspaces/${name}.yaml`;
    // read under its new path: the name of the file is the name of the workspace
    const adopted = adoptFile({ path, text: source.text }, (root) => {
      const { value, diagnostics } = loadWorkspace(root, modules);
      // a workspace with errors is taken over, and the errors are those of the new file
      return {
        value: value?.root ?? root,
        diagnostics: diagnostics.filter(({ code }) => code === 'FIELD_UNKNOWN'),
      };
    });
    const place = (each: Diagnostic): Diagnostic => ({
      ...each,
      ...(each.span ? { span: { ...each.span, source } } : {}),
    });
    found.push(...adopted.diagnostics.map(place));
    if (!adopted.value) return [];
    const { text } = adopted.value;
    const { root = adopted.value.value } = loadText(source);
    const result = adoptWorkspace({ text, root, backend, modules });
    found.push(...result.diagnostics.map(place));
    return [{ path, content: result.text }];
  });
  const names = new Map(
    stacks.flatMap(({ stack, unbound }) => {
      const name = bound.names.get(unbound);
      return name === undefined ? [] : [[stack, name] as const];
    }),
  );
  return { names, workspaces, diagnostics: found };
}

function plannedStacks(
  stacks: readonly ReadStack[],
  names: ReadonlyMap<ReadStack, string>,
): readonly { readonly plan: PlannedStack; readonly stack: ReadStack }[] {
  return stacks.flatMap((stack) => {
    const workspace = names.get(stack);
    if (workspace === undefined) return [];
    const { files, head, declared, app } = stack;
    return [
      { plan: { dir: files.dir, text: head.text, name: head.value.name, declared, workspace, app }, stack },
    ];
  });
}

/** What modules may read: everything but KCL and the files that Moorline would take for its own. */
function isInput(path: string, { intent }: ReadKusion): boolean {
  const name = baseOf(path);
  return !intent.has(path) && !name.endsWith('.k') && !/^(?:app|project|stack|moorline)\.ya?ml$/.test(name);
}

/** Writes all files, or none when something else stands in the place of one. */
function write(
  { out, dryRun }: ImportRequest,
  files: readonly ScaffoldFile[],
  layers: readonly string[],
): Pick<KusionImport, 'files' | 'diagnostics'> {
  const own = new Set(files.map(({ path }) => path));
  const settings = (path: string) => path === 'moorline.yaml';
  const planned = planWrites(out, files, 'update').map((file) =>
    settings(file.path) && file.action === 'update' ? { ...file, action: 'keep' as const } : file,
  );
  const strays = planWrites(
    out,
    layers.filter((path) => !own.has(path)).map((path) => ({ path, content: '' })),
    'keep',
  ).filter(({ action }) => action === 'keep');
  const inTheWay = planned.filter(({ action }) => action === 'update');
  const found = [
    ...inTheWay.map(({ path }) => conflict(path, 'It holds something else than the imported one.')),
    ...strays.map(({ path }) => conflict(path, 'The stacks beside it would take it for a layer of theirs.')),
  ];
  if (hasErrors(found)) return { files: [], diagnostics: found };
  if (!dryRun) writeFiles(out, planned);
  return { files: planned, diagnostics: [] };
}

function conflict(path: string, why: string): Diagnostic {
  return diagnostic('IMPORT_CONFLICT', `${why} Nothing was written.`, startOf({ path, text: '' }));
}

/** A message about a file of the source, which stands in another folder than the new files. */
function relabelled(found: Diagnostic, label: string): Diagnostic {
  if (!found.span || label === '') return found;
  const { source } = found.span;
  const named: SourceText = { path: `${label}/${source.path}`, text: source.text };
  return { ...found, span: { ...found.span, source: named } };
}
