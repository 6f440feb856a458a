import { findRepositoryFiles } from '../compile/discover/repository-files.ts';
import { loadFile, textAt } from '../compile/discover/load-file.ts';
import { workspaceName } from '../compile/discover/workspace-name.ts';
import { MAX_FILE_BYTES } from '../compile/source/limits.ts';
import { DNS_LABEL, MAX_LABEL } from '../model/names.ts';
import type { TreeReader } from '../model/ports.ts';
import { byteOrder } from '../util/byte-order.ts';
import { loadConfig } from './load-config.ts';

/** What a selection flag takes names of. */
export type NameKind = 'workspaces' | 'projects' | 'stacks';

/**
 * The names that a selection flag could be given, once each, in byte order. Reads as little as it
 * can, and says nothing of what is wrong. Only DNS labels come back, which mean nothing to a shell.
 */
export async function listNames(
  reader: TreeReader,
  configPath: string | undefined,
  kind: NameKind,
): Promise<readonly string[]> {
  const entries = await reader.list();
  const config = await loadConfig(reader, entries, configPath);
  const { files } = findRepositoryFiles(entries, config.value);
  const names =
    kind === 'workspaces'
      ? files.workspaces.map(workspaceName)
      : await namesIn(
          reader,
          kind === 'projects'
            ? files.projects.map(({ file }) => file)
            : files.projects.flatMap(({ stacks }) => stacks),
        );
  const valid = names.filter((name) => name.length <= MAX_LABEL && DNS_LABEL.test(name));
  return [...new Set(valid)].toSorted(byteOrder);
}

async function namesIn(reader: TreeReader, paths: readonly string[]): Promise<readonly string[]> {
  const contents = await reader.read(paths, MAX_FILE_BYTES);
  return paths.flatMap((path) => {
    const { root } = loadFile(path, contents.get(path));
    return (root && textAt(root, ['name'])?.value) ?? [];
  });
}
