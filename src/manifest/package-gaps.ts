import { isMap, isScalar, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';

/*
 * Where the package `yaml` 2.9.1 reads the form of a text otherwise than the YAML specification and
 * Kubernetes' reader do. All of it is rare, so it is refused instead of read anew.
 */

/** The sentences about a scalar of which the package loses a part; undefined for all others. */
export function gapOf(node: Scalar.Parsed, text: string): string | undefined {
  if (losesBlanks(node, text)) {
    return (
      'The block ends in lines of blanks, which its indentation indicator makes part of the text. ' +
      'Remove them, or write the text between double quotes.'
    );
  }
  if (losesLineFeed(node, text)) {
    return 'An empty line follows a line that ends in a backslash, which readers treat differently. Write \\n instead.';
  }
  return undefined;
}

const BACKSLASHES_THEN_EMPTY = /(?<!\\)(\\+)\r?\n[ \t]*\r?\n/g;

/**
 * True for a double-quoted text in which an empty line follows an escaped line break. It is a line feed
 * of the text (YAML 1.2.2, section 7.3.1); the package makes it a space.
 */
function losesLineFeed(node: Scalar.Parsed, text: string): boolean {
  if (node.type !== 'QUOTE_DOUBLE') return false;
  const matches = text.slice(node.range[0], node.range[1]).matchAll(BACKSLASHES_THEN_EMPTY);
  return Array.from(matches).some(([, backslashes = '']) => backslashes.length % 2 === 1);
}

const BLOCK_WITH_INDENT = /[|>][-+]?([1-9])/y;

/**
 * True for a block with an indentation indicator when it ends in, or is nothing but, lines of more blanks
 * than it says. They belong to the text (YAML 1.2.2, section 8.1.1.2), but the package leaves them out.
 */
function losesBlanks(node: Scalar.Parsed, text: string): boolean {
  if (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED') return false;
  const [start, end] = node.range;
  BLOCK_WITH_INDENT.lastIndex = start;
  const [, indent] = BLOCK_WITH_INDENT.exec(text) ?? [];
  const header = text.indexOf('\n', start);
  if (indent === undefined || header < 0) return false;
  let at = /^\n*$/.test(node.source) ? header + 1 : end;
  for (let blanks = blankLine(text, at); blanks !== undefined; blanks = blankLine(text, at)) {
    if (blanks.count > Number(indent)) return true;
    at = blanks.end;
  }
  return false;
}

/** How many blanks are all there is in a line, and where the next line starts; undefined for other lines. */
function blankLine(text: string, start: number): { count: number; end: number } | undefined {
  let at = start;
  while (text[at] === ' ') at++;
  const count = at - start;
  if (text[at] === '\r') at++;
  if (text[at] === '\n') return { count, end: at + 1 };
  return at === text.length && count > 0 ? { count, end: at } : undefined;
}

/**
 * The first plain key or item between brackets that goyaml.v2 cuts elsewhere: to it `?a` is the key `a`,
 * and the `a:` of `{a:, b: 1}` is a key with a colon; the package takes them for `?a` and `a`.
 */
export function disputedMark(parent: YAMLMap.Parsed | YAMLSeq.Parsed, text: string): ParsedNode | undefined {
  if (parent.flow !== true) return undefined;
  const children = isMap(parent) ? parent.items.map(({ key }) => key) : parent.items;
  return children.find((child) => {
    if (!isScalar(child) || child.type !== 'PLAIN') return false;
    const [start, end] = child.range;
    return text[start] === '?' || (isMap(parent) && /^:[,[\]{}]/.test(text.slice(end, end + 2)));
  });
}
