import { Minimatch } from 'minimatch';

/**
 * A test of posix paths against glob patterns: `*` stays in one folder, `**` crosses folders,
 * a leading dot is matched only by a pattern that has it. No pattern is a comment or a negation.
 */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map(
    (pattern) =>
      new Minimatch(pattern, { nocomment: true, nonegate: true, platform: 'linux', braceExpandMax: 1000 }),
  );
  const tails = patterns.map(literalTail);
  return (path) => matchers.some((matcher, i) => path.endsWith(tails[i] ?? '') && matcher.match(path));
}

/** The folder that a pattern begins with, up to the first part that is not plain text. */
export function globFolder(glob: string): string {
  const parts = glob.split('/');
  const first = parts.findIndex((part) => /[*?[\](){}!+@|\\]/.test(part));
  return (first < 0 ? parts : parts.slice(0, first)).join('/');
}

/** The literal end of a pattern such as `/project.yaml`: a cheap first test on large trees. */
function literalTail(pattern: string): string {
  const tail = /[^*?[\](){}!+@,|/\\]*$/.exec(pattern);
  return tail?.[0] ?? '';
}
