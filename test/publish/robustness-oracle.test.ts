import { join } from 'node:path';
import { expect, test } from 'vitest';
import { treeContent, freshRender } from '../robustness/oracle.ts';
import { startPublish } from '../robustness/program.ts';
import { random } from '../robustness/random.ts';
import { git } from '../robustness/rig/git.ts';
import { makeWorld } from '../robustness/world/world.ts';
import { moorline } from '../tools/cli.ts';
import { readFolder } from '../tools/golden.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const BRANCH = 'rendered/dev';
/** Files of a branch that render does not write. */
const METADATA = /(^|\/)(hydrator\.metadata|\.gitattributes)$/;

test('what the checker compares with is what render writes', async () => {
  const folder = tempFolder();
  const options = { layout: 'branches', workspaces: ['dev'], commits: 6 } as const;
  const world = makeWorld(join(folder, 'world'), random(3), options);
  const [remote, clone, out] = [join(folder, 'remote.git'), join(folder, 'clone'), join(folder, 'out')];
  world.makeRemote(remote);
  git(folder, ['clone', '--quiet', remote, clone]);
  for (const source of [world.commits[1] ?? '', world.commits[4] ?? '']) {
    const run = startPublish({ clone, source, temp: join(folder, 'temp') });
    expect(await run.ended).toMatchObject({ code: 0 });
    expect(await moorline(['-C', clone, 'render', '--at', source, '--out', out])).toMatchObject({ code: 0 });
    const rendered = [...readFolder(join(out, BRANCH))];
    const written = rendered.map(
      ([path, text]) => `${git(remote, ['hash-object', '--stdin'], text)}\t${path}`,
    );
    expect(publishedFiles(remote)).toEqual(written.toSorted());
    expect((await freshRender(world)(source)).get(BRANCH)?.body).toBe(treeContent(remote, BRANCH).body);
  }
});

/** Blob id and path of every published manifest. */
function publishedFiles(remote: string): readonly string[] {
  const lines = git(remote, ['ls-tree', '-r', '--format=%(objectname)%x09%(path)', BRANCH]).split('\n');
  return lines.filter((line) => !METADATA.test(line.split('\t')[1] ?? '')).toSorted();
}
