/** An expression as a tree. */
export type RegexNode =
  | { readonly type: 'char'; readonly fits: (char: string) => boolean }
  | { readonly type: 'start' | 'end' }
  | { readonly type: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly type: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly type: 'repeat'; readonly node: RegexNode; readonly least: number; readonly most?: number };

/** A tree, or what is wrong with the text. */
export type ParsedRegex =
  | { readonly node: RegexNode; readonly problem?: undefined }
  | { readonly node?: undefined; readonly problem: string };

/** Longest expression, and deepest nesting of groups. */
const LONGEST = 512;
const DEEPEST = 20;
const MOST_REPEATS = 1000;

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
}

class SyntaxProblem extends Error {}

/**
 * Parses literals, `.`, classes, `\d \w \s` and their opposites, `^`, `$`, groups, `|`, `* + ? {m,n}` (also lazy,
 * which is the same for a yes or no). Anything else of RE2 is a problem, never a guess.
 */
export function parseRegex(text: string): ParsedRegex {
  if (text.length > LONGEST) return { problem: `it is longer than ${LONGEST} characters` };
  const reader: Reader = { text, at: 0, depth: 0 };
  try {
    const node = parseChoice(reader);
    if (reader.at < text.length) return { problem: 'a ")" has no "("' };
    return { node };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { problem: error.message };
    throw error;
  }
}

function parseChoice(reader: Reader): RegexNode {
  const options = [parseSequence(reader)];
  while (reader.text[reader.at] === '|') {
    reader.at++;
    options.push(parseSequence(reader));
  }
  const [only] = options;
  return only && options.length === 1 ? only : { type: 'choice', options };
}

function parseSequence(reader: Reader): RegexNode {
  const parts: RegexNode[] = [];
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? '')) {
    parts.push(parseRepeat(parseAtom(reader), reader));
  }
  return { type: 'sequence', parts };
}

const COUNTED = /\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y;

function parseRepeat(node: RegexNode, reader: Reader): RegexNode {
  const bounds = repeatBounds(reader);
  if (!bounds) return node;
  if (node.type === 'start' || node.type === 'end') throw new SyntaxProblem('an anchor cannot be repeated');
  if (reader.text[reader.at] === '?') reader.at++;
  if ('*+?'.includes(reader.text[reader.at] ?? ' '))
    throw new SyntaxProblem('a repetition cannot be repeated');
  return { type: 'repeat', node, ...bounds };
}

const SIGNS: Readonly<Record<string, Bounds>> = {
  '*': { least: 0 },
  '+': { least: 1 },
  '?': { least: 0, most: 1 },
};

interface Bounds {
  readonly least: number;
  readonly most?: number;
}

function repeatBounds(reader: Reader): Bounds | undefined {
  const char = reader.text[reader.at] ?? '';
  const sign = Object.hasOwn(SIGNS, char) ? SIGNS[char] : undefined;
  if (sign) reader.at++;
  if (sign || char !== '{') return sign;
  COUNTED.lastIndex = reader.at;
  const found = COUNTED.exec(reader.text);
  if (!found) throw new SyntaxProblem('a "{" needs a count, or a backslash before it');
  reader.at += found[0].length;
  const [, from, comma, to] = found;
  const least = Number(from);
  if (comma !== undefined && to === undefined) return checkedBounds({ least });
  return checkedBounds({ least, most: comma === undefined ? least : Number(to) });
}

function checkedBounds(bounds: Bounds): Bounds {
  const { least, most = least } = bounds;
  if (most > MOST_REPEATS || most < least) throw new SyntaxProblem('the count of a repetition is not valid');
  return bounds;
}

function parseAtom(reader: Reader): RegexNode {
  const char = takeChar(reader);
  switch (char) {
    case '^':
      return { type: 'start' };
    case '$':
      return { type: 'end' };
    case '.':
      return { type: 'char', fits: (each) => each !== '\n' };
    case '(':
      return parseGroup(reader);
    case '[':
      return { type: 'char', fits: parseClass(reader) };
    case '\\':
      return { type: 'char', fits: parseEscape(reader) };
    case '*':
    case '+':
    case '?':
      throw new SyntaxProblem(`"${char}" has nothing to repeat`);
    default:
      return { type: 'char', fits: (each) => each === char };
  }
}

function parseGroup(reader: Reader): RegexNode {
  if (reader.text.startsWith('?:', reader.at)) reader.at += 2;
  else if (reader.text[reader.at] === '?')
    throw new SyntaxProblem('groups with "(?" other than "(?:" are not supported');
  if (++reader.depth > DEEPEST) throw new SyntaxProblem('groups are nested too deeply');
  const node = parseChoice(reader);
  reader.depth--;
  if (reader.text[reader.at] !== ')') throw new SyntaxProblem('a "(" has no ")"');
  reader.at++;
  return node;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  d: /^[0-9]$/,
  D: /^[^0-9]$/u,
  w: /^[0-9A-Za-z_]$/,
  W: /^[^0-9A-Za-z_]$/u,
  s: /^[\t\n\f\r ]$/,
  S: /^[^\t\n\f\r ]$/u,
};

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };

function parseEscape(reader: Reader): (char: string) => boolean {
  const char = takeChar(reader);
  const known = Object.hasOwn(CLASSES, char) ? CLASSES[char] : undefined;
  if (known) return (each) => known.test(each);
  const literal = Object.hasOwn(CONTROLS, char) ? CONTROLS[char] : char;
  if (literal === char && /[0-9A-Za-z]/.test(char)) throw new SyntaxProblem(`"\\${char}" is not supported`);
  return (each) => each === literal;
}

function parseClass(reader: Reader): (char: string) => boolean {
  const isNegated = reader.text[reader.at] === '^';
  if (isNegated) reader.at++;
  const tests: ((char: string) => boolean)[] = [];
  for (let first = true; first || reader.text[reader.at] !== ']'; first = false) {
    tests.push(classMember(reader));
  }
  reader.at++;
  return (char) => tests.some((test) => test(char)) !== isNegated;
}

function classMember(reader: Reader): (char: string) => boolean {
  const from = takeChar(reader);
  if (from === '[' && reader.text[reader.at] === ':')
    throw new SyntaxProblem('named classes such as [:alpha:] are not supported');
  if (from === '\\') return parseEscape(reader);
  const isRange = reader.text[reader.at] === '-' && ![']', undefined].includes(reader.text[reader.at + 1]);
  if (!isRange) return (char) => char === from;
  reader.at++;
  const to = takeChar(reader);
  if (to === '\\') throw new SyntaxProblem('a range cannot end in an escape');
  const [low, high] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  if (low > high) throw new SyntaxProblem(`the range ${from}-${to} is empty`);
  return (char) => {
    const code = char.codePointAt(0) ?? 0;
    return low <= code && code <= high;
  };
}

function takeChar(reader: Reader): string {
  const code = reader.text.codePointAt(reader.at);
  if (code === undefined) throw new SyntaxProblem('it ends too early');
  const char = String.fromCodePoint(code);
  reader.at += char.length;
  return char;
}
