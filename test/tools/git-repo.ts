import { spawnSync } from 'node:child_process';
import { tempFolder, writeTree, type Tree } from './temp-folder.ts';

/** A real repository for one test. */
export interface GitRepo {
  readonly dir: string;
  /** Runs git in the repository and gives its output without the last line break. */
  readonly git: (...args: readonly string[]) => string;
  /** Writes files, commits everything, and gives the commit id. */
  readonly commit: (files?: Tree) => string;
}

/** Branch main, fixed identity and dates, no garbage collection, nothing of the machine's settings. */
export function gitRepo(files: Tree = {}, options: readonly string[] = []): GitRepo {
  const dir = tempFolder();
  runGit(dir, ['init', '--quiet', '--initial-branch=main', ...options]);
  runGit(dir, ['config', 'gc.auto', '0']);
  const repo = openRepo(dir);
  repo.commit(files);
  return repo;
}

/** A clone in a folder of its own; `options` such as `--depth=1`. */
export function gitClone(source: GitRepo, ...options: readonly string[]): GitRepo {
  const dir = tempFolder();
  source.git('config', 'uploadpack.allowFilter', 'true');
  source.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  runGit(dir, ['clone', '--quiet', ...options, `file://${source.dir}`, '.']);
  return openRepo(dir);
}

/** A repository that exists. */
export function openRepo(dir: string): GitRepo {
  const git = (...args: readonly string[]): string => runGit(dir, args);
  const commit = (files: Tree = {}): string => {
    writeTree(dir, files);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message=Change');
    return git('rev-parse', 'HEAD');
  };
  return { dir, git, commit };
}

/** Runs git with input and gives its output without the last line break. */
export function runGit(cwd: string, args: readonly string[], input: string | Uint8Array = ''): string {
  const ended = spawnSync('git', args, { cwd, env: GIT_ENVIRONMENT, input, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`git ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout.replace(/\n$/, '');
}

/** What git runs with in a test: nothing of the machine's settings, one person, one moment. */
export const GIT_ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
};
