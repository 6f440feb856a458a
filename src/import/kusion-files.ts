import { pathMatcher } from '../compile/discover/path-matcher.ts';
import { findRepositoryFiles } from '../compile/discover/repository-files.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { TreeEntry } from '../model/ports.ts';
import { baseOf, dirOf } from '../util/repo-path.ts';

/** Where the files of a Kusion repository are; nothing is read yet. */
export interface KusionFiles {
  readonly projects: readonly { readonly file: string; readonly stacks: readonly KusionStackFiles[] }[];
  /** Workspace files of a backend: `<backend>/workspaces/<name>.yaml`. */
  readonly workspaces: readonly string[];
  /** `.metadata.yml` of the backends, which name the current workspace. */
  readonly metadata: readonly string[];
}

/** A stack, and what stands in its folder. */
export interface KusionStackFiles {
  readonly file: string;
  readonly dir: string;
  /** What may be the YAML output of KCL. */
  readonly outputs: readonly string[];
  readonly hasKcl: boolean;
  /** `workspace.yaml`, as konfig has it. */
  readonly workspace: string | undefined;
  /** `spec.yaml`: the Spec that Kusion makes of the stack. */
  readonly spec: string | undefined;
}

const LAYOUT = { projects: ['**/project.yaml'], workspaces: ['**/workspaces/*.yaml'] };

const isOutput = pathMatcher(['**/kcl-output.yaml', '**/app.yaml', '**/*.evaluated.yaml']);

/** Finds what Kusion keeps in a folder tree (layout: Kusion v0.14 and KusionStack/konfig). */
export function kusionFiles(entries: readonly TreeEntry[]): {
  readonly files: KusionFiles;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { files, diagnostics } = findRepositoryFiles(entries, LAYOUT);
  const byDir = new Map<string, string[]>();
  for (const { path } of entries) byDir.set(dirOf(path), [...(byDir.get(dirOf(path)) ?? []), path]);
  const stackFiles = (file: string): KusionStackFiles => {
    const dir = dirOf(file);
    const paths = byDir.get(dir) ?? [];
    const named = (name: string) => paths.find((path) => baseOf(path) === name);
    return {
      file,
      dir,
      outputs: paths.filter(isOutput),
      hasKcl: paths.some((path) => path.endsWith('.k')),
      workspace: named('workspace.yaml'),
      spec: named('spec.yaml'),
    };
  };
  return {
    files: {
      projects: files.projects.map(({ file, stacks }) => ({ file, stacks: stacks.map(stackFiles) })),
      workspaces: files.workspaces,
      metadata: entries
        .map(({ path }) => path)
        .filter((path) => /(?:^|\/)workspaces\/\.metadata\.yml$/.test(path)),
    },
    diagnostics,
  };
}
