import { configBlocks } from '../compile/discover/config-blocks.ts';
import { loadWorkspace } from '../compile/discover/load-workspace.ts';
import { workspaceName } from '../compile/discover/workspace-name.ts';
import { buildMatrix } from '../compile/discover/build-matrix.ts';
import { loadFile, textsAt, type LoadedFile } from '../compile/discover/load-file.ts';
import { loadLayer } from '../compile/discover/load-layer.ts';
import { loadProject } from '../compile/discover/load-project.ts';
import { layerFiles, loadStack, type KnownPaths } from '../compile/discover/load-stack.ts';
import { findRepositoryFiles, type RepositoryFiles } from '../compile/discover/repository-files.ts';
import { MAX_FILE_BYTES } from '../compile/source/limits.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { startOf } from '../diagnostics/span.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { ModuleDefinition } from '../model/module.ts';
import type { TreeEntry, TreeReader } from '../model/ports.ts';
import type { Layer, Project, Stack, Unit, Workspace } from '../model/unit.ts';
import { dirOf } from '../util/repo-path.ts';
import { loadConfig, type LoadedConfig } from './load-config.ts';
import { loadModules } from './load-modules.ts';

/** A repository as loaded: everything that could be read, and what is wrong with the rest. */
export interface Repository {
  readonly config: LoadedConfig;
  readonly entries: readonly TreeEntry[];
  readonly projects: readonly Project[];
  readonly workspaces: readonly Workspace[];
  /** The built-in modules and those of the repository, by name in byte order. */
  readonly modules: readonly ModuleDefinition[];
  readonly units: readonly Unit[];
  /** Number of files of intent that were read. */
  readonly fileCount: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** What to load it with. */
export interface LoadOptions {
  readonly reader: TreeReader;
  /** The built-in modules. */
  readonly modules: readonly ModuleDefinition[];
  /** Path of the configuration, relative to the root; `moorline.yaml` unless given. */
  readonly configPath?: string | undefined;
  /** Names that exist although the reader does not show them. */
  readonly elsewhere?: KnownNames;
}

/** Names of projects and of stacks, these as `project/stack`. */
export interface KnownNames {
  readonly projects: ReadonlySet<string>;
  readonly stacks: ReadonlySet<string>;
}

const NO_NAMES: KnownNames = { projects: new Set(), stacks: new Set() };

/** Reads and checks every file of intent of a tree. Never stops at the first error. */
export async function loadRepository(options: LoadOptions): Promise<Repository> {
  const { reader, elsewhere = NO_NAMES } = options;
  const entries = await reader.list();
  const config = await loadConfig(reader, entries, options.configPath);
  const { files, diagnostics: fileDiagnostics } = findRepositoryFiles(entries, config.value);
  const own = await loadModules(options, config, entries);
  const { modules } = own;
  const found: Diagnostic[] = [...config.diagnostics, ...fileDiagnostics, ...own.diagnostics];
  const loaded = await readAll(reader, [
    ...files.workspaces,
    ...files.projects.flatMap((project) => [project.file, ...project.stacks]),
  ]);
  const workspaces = loadWorkspaces(files, loaded, { modules, found });
  const stacks = loadStacks(files, loaded, { known: knownPaths(entries), found });
  const layers = await loadLayers(
    { reader, modules },
    [...new Set(stacks.flatMap(({ layerPaths }) => layerPaths))],
    found,
  );
  const projects = loadProjects(files, loaded, { stacks, layers, found });
  if (files.projects.length === 0) found.push(noProject(config));
  // a project that did not load has a name that nobody knows
  if (projects.length === files.projects.length)
    found.push(
      ...unknownSelectors(workspaces, modules, [...projects.map(({ name }) => name), ...elsewhere.projects]),
    );
  const workspaceNames = files.workspaces.map(workspaceName);
  const { branch, path } = config;
  const matrix =
    branch && path
      ? buildMatrix({ projects, workspaces, workspaceNames, branch, path, stacksElsewhere: elsewhere.stacks })
      : undefined;
  found.push(...(matrix?.diagnostics ?? []));
  return {
    config,
    entries,
    projects,
    workspaces,
    modules,
    units: matrix?.units ?? [],
    fileCount: loaded.size + layers.size + own.fileCount + (config.source ? 1 : 0),
    diagnostics: withoutEchoes(found),
  };
}

/** A value that YAML's rules refuse is not judged by its field as well: one slip, one error. */
function withoutEchoes(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const placeOf = ({ span }: Diagnostic) => `${span?.source.path ?? ''}:${String(span?.start)}`;
  const refused = new Set(
    found.filter(({ severity, code }) => severity === 'error' && code.startsWith('YAML_')).map(placeOf),
  );
  return found.filter((each) => !each.code.startsWith('FIELD_') || !refused.has(placeOf(each)));
}

type LoadedFiles = ReadonlyMap<string, LoadedFile>;

async function readAll(reader: TreeReader, paths: readonly string[]): Promise<LoadedFiles> {
  const contents = await reader.read(paths, MAX_FILE_BYTES);
  return new Map(paths.map((path) => [path, loadFile(path, contents.get(path))]));
}

function knownPaths(entries: readonly TreeEntry[]): KnownPaths {
  const files = new Set<string>();
  const symlinks = new Set<string>();
  const folders = new Set<string>();
  for (const { path, kind } of entries) {
    // what is no regular file is refused when it is read, not overlooked
    if (kind === 'symlink') symlinks.add(path);
    else files.add(path);
    for (let dir = dirOf(path); !folders.has(dir); dir = dirOf(dir)) folders.add(dir);
  }
  return { files, symlinks, folders };
}

function loadWorkspaces(
  files: RepositoryFiles,
  loaded: LoadedFiles,
  { modules, found }: { modules: readonly ModuleDefinition[]; found: Diagnostic[] },
): readonly Workspace[] {
  const byName = new Map<string, Workspace>();
  for (const path of files.workspaces) {
    const file = loaded.get(path);
    if (!file) continue;
    found.push(...file.diagnostics);
    if (!file.root) continue;
    const { value, diagnostics } = loadWorkspace(file.root, modules);
    found.push(...diagnostics);
    if (!value) continue;
    const first = byName.get(value.name);
    if (first) {
      const detail = `${first.source.path} is the workspace "${value.name}" already. A workspace is named by its file.`;
      found.push(
        diagnostic('WORKSPACE_DUPLICATE', detail, startOf(file.source), {
          related: [{ message: 'first one', span: startOf(first.source) }],
        }),
      );
    } else byName.set(value.name, value);
  }
  return [...byName.values()];
}

interface StackInput {
  readonly file: string;
  /** Undefined when stack.yaml has errors; its layers are read and checked all the same. */
  readonly head: Omit<Stack, 'layers' | 'project'> | undefined;
  readonly layerPaths: readonly string[];
}

function loadStacks(
  files: RepositoryFiles,
  loaded: LoadedFiles,
  { known, found }: { known: KnownPaths; found: Diagnostic[] },
): readonly StackInput[] {
  return files.projects.flatMap(({ stacks }) =>
    stacks.flatMap((path) => {
      const file = loaded.get(path);
      found.push(...(file?.diagnostics ?? []));
      if (!file?.root) return [];
      const { value, diagnostics } = loadStack(file.root);
      const layers = layerFiles(file.root, known);
      found.push(...diagnostics, ...layers.diagnostics);
      return [{ file: path, head: value, layerPaths: layers.files }];
    }),
  );
}

async function loadLayers(
  { reader, modules }: Pick<LoadOptions, 'reader' | 'modules'>,
  paths: readonly string[],
  found: Diagnostic[],
): Promise<ReadonlyMap<string, Layer>> {
  const loaded = await readAll(reader, paths);
  const layers = new Map<string, Layer>();
  for (const [path, file] of loaded) {
    found.push(...file.diagnostics);
    if (!file.root) {
      // kept without content: what extends it is left out, not blamed for what is missing
      layers.set(path, {
        source: file.source,
        apps: { kind: 'map', ...startOf(file.source), entries: new Map() },
      });
      continue;
    }
    const { value, diagnostics } = loadLayer(file.root, modules);
    found.push(...diagnostics);
    if (value) layers.set(path, value);
  }
  return layers;
}

function loadProjects(
  files: RepositoryFiles,
  loaded: LoadedFiles,
  {
    stacks,
    layers,
    found,
  }: { stacks: readonly StackInput[]; layers: ReadonlyMap<string, Layer>; found: Diagnostic[] },
): readonly Project[] {
  const byFile = new Map(stacks.map((stack) => [stack.file, stack]));
  return files.projects.flatMap((project) => {
    const file = loaded.get(project.file);
    found.push(...(file?.diagnostics ?? []));
    if (!file?.root) return [];
    const { value, diagnostics } = loadProject(file.root);
    found.push(...diagnostics);
    if (!value) return [];
    if (project.stacks.length === 0) {
      found.push(
        diagnostic(
          'PROJECT_WITHOUT_STACK',
          'Nothing is rendered for it: it holds no stack.yaml.',
          value.nameSpan,
        ),
      );
    }
    const own = project.stacks.flatMap((path): Stack[] => {
      const stack = byFile.get(path);
      if (!stack?.head) return [];
      return [
        {
          ...stack.head,
          project: value.name,
          layers: stack.layerPaths.flatMap((layer) => layers.get(layer) ?? []),
        },
      ];
    });
    return [{ ...value, dir: project.dir, stacks: own }];
  });
}

function noProject(config: LoadedConfig): Diagnostic {
  const detail = `No file matches ${config.value.projects.join(', ')}. Start with: moorline init`;
  const at = config.projectsKey ?? (config.source ? startOf(config.source) : undefined);
  return diagnostic('PROJECT_MISSING', detail, at);
}

function unknownSelectors(
  workspaces: readonly Workspace[],
  modules: readonly ModuleDefinition[],
  projects: readonly string[],
): readonly Diagnostic[] {
  const names = new Set(projects);
  return workspaces.flatMap(({ root }) =>
    modules.flatMap((module) =>
      configBlocks(root, module.name).flatMap(({ node }) =>
        textsAt(node, ['projectSelector']).flatMap((project) => {
          if (names.has(project.value)) return [];
          const nearest = suggest(project.value, names);
          const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
          return [
            diagnostic('SELECTOR_UNKNOWN_PROJECT', `There is no project "${project.value}".${hint}`, project),
          ];
        }),
      ),
    ),
  );
}
