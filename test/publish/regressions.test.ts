import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { app, publishedWorld, publishWorld, recordOf } from '../tools/publish-world.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const [DEV, PROD] = ['rendered/dev', 'rendered/prod'];
const both = (state: string) => ({ [DEV]: state, [PROD]: state });

/** Mistakes that users of other tools reported; each must not happen here. */
describe('a mistake of others', () => {
  it('argo-cd 25727 and 27835: runs at once for different branches fail over a common bookkeeping ref', async () => {
    const world = await publishedWorld({ 'apps/cart/base/app.yaml': app('cart', [], '1.5.0') });
    const runs = await Promise.all(['dev', 'prod'].map((name) => world.publish('--workspace', name)));
    expect(runs.map(({ code, states }) => ({ code, states }))).toEqual([
      { code: 0, states: { [DEV]: 'pushed' } },
      { code: 0, states: { [PROD]: 'pushed' } },
    ]);
    for (const branch of [DEV, PROD])
      expect(world.show(recordOf(branch))).toContain(`Rendered-Commit: ${world.tip(branch) ?? ''}`);
  });

  it('argo-cd 24179: rendering one application wipes its neighbours on the branch', async () => {
    const world = publishWorld({
      'moorline.yaml': 'publish:\n  branch: rendered\n  path: "{workspace}/{project}/{stack}"\n',
    });
    await world.publish();
    const before = world.tree('rendered');
    world.push({ 'apps/cart/base/app.yaml': app('cart', [], '1.5.0'), 'apps/docs': null });
    await world.publish();
    const isKept = (path: string): boolean => path.includes('/shop/') || path === '.gitattributes';
    const kept = (tree: ReadonlyMap<string, string>) => [...tree].filter(([path]) => isKept(path));
    expect(kept(world.tree('rendered'))).toEqual(kept(before));
    expect(kept(before)).toHaveLength(9);
  });

  it('argo-cd 23564: spellings of one address make different repositories', async () => {
    const world = publishWorld({ 'moorline.yaml': '{}\n' });
    const ssh = join(
      tempFolder({ ssh: `#!/bin/sh\nfor word; do :; done\nexec "\${word%% *}" '${world.remote.dir}'\n` }),
      'ssh',
    );
    chmodSync(ssh, 0o755);
    vi.stubEnv('GIT_SSH_COMMAND', ssh);
    vi.stubEnv('GIT_SSH_VARIANT', 'ssh');
    const ids = [];
    for (const url of [
      'git@git.example.com:acme/apps.git',
      'ssh://git@git.example.com/acme/apps',
      'ssh://other@GIT.example.com:22/acme/apps.git/',
    ]) {
      world.source.git('remote', 'set-url', 'origin', url);
      const { branches } = await world.publish('--dry-run');
      ids.push(branches.map(({ commit }) => commit));
    }
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
    await world.publish();
    expect(world.show(`${DEV}:hydrator.metadata`)).toContain(
      '"repoURL": "https://git.example.com/acme/apps"',
    );
    expect(world.show(DEV)).toContain('\nSource-Repo: https://git.example.com/acme/apps\n');
  });

  it('argo-cd 25190: a known source commit passes for rendered although a branch is not', async () => {
    const world = publishWorld();
    expect((await world.publish('--workspace', 'dev')).states).toEqual({ [DEV]: 'pushed' });
    expect((await world.publish()).states).toEqual({ [DEV]: 'already', [PROD]: 'pushed' });
  });

  it('argo-cd 25049: a new target branch waits for a change of the source', async () => {
    const world = await publishedWorld({
      'workspaces/staging.yaml': '{}\n',
      'apps/cart/staging/stack.yaml': 'name: staging\n',
    });
    const run = await world.publish();
    expect(run.states).toEqual({ ...both('noop'), 'rendered/staging': 'pushed' });
    expect(world.ls('rendered/staging')).toContain('cart/staging/deployment_cart-staging-cart.yaml');
  });

  it('kargo-render: the guard against branches of others cannot fire', async () => {
    const world = publishWorld();
    world.remote.git('branch', DEV, 'main');
    const before = world.refs();
    const run = await world.publish();
    expect({ code: run.code, codes: run.codes }).toEqual({ code: 6, codes: ['BRANCH_FOREIGN'] });
    expect(world.refs()).toEqual(before);
  });
});
