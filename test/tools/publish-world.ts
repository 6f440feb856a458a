import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonDiagnostic } from '../../src/report/diagnostic-json.ts';
import { moorlineHere, type CliRun } from './cli.ts';
import { GIT_ENVIRONMENT, openRepo, runGit, type GitRepo } from './git-repo.ts';
import { tempFolder, writeTree, type Tree } from './temp-folder.ts';

/** Path to content; null deletes the path. */
export type Files = Readonly<Record<string, Tree[string] | null>>;

/** A branch as `publish --output json` shows it. */
export interface PublishedBranch {
  readonly branch: string;
  readonly ref: string;
  readonly workspace: string | null;
  readonly workspaces: readonly string[];
  readonly state: string;
  readonly base: string | null;
  readonly commit: string | null;
  readonly previousSource: string | null;
  readonly reason: string | null;
  readonly units: readonly Readonly<Record<'project' | 'stack' | 'workspace' | 'action', string>>[];
  readonly deleted: readonly Readonly<Record<'kind' | 'name', string>>[];
  readonly adopted: readonly string[];
}

/** A run of a command with `--output json`. */
export interface JsonRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly diagnostics: readonly JsonDiagnostic[];
  /** Codes of the diagnostics. */
  readonly codes: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** A run of `publish`. */
export interface PublishRun extends JsonRun {
  readonly source: string | null;
  readonly remote: string | null;
  readonly branches: readonly PublishedBranch[];
  /** Branch to state. */
  readonly states: Readonly<Record<string, string>>;
}

