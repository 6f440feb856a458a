// Shows the whole way with the built program: a sample repository, its rendered branches in a remote on this
// machine, the proof that they are right, and a second publish that finds nothing to do.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve('.cache/demo');
const SOURCE = join(FOLDER, 'source');
const REMOTE = join(FOLDER, 'remote.git');

/** Fixed names and dates, and nothing of the machine's settings: the demo looks the same everywhere. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
};

/**
 * Runs a program to its end and gives what it printed.
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(program, ...args) {
  const ended = spawnSync(program, args, { encoding: 'utf8', env: ENVIRONMENT });
  if (ended.status !== 0) throw new Error(`${program} ${args.join(' ')}\n${ended.stdout}${ended.stderr}`);
  return ended.stdout;
}

const git = (/** @type {string} */ folder, /** @type {readonly string[]} */ ...args) =>
  run('git', '-C', folder, ...args);

/** Runs moorline on the sample and shows the command with its output. */
function moorline(/** @type {readonly string[]} */ ...args) {
  console.log(`$ moorline ${args.join(' ')}`);
  console.log(run(process.execPath, 'dist/bin.js', '-C', SOURCE, ...args));
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
cpSync('templates/sample', SOURCE, { recursive: true });
git(FOLDER, 'init', '--quiet', '--bare', '--initial-branch=main', REMOTE);
git(FOLDER, 'init', '--quiet', '--initial-branch=main', SOURCE);
git(SOURCE, 'add', '--all');
git(SOURCE, 'commit', '--quiet', '--message=feat: the shop and its neighbours');
git(SOURCE, 'remote', 'add', 'origin', REMOTE);
git(SOURCE, 'push', '--quiet', 'origin', 'main');
console.log(
  'A sample repository in .cache/demo/source, pushed to the bare repository .cache/demo/remote.git.\n',
);

moorline('publish');
const file = 'shop/prod/deployment_shop-prod-web.yaml';
console.log(`--- ${file} on rendered/prod`);
console.log(git(REMOTE, 'show', `rendered/prod:${file}`));
console.log('--- the commit that brought it');
console.log(git(REMOTE, 'log', '-1', '--format=%an <%ae>%n%n%B', 'rendered/prod'));
moorline('verify');
moorline('publish');
