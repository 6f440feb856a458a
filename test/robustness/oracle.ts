import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Expected, Oracle } from './check/expected-trees.ts';
import { tipOf } from './check/remote-history.ts';
import { startPublish } from './program.ts';
import { git } from './rig/git.ts';
import type { World } from './world/world.ts';

/**
 * Publishes one source commit alone into a remote without rendered branches. Whatever came before, a
 * branch must hold the same bytes, as they depend on the source commit only.
 */
export function freshRender(world: World): Oracle {
  return async (source) => {
    const folder = mkdtempSync(join(world.folder, 'oracle-'));
    try {
      const [remote, clone] = [join(folder, 'remote.git'), join(folder, 'clone')];
      world.makeRemote(remote);
      git(folder, ['clone', '--quiet', '--no-checkout', remote, clone]);
      const run = startPublish({ clone, source, temp: join(folder, 'temp') });
      const { code, stdout, stderr } = await run.ended;
      if (code !== 0) throw new Error(`a plain publish ended with ${String(code)}: ${stdout}${stderr}`);
      return new Map(world.branches.flatMap((branch) => contentOf(remote, branch)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function contentOf(remote: string, branch: string): readonly (readonly [string, Expected])[] {
  if (tipOf(remote, `refs/heads/${branch}`) === undefined) return [];
  return [[branch, treeContent(remote, `refs/heads/${branch}`)]];
}

/** The tree of a commit, whole and without the metadata at its root. */
export function treeContent(repository: string, commit: string): Expected {
  const entries = git(repository, ['ls-tree', commit]).split('\n');
  return {
    tree: git(repository, ['rev-parse', `${commit}^{tree}`]),
    body: entries.filter((line) => !line.endsWith('\thydrator.metadata')).join('\n'),
  };
}
