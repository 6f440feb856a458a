import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../random.ts';
import { git } from '../rig/git.ts';
import { makeHistory } from './history.ts';
import { branchesOf, sourceFiles, type Shape } from './source-state.ts';

/** What a world is made of. */
export interface WorldOptions extends Shape {
  readonly commits: number;
  readonly objectFormat?: 'sha1' | 'sha256';
}

/** A source repository with a history, from which remotes are made. */
export interface World {
  readonly folder: string;
  readonly options: WorldOptions;
  /** Source commits, oldest first. */
  readonly commits: readonly string[];
  readonly branches: readonly string[];
  /** Makes a bare repository that holds the history and no rendered branch. */
  readonly makeRemote: (path: string) => void;
}

/** Makes the same commits for the same seed. */
export function makeWorld(folder: string, chance: Random, options: WorldOptions): World {
  const template = join(folder, 'template.git');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(template, { recursive: true });
  const format = `--object-format=${options.objectFormat ?? 'sha1'}`;
  git(template, ['init', '--quiet', '--bare', '--initial-branch=main', format]);
  for (const [key, value] of SETTINGS) git(template, ['config', key, value]);
  git(template, ['fast-import', '--quiet'], importStream(chance, options));
  git(template, ['repack', '-adq']);
  const commits = git(template, ['rev-list', '--reverse', 'main']).split('\n');
  const makeRemote = (path: string): void => cpSync(template, path, { recursive: true });
  return { folder, options, commits, branches: branchesOf(options), makeRemote };
}

const SETTINGS = [
  ['core.logAllRefUpdates', 'always'],
  ['gc.auto', '0'],
  ['receive.autogc', 'false'],
  ['http.receivepack', 'true'],
  ['uploadpack.allowFilter', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
] as const;

const FIRST_DATE = 1_767_225_600;

function importStream(chance: Random, options: WorldOptions): string {
  const parts: string[] = [];
  let before: ReadonlyMap<string, string> = new Map();
  for (const [i, { subject, state }] of makeHistory(options, chance, options.commits).entries()) {
    const files = sourceFiles(options, state);
    const who = `Ada <ada@example.com> ${String(FIRST_DATE + i * 60)} +0100`;
    parts.push(`commit refs/heads/main\nauthor ${who}\ncommitter ${who}\n`, data(subject));
    for (const path of before.keys()) if (!files.has(path)) parts.push(`D ${path}\n`);
    for (const [path, text] of files)
      if (before.get(path) !== text) parts.push(`M 100644 inline ${path}\n`, data(text));
    before = files;
  }
  return parts.join('');
}

function data(text: string): string {
  return `data ${String(Buffer.byteLength(text))}\n${text}\n`;
}