/** Who commits, when and with what words, where it matters. */
export interface CommitWords {
  readonly message?: string | Uint8Array;
  /** Variables of git besides those of every test. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A clone with applications, and the bare repository that it was pushed to. */
export interface PublishWorld {
  /** The clone; its remote `origin` is the bare repository. */
  readonly source: GitRepo;
  /** The bare repository. */
  readonly remote: GitRepo;
  readonly url: string;
  /** Commits files, pushes main, and gives the commit. */
  readonly push: (files?: Files, words?: CommitWords) => string;
  /** Commits files without a push. */
  readonly commit: (files?: Files, words?: CommitWords) => string;
  /** Runs a command in the clone, in this process. */
  readonly run: (...args: readonly string[]) => Promise<JsonRun>;
  readonly publish: (...args: readonly string[]) => Promise<PublishRun>;
  /** The same with output for people. */
  readonly publishText: (...args: readonly string[]) => Promise<CliRun>;
  /** Id that a revision names at the remote; undefined when there is none. */
  readonly tip: (revision: string) => string | undefined;
  /** All refs of the remote with their values. */
  readonly refs: () => Readonly<Record<string, string>>;
  /** Paths on a branch of the remote. */
  readonly ls: (revision: string) => readonly string[];
  /** Text of an object of the remote such as `revision:path`, byte for byte. */
  readonly show: (object: string) => string;
  /** Every file on a branch of the remote. */
  readonly tree: (revision: string) => ReadonlyMap<string, string>;
  /** Commits files onto a branch of the remote, as a person would, and gives the commit. */
  readonly edit: (branch: string, files: Files, words?: CommitWords) => string;
}

/** What the record of a branch is called. */
export const recordOf = (branch: string): string => `refs/moorline/progress/${branch}`;

/** A layer with one application; `lines` stand beside its workload. */
export function app(name: string, lines: readonly string[] = [], tag = '1.4.2'): string {
  return `apps:
  ${name}:
    workload:
      kind: Service
      containers:
        ${name}:
          image: ghcr.io/acme/${name}:${tag}
${lines.map((line) => `    ${line}\n`).join('')}`;
}

/** Lines that open a port of an application to others. */
const PORT = ['accessories:', '  network:', '    ports:', '      - port: 8080', '        protocol: TCP'];

/** Two projects for dev and prod, and one that is not in production yet. */
export const APPS: Readonly<Record<string, string>> = {
  'moorline.yaml': 'publish:\n  sourceURL: https://git.example.com/acme/apps.git\n',
  'workspaces/dev.yaml': 'defaults:\n  imagePullPolicy: IfNotPresent\n',
  'workspaces/prod.yaml': 'defaults:\n  replicas: 3\n',
  'apps/cart/project.yaml': 'name: cart\n',
  'apps/cart/base/app.yaml': app('cart'),
  'apps/cart/dev/stack.yaml': 'name: dev\n',
  'apps/cart/prod/stack.yaml': 'name: prod\n',
  'apps/docs/project.yaml': 'name: docs\n',
  'apps/docs/dev/stack.yaml': 'name: dev\n',
  'apps/docs/dev/app.yaml': app('docs'),
  'apps/shop/project.yaml': 'name: shop\n',
  'apps/shop/base/app.yaml': app('web', PORT),
  'apps/shop/dev/stack.yaml': 'name: dev\n',
  'apps/shop/prod/stack.yaml': 'name: prod\n',
};

/** A world of one test: the applications are pushed, and nothing is published. */
export function publishWorld(changes: Files = {}): PublishWorld {
  return copyOf((templates.pushed ??= pushedTemplate()), changes);
}

/** The same after a first publish; `changes` are pushed after that. */
export async function publishedWorld(changes: Files = {}): Promise<PublishWorld> {
  return copyOf((templates.published ??= await publishedTemplate()), changes);
}

/** A world that is made anew, in a repository with other options such as `--object-format=sha256`. */
export function newWorld(files: Files = APPS, ...options: readonly string[]): PublishWorld {
  return makeWorld(tempFolder(), files, options);
}

/** Worlds to copy, because that takes a tenth of the time. */
const templates: { pushed?: string; published?: string } = {};

function templateFolder(): string {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'moorline-world-')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function pushedTemplate(): string {
  const folder = templateFolder();
  makeWorld(folder, APPS, []);
  return folder;
}

async function publishedTemplate(): Promise<string> {
  const folder = templateFolder();
  const { code, stdout } = await makeWorld(folder, APPS, []).publish();
  if (code !== 0) throw new Error(stdout);
  return folder;
}

function makeWorld(folder: string, files: Files, options: readonly string[]): PublishWorld {
  const [source, remote] = [join(folder, 'source'), join(folder, 'remote.git')];
  const init = ['init', '--quiet', '--template=', '--initial-branch=main', ...options];
  runGit(folder, [...init, source]);
  runGit(folder, [...init, '--bare', remote]);
  runGit(source, ['config', 'gc.auto', '0']);
  runGit(source, ['remote', 'add', 'origin', pathToFileURL(remote).href]);
  for (const [key, value] of [
    ['gc.auto', '0'],
    ['uploadpack.allowFilter', 'true'],
    ['core.logAllRefUpdates', 'always'],
  ] as const)
    runGit(remote, ['config', key, value]);
  const world = openWorld(folder);
  world.push(files, { message: 'feat: the first applications\n' });
  return world;
}

function copyOf(template: string, changes: Files): PublishWorld {
  const folder = tempFolder();
  cpSync(template, folder, { recursive: true });
  const config = join(folder, 'source', '.git', 'config');
  const text = readFileSync(config, 'utf8');
  writeFileSync(config, text.replaceAll(pathToFileURL(template).href, pathToFileURL(folder).href));
  const world = openWorld(folder);
  if (Object.keys(changes).length > 0) world.push(changes);
  return world;
}

function openWorld(folder: string): PublishWorld {
  const source = openRepo(join(folder, 'source'));
  const remote = openRepo(join(folder, 'remote.git'));
  const commit = (files: Files = {}, words: CommitWords = {}): string => commitIn(source.dir, files, words);
  const call = (...args: readonly string[]) => moorlineHere(['-C', source.dir, ...args]);
  const json = async (...args: readonly string[]): Promise<JsonRun> =>
    jsonRun(await call(...args, '--output', 'json'));
  const ls = (revision: string) => remote.git('ls-tree', '-r', '--name-only', revision).split('\n');
  const show = (object: string): string => ask(remote.dir, ['cat-file', '-p', object]);
  return {
    source,
    remote,
    url: pathToFileURL(remote.dir).href,
    commit,
    push: (files, words) => {
      const id = commit(files, words);
      source.git('push', '--quiet', 'origin', 'HEAD:refs/heads/main');
      return id;
    },
    run: json,
    publish: async (...args) => publishRun(await json('publish', ...args)),
    publishText: (...args) => call('publish', ...args),
    tip: (revision) => {
      const id = ask(remote.dir, ['rev-parse', '--verify', '--quiet', `${revision}^{object}`]).trim();
      return id === '' ? undefined : id;
    },
    refs: () => {
      const lines = remote.git('for-each-ref', '--format=%(refname) %(objectname)').split('\n');
      return Object.fromEntries(lines.map((line) => line.split(' ') as [string, string]));
    },
    ls,
    show,
    tree: (revision) => new Map(ls(revision).map((path) => [path, show(`${revision}:${path}`)])),
    edit: (branch, files, words) => editBranch(remote, `refs/heads/${branch}`, { files, words }),
  };
}

/** Commits files onto a branch of a bare repository, in one process and without a clone. */
function editBranch(
  { dir, git }: GitRepo,
  ref: string,
  { files, words = {} }: { readonly files: Files; readonly words?: CommitWords | undefined },
): string {
  const { message = 'Hotfix\n' } = words;
  const data = (content: string | Uint8Array): Buffer =>
    Buffer.concat([Buffer.from(`data ${Buffer.from(content).byteLength}\n`), Buffer.from(content), NEW_LINE]);
  const changes = Object.entries(files).map(([path, content]) => {
    if (content === null) return Buffer.from(`D ${path}\n`);
    const isFile = typeof content === 'string' || content instanceof Uint8Array;
    const line = Buffer.from(`M ${isFile ? '100644' : '120000'} inline ${path}\n`);
    return Buffer.concat([line, data(isFile ? content : content.link)]);
  });
  const head = Buffer.from(`commit ${ref}\ncommitter Ada <ada@example.com> 1767323045 +0000\n`);
  const input = Buffer.concat([head, data(message), Buffer.from(`from ${ref}^0\n`), ...changes]);
  const ended = spawnSync('git', ['fast-import', '--quiet'], { cwd: dir, env: GIT_ENVIRONMENT, input });
  if (ended.status !== 0) throw new Error(`git fast-import: ${ended.stderr.toString()}`);
  return git('rev-parse', ref);
}

const NEW_LINE = Buffer.from('\n');

/** Commits files with a message that is taken as it is. */
function commitIn(dir: string, files: Files, { message = 'Change\n', env = {} }: CommitWords): string {
  for (const [path, content] of Object.entries(files)) {
    rmSync(join(dir, path), { recursive: true, force: true });
    if (content !== null) writeTree(dir, { [path]: content });
  }
  runGit(dir, ['add', '--all']);
  const options = ['--quiet', '--allow-empty', '--no-verify', '--cleanup=verbatim', '--file=-'];
  const ended = spawnSync('git', ['commit', ...options], {
    cwd: dir,
    env: { ...GIT_ENVIRONMENT, ...env },
    input: message,
    encoding: 'utf8',
  });
  if (ended.status !== 0) throw new Error(`git commit: ${ended.stderr}`);
  return runGit(dir, ['rev-parse', 'HEAD']);
}

function ask(dir: string, args: readonly string[]): string {
  return spawnSync('git', args, { cwd: dir, env: GIT_ENVIRONMENT, encoding: 'utf8' }).stdout;
}

/** Reads the one document that `--output json` prints. */
export function jsonRun({ stdout, code }: CliRun): JsonRun {
  const { diagnostics, data } = JSON.parse(stdout) as {
    readonly diagnostics: readonly JsonDiagnostic[];
    readonly data: Readonly<Record<string, unknown>> | null;
  };
  return { code, stdout, diagnostics, codes: diagnostics.map((found) => found.code), data: data ?? {} };
}

/** A run of `publish` by its parts. */
export function publishRun(run: JsonRun): PublishRun {
  const { source = null, remote = null, branches = [] } = run.data as Partial<PublishRun>;
  const states = Object.fromEntries(branches.map(({ branch, state }) => [branch, state]));
  return { ...run, source, remote, branches, states };
}
