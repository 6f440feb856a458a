import { loadFile, textAt, type LoadedFile } from '../../compile/discover/load-file.ts';
import { loadProject } from '../../compile/discover/load-project.ts';
import { loadStack, type StackHead } from '../../compile/discover/load-stack.ts';
import { workspaceName } from '../../compile/discover/workspace-name.ts';
import { MAX_FILE_BYTES } from '../../compile/source/limits.ts';
import { decodeSource } from '../../compile/source/decode.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { startOf, type SourceText } from '../../diagnostics/span.ts';
import { adoptFile, type AdoptedFile } from '../../import/adopt-file.ts';
import { appValue } from '../../import/app-value.ts';
import { MAX_SPEC_BYTES } from '../../import/kusion-spec.ts';
import { kusionFiles, type KusionStackFiles } from '../../import/kusion-files.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import type { FileContent, TreeEntry, TreeReader } from '../../model/ports.ts';
import { baseOf } from '../../util/repo-path.ts';

/** A stack of Kusion whose YAML was read. */
export interface ReadStack {
  readonly files: KusionStackFiles;
  readonly project: string;
  /** The only stack of its project, with those that cannot be read. */
  readonly isAlone: boolean;
  readonly head: AdoptedFile<StackHead>;
  /** What its app.yaml has to say in the end. */
  readonly app: JsonObject;
  readonly workspace: SourceText | undefined;
  readonly declared: string | undefined;
  readonly spec: SourceText | undefined;
}

