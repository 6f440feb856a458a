import type { LockFile } from '../../../adapters/git/clone-state.ts';
import { okay, type Known, type Row } from '../check.ts';
import type { CloneFacts } from '../facts.ts';

/** The folder that all work trees share, as a shell finds it. */
const COMMON = '$(git rev-parse --git-common-dir)';
/** Size of the cache from which it is worth a word, in bytes. */
const LARGE = 1024 ** 3;

/** What kind of clone it is, what runs and commands left in it, and that it is enough for publish. */
export function cloneChecks(clone: Known<CloneFacts>): readonly Row[] {
  if ('problem' in clone) return [unusable(clone.problem)];
  const facts = clone.value;
  return [kindRow(facts), ...lockRows(facts.locks), leftoversRow(facts), cacheRow(facts)];
}

function unusable(problem: string): Row {
  const row = { id: 'clone', state: 'fail' } as const;
  if (/bare repository/.test(problem))
    return {
      ...row,
      summary: 'this is a bare repository, which has no files to work with',
      fix: 'git clone . ../work, and run moorline there',
    };
  if (/dubious ownership/.test(problem))
    return {
      ...row,
      summary: 'git refuses this repository because it belongs to another user',
      fix: 'git config --global --add safe.directory "$PWD"',
    };
  if (/not a git repository/.test(problem))
    return {
      ...row,
      summary: 'this is no Git repository; render works here, publish does not',
      fix: 'git init',
    };
  return { ...row, summary: problem, fix: 'git fsck' };
}

function kindRow({ headProblem, ...facts }: CloneFacts): Row {
  const id = 'clone';
  const { text, isPart } = kindOf(facts);
  if (headProblem === undefined) {
    const rest = isPart ? '; what is missing is fetched into a place of its own' : '';
    return okay(id, `clone: ${text}, enough for publish${rest}`);
  }
  const isUnborn = headProblem.includes('names no commit');
  return {
    id,
    state: 'fail',
    summary: `clone: ${text}; ${isUnborn ? 'HEAD names no commit' : headProblem}`,
    fix: isUnborn ? 'git add --all && git commit' : 'git fetch origin HEAD',
  };
}

function kindOf({ settings, format, isShallow, depth }: Omit<CloneFacts, 'headProblem'>) {
  const filter = settings.findLast(({ key }) => /^remote\..*\.partialclonefilter$/.test(key))?.value;
  const isBare = settings.findLast(({ key }) => key === 'core.bare')?.value === 'true';
  const commits = depth === undefined ? '' : ` (${String(depth)} ${depth === 1 ? 'commit' : 'commits'})`;
  const kinds = [
    ...(isShallow ? [`shallow${commits}`] : []),
    ...(filter === undefined ? [] : [`partial (${filter})`]),
    ...(isBare ? ['bare, with a work tree of its own'] : []),
    ...(format === 'sha256' ? ['SHA-256'] : []),
  ];
  return {
    text: kinds.length === 0 ? 'complete' : kinds.join(', '),
    isPart: isShallow || filter !== undefined,
  };
}

const BLOCKED: Readonly<Record<LockFile['name'], string>> = {
  'config.lock': 'git config, remote and branch',
  'packed-refs.lock': 'the deletion of branches, git gc and publish --no-push',
  'shallow.lock': 'git fetch and pull',
};

function lockRows(locks: readonly LockFile[]): readonly Row[] {
  if (locks.length === 0) return [okay('locks', 'no lock file of git is left over')];
  return locks.map(({ name, minutes }) => ({
    id: `locks:${name}`,
    state: 'warn',
    summary: `${name} is ${age(minutes)} old and blocks ${BLOCKED[name]}; publish works`,
    fix: `when no git command is running: rm "${COMMON}/${name}"`,
  }));
}

function age(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}

function leftoversRow({ leftovers }: CloneFacts): Row {
  if (leftovers === 0)
    return okay('leftovers', 'no run that was killed left a folder in the temporary folder');
  const folders = leftovers === 1 ? '1 folder' : `${String(leftovers)} folders`;
  return okay('leftovers', `${folders} of killed runs in the temporary folder; every run clears them away`);
}

function cacheRow({ cacheBytes }: CloneFacts): Row {
  const id = 'object-cache';
  if (cacheBytes === 0) return okay(id, 'publish keeps no objects yet');
  const fix = `rm -r "${COMMON}/moorline/objects"`;
  const summary = `publish keeps ${size(cacheBytes)} of objects in moorline/objects of the git folder`;
  if (cacheBytes < LARGE) return okay(id, `${summary}; to delete them at any time: ${fix}`);
  return { id, state: 'warn', summary, fix };
}

function size(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step] ?? ''}`;
}
