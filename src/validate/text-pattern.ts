/** A pattern of a schema. Kubernetes' own engine never backtracks, ours does, so that not every text is tried. */
export interface TextPattern {
  readonly source: string;
  /** True for a text that fits, and for one that would take too long to try. */
  readonly takes: (text: string) => boolean;
}

/** The longest text that is tried; with repeats inside of repeats each character may double the time. */
const LONGEST = 256;
const LONGEST_NESTED = 24;

/**
 * Reads a pattern in Go's syntax, which is ours but for groups with flags; undefined for a pattern with these.
 * @throws SyntaxError for what is no regular expression
 */
export function textPattern(source: string): TextPattern | undefined {
  if (source.includes('(?')) return undefined;
  const expression = new RegExp(source);
  const longest = hasNestedRepeats(source) ? LONGEST_NESTED : LONGEST;
  return { source, takes: (text) => text.length > longest || expression.test(text) };
}

const ATOMS = /\\.|\[(?:\\.|[^\]\\])*\]|[()*+{]/g;

/** True when a group that repeats holds something that repeats. */
function hasNestedRepeats(source: string): boolean {
  const open = [false];
  for (const { 0: atom, index } of source.matchAll(ATOMS)) {
    const isRepeat = atom === '*' || atom === '+' || atom === '{';
    if (atom === '(') open.push(false);
    else if (atom === ')') {
      const closed = open.pop() ?? false;
      open[open.length - 1] ||= closed;
      if (closed && /[*+{]/.test(source.charAt(index + 1))) return true;
    } else if (isRepeat) open[open.length - 1] = true;
  }
  return false;
}
