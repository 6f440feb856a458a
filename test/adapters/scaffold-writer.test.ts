import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planFiles, writeFiles } from '../../src/adapters/files/scaffold-writer.ts';
import type { ScaffoldFile } from '../../src/model/scaffold.ts';
import { asNobody } from '../tools/as-nobody.ts';
import { readTree } from '../tools/read-tree.ts';
import { tempFolder } from '../tools/temp-folder.ts';

const FILES: readonly ScaffoldFile[] = [
  { path: 'workspaces/dev.yaml', content: 'profile: none\n' },
  { path: 'moorline.yaml', content: 'apiVersion: moorline.dev/v1\n' },
];

const actions = (root: string, files = FILES, existing: 'keep' | 'update' = 'keep') =>
  planFiles(root, files, existing).map(({ action, path }) => `${action} ${path}`);

describe('planFiles and writeFiles', () => {
  it('make what is missing, in byte order, and nothing the second time', () => {
    const root = join(tempFolder(), 'new', 'repository');
    const planned = planFiles(root, FILES, 'keep');
    expect(existsSync(root)).toBe(false);
    writeFiles(root, planned);
    expect(readTree(root)).toEqual({
      'moorline.yaml': 'apiVersion: moorline.dev/v1\n',
      'workspaces/': '',
      'workspaces/dev.yaml': 'profile: none\n',
    });
    expect(actions(root)).toEqual(['keep moorline.yaml', 'keep workspaces/dev.yaml']);
  });

  it('keep a file of somebody else, and a link in its place', () => {
    const root = tempFolder({ 'moorline.yaml': '# mine\n', 'workspaces/dev.yaml': { link: '/nonexistent' } });
    const before = readTree(root);
    expect(actions(root)).toEqual(['keep moorline.yaml', 'keep workspaces/dev.yaml']);
    writeFiles(root, planFiles(root, FILES, 'keep'));
    expect(readTree(root)).toEqual(before);
  });

  it('replace only what differs when they may', () => {
    const root = tempFolder({
      'moorline.yaml': 'apiVersion: old\n',
      'workspaces/dev.yaml': 'profile: none\n',
    });
    const { ino } = statSync(join(root, 'workspaces/dev.yaml'));
    expect(actions(root, FILES, 'update')).toEqual(['update moorline.yaml', 'keep workspaces/dev.yaml']);
    writeFiles(root, planFiles(root, FILES, 'update'));
    expect(readTree(root)).toEqual({
      'moorline.yaml': FILES[1]?.content,
      'workspaces/': '',
      'workspaces/dev.yaml': FILES[0]?.content,
    });
    expect(statSync(join(root, 'workspaces/dev.yaml')).ino).toBe(ino);
  });

  it('never write through a link', () => {
    const outside = tempFolder();
    const root = tempFolder({ workspaces: { link: outside } });
    expect(() => planFiles(root, FILES, 'keep')).toThrow('workspaces cannot be written: it is a link.');
    const late = tempFolder();
    const planned = planFiles(late, FILES, 'keep');
    writeFiles(tempFolder(), planned);
    const target = tempFolder({ 'moorline.yaml': { link: join(outside, 'file') } });
    expect(() => planFiles(target, FILES, 'update')).toThrow('a link or special file stands there');
    expect(() => writeFiles(target, planned)).toThrow(
      'moorline.yaml cannot be written: someone else wrote it meanwhile.',
    );
    expect(readTree(outside)).toEqual({});
  });

  it('refuse what is no file or folder where one is needed', () => {
    expect(() => actions(tempFolder({ workspaces: 'a file' }))).toThrow(
      'workspaces cannot be written: it is not a folder.',
    );
    expect(() => actions(tempFolder({ 'moorline.yaml/file': '' }))).toThrow(
      'moorline.yaml cannot be written: a folder stands there.',
    );
    expect(() => actions(tempFolder(), [{ path: '../outside', content: '' }])).toThrow(
      'is not a path to write',
    );
    expect(() => actions(tempFolder(), [{ path: '.git/config', content: '' }])).toThrow(
      'is not a path to write',
    );
  });

  it('say so when the system refuses', async () => {
    const root = tempFolder();
    mkdirSync(join(root, 'locked'));
    chmodSync(join(root, 'locked'), 0o555);
    chmodSync(root, 0o755);
    const files = [{ path: 'locked/file', content: '' }];
    await asNobody(() => {
      expect(() => writeFiles(root, planFiles(root, files, 'keep'))).toThrow(
        'locked/file cannot be written: the system reports EACCES.',
      );
      return Promise.resolve();
    });
  });
});