/** What a Kusion repository holds. */
export interface ReadKusion {
  readonly entries: readonly TreeEntry[];
  readonly projects: readonly { readonly file: string; readonly text: string }[];
  readonly stacks: readonly ReadStack[];
  /** Workspaces of backends, by name. */
  readonly workspaces: ReadonlyMap<string, SourceText>;
  readonly current: string | undefined;
  /** Files that have their place in the new repository, or none at all; the others are inputs of modules. */
  readonly intent: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every file of intent of a Kusion repository; what cannot be read is reported, and the rest goes on. */
export async function readKusion(
  reader: TreeReader,
  modules: readonly ModuleDefinition[],
): Promise<ReadKusion> {
  const entries = await reader.list();
  const { files, diagnostics } = kusionFiles(entries);
  const stackFiles = files.projects.flatMap(({ stacks }) => stacks);
  const paths = [
    ...files.projects.map(({ file }) => file),
    ...files.workspaces,
    ...files.metadata,
    ...stackFiles.flatMap(({ file, outputs, workspace }) => [file, ...outputs, workspace ?? []].flat()),
  ];
  const specs = stackFiles.flatMap(({ spec }) => spec ?? []);
  const contents = new Map([
    ...(await reader.read(paths, MAX_FILE_BYTES)),
    ...(await reader.read(specs, MAX_SPEC_BYTES)),
  ]);
  const run: Run = { contents, modules, found: [...diagnostics] };
  const projects = files.projects.map(({ file, stacks }) => {
    const project = adopt(run, file, loadProject);
    const place = { project: project?.value.name ?? '', isAlone: stacks.length === 1 };
    const read = project ? stacks.flatMap((stack) => readStack(run, stack, place) ?? []) : [];
    return { file, text: project?.text, stacks: read };
  });
  if (files.projects.length === 0) {
    run.found.push(diagnostic('PROJECT_MISSING', 'No folder below it has a project.yaml.', undefined));
  }
  const workspaces = readWorkspaces(run, files.workspaces);
  const roots = files.metadata.map((path) => loadFile(path, contents.get(path)).root);
  const [current] = roots.flatMap((root) => (root && textAt(root, ['current'])?.value) ?? []);
  return {
    entries,
    projects: projects.flatMap(({ file, text, stacks }) =>
      text !== undefined && stacks.length > 0 ? [{ file, text }] : [],
    ),
    stacks: projects.flatMap(({ stacks }) => stacks),
    workspaces,
    current,
    intent: new Set([...paths, ...specs]),
    diagnostics: run.found,
  };
}

interface Run {
  readonly contents: ReadonlyMap<string, FileContent>;
  readonly modules: readonly ModuleDefinition[];
  readonly found: Diagnostic[];
}

function load({ contents, found }: Run, path: string): LoadedFile | undefined {
  const loaded = loadFile(path, contents.get(path));
  if (!loaded.root) found.push(...loaded.diagnostics);
  return loaded.root ? loaded : undefined;
}

function adopt<T>(
  run: Run,
  path: string,
  read: Parameters<typeof adoptFile<T>>[1],
): AdoptedFile<T> | undefined {
  const loaded = load(run, path);
  if (!loaded) return undefined;
  const { value, diagnostics } = adoptFile(loaded.source, read);
  run.found.push(...diagnostics);
  return value;
}

function readStack(
  run: Run,
  files: KusionStackFiles,
  place: Pick<ReadStack, 'project' | 'isAlone'>,
): ReadStack | undefined {
  const head = adopt(run, files.file, loadStack);
  if (!head) return undefined;
  const output = outputOf(run, files, head.value);
  if (!output?.root) return undefined;
  const { value: app, diagnostics } = appValue(output.root, run.modules);
  run.found.push(...output.diagnostics, ...diagnostics);
  const declared = head.value.workspaces.find(({ start }) => start !== head.value.nameSpan.start)?.value;
  const workspace = files.workspace === undefined ? undefined : load(run, files.workspace)?.source;
  const spec = files.spec === undefined ? undefined : textOf(run, files.spec);
  return { files, ...place, head, app, workspace, declared, spec };
}

/** The one file that holds the YAML output of KCL. */
function outputOf(
  run: Run,
  { outputs, hasKcl, dir }: KusionStackFiles,
  stack: StackHead,
): LoadedFile | undefined {
  const [file, second] = outputs;
  if (file !== undefined && second === undefined) return load(run, file);
  if (file === undefined) {
    const detail = hasKcl
      ? `${stack.name} has only KCL, which Moorline never runs. Make its YAML with: ${kclCommand(dir)}`
      : `${stack.name} has neither kcl-output.yaml, app.yaml nor *.evaluated.yaml.`;
    run.found.push(diagnostic('KCL_OUTPUT_MISSING', detail, stack.nameSpan));
    return undefined;
  }
  const detail = `${outputs.map(baseOf).join(', ')} stand beside each other. Keep one of them.`;
  run.found.push(diagnostic('KCL_OUTPUT_AMBIGUOUS', detail, startOf(stack.source)));
  return undefined;
}

/**
 * The command that makes the YAML of a stack. The types are a setting of a file, not an option (kcl-lang.io,
 * settings: `kcl_cli_configs`; KusionStack/kusion sets the same).
 */
function kclCommand(dir: string): string {
  const folder = dir === '' ? '.' : `'${dir.replaceAll("'", String.raw`'\''`)}'`;
  const settings = String.raw`printf 'kcl_cli_configs:\n  include_schema_type_path: true\n' > kcl-types.yaml`;
  return `cd ${folder} && ${settings} && kcl run . -Y kcl-types.yaml -o kcl-output.yaml`;
}

function readWorkspaces(run: Run, paths: readonly string[]): ReadonlyMap<string, SourceText> {
  const found = new Map<string, SourceText>();
  for (const path of paths) {
    const source = load(run, path)?.source;
    const name = workspaceName(path);
    const first = found.get(name);
    if (!source || first?.text === source.text) continue;
    if (first) {
      const detail = `${first.path} is the workspace "${name}" already, and holds something else.`;
      run.found.push(diagnostic('WORKSPACE_DUPLICATE', detail, startOf(source)));
    } else found.set(name, source);
  }
  return found;
}

function textOf({ contents, found }: Run, path: string): SourceText | undefined {
  const content = contents.get(path);
  if (content?.kind !== 'bytes') {
    found.push(...loadFile(path, content).diagnostics);
    return undefined;
  }
  const { value, diagnostics } = decodeSource(path, content.bytes);
  found.push(...diagnostics);
  return value;
}
