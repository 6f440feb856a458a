import { compileRegex } from '../linear-regex.ts';

/** The part of jq that ignore rules may use, as a tree. */
export type JqNode =
  | { readonly op: 'identity' | 'iterate' }
  | { readonly op: 'field'; readonly name: string }
  | { readonly op: 'index'; readonly index: number }
  | { readonly op: 'literal'; readonly value: string | number | boolean | null }
  | { readonly op: 'pipe' | 'comma'; readonly left: JqNode; readonly right: JqNode }
  | { readonly op: 'select'; readonly condition: JqNode }
  | JqCondition;

/** The parts that compute true or false. */
export type JqCondition =
  | { readonly op: 'not' }
  | { readonly op: 'text'; readonly test: (text: string) => boolean }
  | { readonly op: 'and' | 'or' | '==' | '!='; readonly left: JqNode; readonly right: JqNode };

/** A tree, or what is wrong with the text. */
export type ParsedJq =
  | { readonly node: JqNode; readonly problem?: undefined }
  | { readonly node?: undefined; readonly problem: string };

/** Longest expression, and deepest nesting of parentheses. */
const LONGEST = 1024;
const DEEPEST = 20;

class JqProblem extends Error {}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|(\.\.)|(\.[A-Za-z_][A-Za-z0-9_]*)|([A-Za-z_][A-Za-z0-9_]*)|(-?\d+(?:\.\d+)?)|(==|!=|[.|,()[\]?]))/y;

/**
 * Parses `.a.b`, `."k"`, `.["k"]`, `[n]`, `[]`, `?`, `|`, `,`, `select()` with `==`, `!=`, `and`, `or`, `not`,
 * `startswith`, `endswith` and `test`. Precedence is jq's. Everything else is a problem: there is no jq here,
 * and an expression that is half understood would hide drift.
 */
export function parseJq(text: string): ParsedJq {
  if (text.length > LONGEST) return { problem: `it is longer than ${LONGEST} characters` };
  try {
    const reader: Reader = { tokens: tokenize(text), at: 0, depth: 0 };
    if (reader.tokens.length === 0) throw new JqProblem('it is empty');
    const node = parsePipe(reader);
    const rest = reader.tokens[reader.at];
    if (rest !== undefined) throw new JqProblem(`${rest} is not understood here`);
    if (!namesFields(node)) throw new JqProblem('it gives a value and no field');
    return { node };
  } catch (error) {
    if (error instanceof JqProblem) return { problem: error.message };
    throw error;
  }
}

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  const source = text.trimEnd();
  for (let at = 0; at < source.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(source);
    if (!found)
      throw new JqProblem(`"${source.slice(at).trim().slice(0, 12)}" is not part of what is supported`);
    tokens.push(found[0].trim());
  }
  return tokens;
}

/** True when every result is a field that can be left out, and not a computed value. */
function namesFields(node: JqNode): boolean {
  switch (node.op) {
    case 'pipe':
    case 'comma':
      return namesFields(node.left) && namesFields(node.right);
    case 'identity':
    case 'iterate':
    case 'field':
    case 'index':
    case 'select':
      return true;
    default:
      return false;
  }
}

const binary =
  (ops: Readonly<Record<string, 'pipe' | 'comma' | 'and' | 'or'>>, inner: (reader: Reader) => JqNode) =>
  (reader: Reader): JqNode => {
    let left = inner(reader);
    for (;;) {
      const token = reader.tokens[reader.at] ?? '';
      const op = Object.hasOwn(ops, token) ? ops[token] : undefined;
      if (op === undefined) return left;
      reader.at++;
      left = { op, left, right: inner(reader) };
    }
  };

const parseCompare = (reader: Reader): JqNode => {
  const left = parsePostfix(reader);
  const op = reader.tokens[reader.at];
  if (op !== '==' && op !== '!=') return left;
  reader.at++;
  return { op, left, right: parsePostfix(reader) };
};
const parseAnd = binary({ and: 'and' }, parseCompare);
const parseOr = binary({ or: 'or' }, parseAnd);
const parseComma = binary({ ',': 'comma' }, parseOr);
const parsePipe = binary({ '|': 'pipe' }, parseComma);

