import { loadFile } from '../compile/discover/load-file.ts';
import { findModuleFiles } from '../compile/discover/module-files.ts';
import { MAX_FILE_BYTES } from '../compile/source/limits.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ModuleDefinition } from '../model/module.ts';
import type { TreeEntry, TreeReader } from '../model/ports.ts';
import { loadOwnModules } from '../own-modules/load-own-modules.ts';
import { loadConfig, type LoadedConfig } from './load-config.ts';

/** What to look for modules in. */
export interface ModuleSource {
  readonly reader: TreeReader;
  /** The built-in modules. */
  readonly modules: readonly ModuleDefinition[];
  readonly configPath?: string | undefined;
}

/** All modules of a repository, by name in byte order. */
export interface LoadedModules {
  readonly modules: readonly ModuleDefinition[];
  /** Number of module files that were read. */
  readonly fileCount: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the modules that a repository adds to the built-in ones, from the tree that is compiled. */
export async function loadModules(
  { reader, modules }: ModuleSource,
  { modulePaths }: LoadedConfig,
  entries: readonly TreeEntry[],
): Promise<LoadedModules> {
  if (modulePaths.length === 0) return { modules, fileCount: 0, diagnostics: [] };
  const { files, diagnostics } = findModuleFiles(entries, modulePaths);
  const contents = await reader.read(files, MAX_FILE_BYTES);
  const own = loadOwnModules(
    files.map((path) => loadFile(path, contents.get(path))),
    modules,
  );
  return {
    modules: own.modules,
    fileCount: files.length,
    diagnostics: [...diagnostics, ...own.diagnostics],
  };
}

/** The modules alone, for who needs nothing else of a repository. */
export async function repositoryModules(source: ModuleSource): Promise<LoadedModules> {
  const config = await loadConfig(source.reader, undefined, source.configPath);
  if (config.modulePaths.length === 0) return { modules: source.modules, fileCount: 0, diagnostics: [] };
  return await loadModules(source, config, await source.reader.list());
}
