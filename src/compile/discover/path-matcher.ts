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

/** The literal end of a pattern such as `/project.yaml`: a cheap first test on large trees. */
function literalTail(pattern: string): string {
  const tail = /[^*?[\](){}!+@,|/\\]*$/.exec(pattern);
  return tail?.[0] ?? '';
}
