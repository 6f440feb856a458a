import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storeBeside } from '../../src/adapters/git/git-store.ts';
import { objectSource } from '../../src/adapters/git/object-source.ts';
import { findSource } from '../../src/adapters/git/source-place.ts';
import type { GitObject } from '../../src/model/git.ts';
import { emptyFolder, put, textFile, treeOf } from '../../src/publish/folder.ts';
import { gitHash } from '../../src/util/git-hash.ts';
import { gitRepo } from '../tools/git-repo.ts';

test.each(['sha1', 'sha256'] as const)(
  'what a store keeps is read back by the next one, %s',
  async (format) => {
    const { dir, git } = gitRepo({ 'a.yaml': 'a: 1\n' }, [`--object-format=${format}`]);
    const place = await findSource(dir);
    const folder = emptyFolder();
    put(folder, 'shop/prod/service_web.yaml', textFile(format, 'kind: Service\n'));
    const { id, objects } = treeOf(folder, format);
    const first = storeBeside(place, true);
    await first.write(objects);
    await first.close();
    const second = storeBeside(place, false);
    const source = objectSource(second);
    expect(await source.tree(id)).toEqual([
      { mode: '40000', name: 'shop', id: expect.any(String) as string },
    ]);
    expect(await source.commit(git('rev-parse', 'HEAD'))).toMatchObject({ parents: [] });
    expect(await source.blob(gitHash(format, 'blob', 'a: 1\n'), 100)).toEqual(Buffer.from('a: 1\n'));
    expect(await source.blob(gitHash(format, 'blob', 'a: 1\n'), 4)).toBeUndefined();
    expect(await source.tree('0'.repeat(id.length))).toBeUndefined();
    await second.close();
    expect(existsSync(second.call.cwd)).toBe(false);
    expect(git('count-objects')).toMatch(/^3 objects/);
    expect(readdirSync(join(dir, '.git', 'moorline', 'objects', 'pack'))).not.toEqual([]);
  },
);

test('Git checks every object once more', async () => {
  const { dir } = gitRepo();
  const store = storeBeside(await findSource(dir), true);
  const content = Buffer.concat([Buffer.from('40000 .git\0'), Buffer.alloc(20, 1)]);
  const tree: GitObject = { type: 'tree', id: gitHash('sha1', 'tree', content), content };
  await expect(store.write([tree])).rejects.toMatchObject({ code: 'OBJECTS_UNWRITABLE' });
  await store.close();
});