function parsePostfix(reader: Reader): JqNode {
  let node = parseTerm(reader);
  for (;;) {
    const token = reader.tokens[reader.at] ?? '';
    if (token === '?') reader.at++;
    else if (token === '[') node = pipe(node, parseBracket(reader));
    else if (token.startsWith('.') && token !== '..') {
      reader.at++;
      node = pipe(node, token === '.' ? parseAfterDot(reader) : { op: 'field', name: token.slice(1) });
    } else return node;
  }
}

function pipe(left: JqNode, right: JqNode): JqNode {
  return left.op === 'identity' ? right : { op: 'pipe', left, right };
}

function parseAfterDot(reader: Reader): JqNode {
  const token = reader.tokens[reader.at] ?? '';
  if (token === '[') return parseBracket(reader);
  if (!token.startsWith('"')) throw new JqProblem('a "." has no field behind it');
  reader.at++;
  return { op: 'field', name: textOf(token) };
}

function parseBracket(reader: Reader): JqNode {
  expectToken(reader, '[');
  const token = take(reader);
  if (token === ']') return { op: 'iterate' };
  const node: JqNode | undefined = token.startsWith('"')
    ? { op: 'field', name: textOf(token) }
    : /^-?\d{1,9}$/.test(token)
      ? { op: 'index', index: Number(token) }
      : undefined;
  if (!node) throw new JqProblem(`[${token}…] is not supported; use [n], ["name"] or []`);
  expectToken(reader, ']');
  return node;
}

function parseTerm(reader: Reader): JqNode {
  const token = take(reader);
  if (token === '(') return parseParenthesis(reader);
  if (token === '.') {
    const next = reader.tokens[reader.at] ?? '';
    return next === '[' || next.startsWith('"') ? parseAfterDot(reader) : { op: 'identity' };
  }
  if (token.startsWith('.') && token !== '..') return { op: 'field', name: token.slice(1) };
  if (token.startsWith('"')) return { op: 'literal', value: textOf(token) };
  if (/^-?\d/.test(token)) return { op: 'literal', value: Number(token) };
  return parseWord(token, reader);
}

const WORDS: Readonly<Record<string, JqNode>> = {
  true: { op: 'literal', value: true },
  false: { op: 'literal', value: false },
  null: { op: 'literal', value: null },
  not: { op: 'not' },
};

function parseWord(word: string, reader: Reader): JqNode {
  const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (known) return known;
  if (word === 'select') {
    expectToken(reader, '(');
    return { op: 'select', condition: parseParenthesis(reader) };
  }
  if (word === 'startswith' || word === 'endswith' || word === 'test') {
    expectToken(reader, '(');
    const argument = take(reader);
    if (!argument.startsWith('"')) throw new JqProblem(`${word}() takes a text in double quotes`);
    expectToken(reader, ')');
    return { op: 'text', test: textTest(word, textOf(argument)) };
  }
  throw new JqProblem(`${word} is not supported`);
}

function textTest(word: 'startswith' | 'endswith' | 'test', argument: string): (text: string) => boolean {
  if (word === 'startswith') return (text) => text.startsWith(argument);
  if (word === 'endswith') return (text) => text.endsWith(argument);
  const { test, problem } = compileRegex(argument);
  if (!test) throw new JqProblem(`the expression of test() is not valid: ${problem}`);
  return test;
}

function parseParenthesis(reader: Reader): JqNode {
  if (++reader.depth > DEEPEST) throw new JqProblem('parentheses are nested too deeply');
  const node = parsePipe(reader);
  reader.depth--;
  expectToken(reader, ')');
  return node;
}

function textOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    throw new JqProblem(`${token} is not a text`);
  }
}

function take(reader: Reader): string {
  const token = reader.tokens[reader.at++];
  if (token === undefined) throw new JqProblem('it ends too early');
  return token;
}

function expectToken(reader: Reader, wanted: string): void {
  const token = reader.tokens[reader.at++];
  if (token !== wanted)
    throw new JqProblem(`a "${wanted}" is missing${token === undefined ? '' : ` before ${token}`}`);
}
