import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { moorlineHere, type CliRun } from './cli.ts';
import { openRepo, runGit, type GitRepo } from './git-repo.ts';
import { tempFolder, writeTree, type Tree } from './temp-folder.ts';

/** A branch as `verify --output json` shows it. */
export interface VerifiedBranch {
  readonly branch: string;
  readonly commit: string | null;
  readonly source: string | null;
  readonly rules: number | null;
  readonly ok: boolean;
  readonly state: string;
  readonly recorded: string | null;
  readonly note: string | null;
  readonly differences: readonly {
    readonly path: string;
    readonly kind: string;
    readonly expected: string | null;
    readonly actual: string | null;
  }[];
}

/** A run of `verify`. */
export interface VerifyRun {
  readonly code: number | null;
  readonly codes: readonly string[];
  readonly details: readonly string[];
  readonly branches: readonly VerifiedBranch[];
  /** Branch to state. */
  readonly states: Readonly<Record<string, string>>;
  /** Branch to `kind path` of each difference. */
  readonly differences: Readonly<Record<string, readonly string[]>>;
}

/** A clone with two applications, and the bare repository that it was pushed to and published at. */
export interface VerifyWorld {
  readonly source: GitRepo;
  /** Folder of the bare repository. */
  readonly remote: string;
  readonly url: string;
  /** Commits files, pushes main, and gives the commit. */
  readonly push: (files?: Tree) => string;
  readonly publish: (...args: readonly string[]) => Promise<void>;
  readonly verify: (...args: readonly string[]) => Promise<VerifyRun>;
  readonly text: (...args: readonly string[]) => Promise<CliRun>;
  /** Id that a revision names at the remote. */
  readonly at: (revision: string) => string;
  /** Runs git in the bare repository. */
  readonly git: (...args: readonly string[]) => string;
  /** Commits onto a branch of the remote, as a person would: `change` works in a clone, and what it leaves is committed. */
  readonly edit: (branch: string, change: (clone: Edited) => void, message?: string) => string;
}

/** A clone in which a branch is changed by hand. */
export interface Edited {
  readonly dir: string;
  readonly git: (...args: readonly string[]) => string;
  readonly write: (files: Tree) => void;
}

/** One workload for both workspaces, and one in development only. */
const APPS: Readonly<Record<string, string>> = {
  'moorline.yaml': 'publish:\n  preserve: [CODEOWNERS, "docs/**"]\n',
  'workspaces/dev.yaml': 'defaults:\n  replicas: 1\n',
  'workspaces/prod.yaml': 'defaults:\n  replicas: 3\n',
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/base/app.yaml': app('web', '1.4.2'),
  'apps/shop/dev/stack.yaml': 'name: dev\n',
  'apps/shop/prod/stack.yaml': 'name: prod\n',
  'apps/docs/project.yaml': 'name: docs\n',
  'apps/docs/dev/stack.yaml': 'name: dev\n',
  'apps/docs/dev/app.yaml': app('docs', '1.0.0'),
};

/** A layer with one application. */
export function app(name: string, tag: string): string {
  return `apps:\n  ${name}:\n    workload:\n      kind: Service\n      containers:\n        ${name}:\n          image: ghcr.io/acme/${name}:${tag}\n`;
}

/** A world that was published once. */
export async function verifyWorld(changes: Tree = {}, ...options: readonly string[]): Promise<VerifyWorld> {
  if (Object.keys(changes).length + options.length > 0)
    return await makeWorld(tempFolder(), changes, options);
  template ??= await makeTemplate();
  const folder = tempFolder();
  cpSync(template, folder, { recursive: true });
  const world = openFolder(folder);
  world.source.git('remote', 'set-url', 'origin', world.url);
  return world;
}

/** A world without changes, to be copied, because that takes a tenth of the time. */
let template: string | undefined;

async function makeTemplate(): Promise<string> {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'moorline-world-')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await makeWorld(folder, {}, []);
  return folder;
}

async function makeWorld(folder: string, changes: Tree, options: readonly string[]): Promise<VerifyWorld> {
  const init = ['init', '--quiet', '--initial-branch=main', ...options];
  runGit(folder, [...init, 'source']);
  runGit(folder, [...init, '--bare', 'remote.git']);
  const world = openFolder(folder);
  for (const git of [world.git, world.source.git]) git('config', 'gc.auto', '0');
  world.git('config', 'uploadpack.allowFilter', 'true');
  world.source.git('remote', 'add', 'origin', world.url);
  world.push({ ...APPS, ...changes });
  await world.publish();
  return world;
}

function openFolder(folder: string): VerifyWorld {
  return openWorld(openRepo(join(folder, 'source')), join(folder, 'remote.git'));
}

/** The same world as another clone of its sees it. */
export function openWorld(source: GitRepo, remote: string): VerifyWorld {
  const text = (...args: readonly string[]) => moorlineHere(['-C', source.dir, 'verify', ...args]);
  const git = (...args: readonly string[]) => runGit(remote, args);
  return {
    source,
    remote,
    url: pathToFileURL(remote).href,
    push: (files) => {
      const id = source.commit(files);
      source.git('push', '--quiet', 'origin', 'HEAD:refs/heads/main');
      return id;
    },
    publish: async (...args) => {
      const { code, stderr, stdout } = await moorlineHere(['-C', source.dir, 'publish', ...args]);
      expect(code, stdout + stderr).toBe(0);
    },
    verify: async (...args) => verifyRun(await text(...args, '--output', 'json')),
    text,
    at: (revision) => git('rev-parse', '--verify', revision),
    git,
    edit: (branch, change, message = 'Hotfix') => {
      const dir = tempFolder();
      runGit(dir, ['clone', '--quiet', '--branch', branch, remote, '.']);
      const here = (...args: readonly string[]) => runGit(dir, args);
      change({ dir, git: here, write: (files) => writeTree(dir, files) });
      runGit(dir, ['commit', '--quiet', '--allow-empty', '--cleanup=verbatim', '--file=-'], message);
      here('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
      return here('rev-parse', 'HEAD');
    },
  };
}

function verifyRun({ stdout, code }: CliRun): VerifyRun {
  const document = JSON.parse(stdout) as {
    readonly diagnostics: readonly { readonly code: string; readonly detail: string }[];
    readonly data: { readonly branches: readonly VerifiedBranch[] } | null;
  };
  const branches = document.data?.branches ?? [];
  return {
    code,
    codes: document.diagnostics.map((found) => found.code),
    details: document.diagnostics.map(({ detail }) => detail),
    branches,
    states: Object.fromEntries(branches.map(({ branch, state }) => [branch, state])),
    differences: Object.fromEntries(
      branches
        .filter(({ differences }) => differences.length > 0)
        .map(({ branch, differences }) => [branch, differences.map(({ kind, path }) => `${kind} ${path}`)]),
    ),
  };
}

/** A digest of everything below a folder: names, modes and bytes. */
export function folderDigest(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const found = statSync(join(folder, name));
    hash.update(`${name}\0${String(found.mode)}\0`);
    if (found.isFile()) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}
