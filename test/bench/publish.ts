import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateRepository, WORKSPACES } from './generate.ts';
import { measureNode, timed } from './measure.ts';

const BIN = join(process.cwd(), 'dist', 'bin.js');
const APPS = 1000;
const RUNS = 5;

/** Settings that hold for both ways, and nothing of the machine's. */
const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};
Object.assign(process.env, ENVIRONMENT);

/** How often the one unit was changed. */
let version = 0;

const work = mkdtempSync(join(tmpdir(), 'moorline-bench-'));
try {
  if (!existsSync(BIN)) throw new Error('dist/bin.js is missing; run: npm run build');
  say(`node ${process.version}, ${String(availableParallelism())} × ${cpus()[0]?.model ?? 'unknown'}`);
  const source = makeSource();
  const bare = Math.min(...Array.from({ length: 9 }, () => measureNode([BIN, '--version']).wall));
  say(`bare start of the program: ${ms(bare)}`);
  const publish = (): number => measureNode([BIN, '-C', source, 'publish', '--quiet']).wall;
  say(`moorline publish, first, ${String(APPS * WORKSPACES.length)} units: ${ms(publish())}`);
  const again = best(publish);
  const noop = best(() => {
    change(source, 'README.md', 'words\n');
    return publish();
  });
  const unit = best(() => {
    setImage(source);
    return publish();
  });
  const theirs = checkoutWay(source);
  say(`render --out, which the other way needs every time: ${ms(theirs.render)}`);
  report('the same source again', again, { bare, theirs: theirs.noop, render: theirs.render });
  report('a newer source that renders to the same', noop, {
    bare,
    theirs: theirs.noop,
    render: theirs.render,
  });
  report('one unit changed', unit, { bare, theirs: theirs.unit, render: theirs.render });
} finally {
  rmSync(work, { recursive: true, force: true });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}

function best(run: () => number): number {
  return Math.min(...Array.from({ length: RUNS }, run));
}

function report(
  what: string,
  ours: number,
  { bare, theirs, render }: { readonly bare: number; readonly theirs: number; readonly render: number },
): void {
  const times = (seconds: number): string => `${(seconds / ours).toFixed(0)} times as long`;
  say(
    `moorline publish, ${what}: ${ms(ours)}, ${ms(ours - bare)} above the bare start; ` +
      `checkout, write, add, commit and push: ${ms(theirs)}, ${times(theirs)}, ` +
      `with the render ${times(theirs + render)}`,
  );
}

function git(folder: string, ...args: readonly string[]): string {
  const ended = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (ended.status !== 0) throw new Error(`git ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout.trim();
}

function makeSource(): string {
  const source = join(work, 'source');
  const remote = join(work, 'remote.git');
  mkdirSync(source);
  generateRepository(source, APPS);
  git(work, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  git(remote, 'config', 'uploadpack.allowFilter', 'true');
  git(source, 'init', '--quiet', '--initial-branch=main');
  git(source, 'remote', 'add', 'origin', remote);
  commit(source);
  return source;
}

function commit(source: string): void {
  git(source, 'add', '--all');
  git(source, 'commit', '--quiet', '--message=Change');
  git(source, 'push', '--quiet', 'origin', 'main');
}

function change(source: string, path: string, text: string): void {
  appendFileSync(join(source, path), text);
  commit(source);
}

/** Another value in the layer of one stack: one Deployment of one workspace changes. */
function setImage(source: string): void {
  version += 1;
  change(source, 'apps/app-0500/dev/app.yaml', `            V${String(version)}: "1"\n`);
}

/** What scripts and the hydrators of today do: a work tree for each branch, written anew, added, committed, pushed. */
function checkoutWay(source: string): {
  readonly noop: number;
  readonly unit: number;
  readonly render: number;
} {
  const remote = join(work, 'theirs.git');
  git(work, 'init', '--quiet', '--bare', remote);
  const clone = join(work, 'clone');
  git(work, 'init', '--quiet', clone);
  git(clone, 'remote', 'add', 'origin', remote);
  git(clone, 'commit', '--quiet', '--allow-empty', '--message=Start');
  let run = 0;
  let render = 0;
  const once = (): number => {
    run += 1;
    const out = join(work, `rendered-${String(run)}`);
    render = measureNode([BIN, '-C', source, 'render', '--out', out, '--quiet']).wall;
    return timed(() => {
      for (const workspace of WORKSPACES) {
        const branch = `rendered/${workspace}`;
        const isThere = git(clone, 'branch', '--list', branch) !== '';
        git(clone, 'checkout', '--quiet', ...(isThere ? [branch] : ['--orphan', branch]));
        for (const name of readdirSync(clone)) {
          if (name !== '.git') rmSync(join(clone, name), { recursive: true });
        }
        cpSync(join(out, branch), clone, { recursive: true });
        git(clone, 'add', '--all');
        const isChanged = git(clone, 'status', '--porcelain') !== '';
        if (isChanged) git(clone, 'commit', '--quiet', '--message=Render');
        git(clone, 'push', '--quiet', 'origin', branch);
      }
    });
  };
  once();
  const noop = once();
  setImage(source);
  const unit = once();
  return { noop, unit, render };
}
