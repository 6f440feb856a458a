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
  if (node.type === 'QUOTE_DOUBLE' && ESCAPED_THEN_EMPTY.test(text.slice(node.range[0], node.range[1]))) {
    return 'An empty line follows a line that ends in a backslash, which readers treat differently. Write \\n instead.';
  }
  return undefined;
}

/** The empty line is a line feed of the text (YAML 1.2.2, section 7.3.1); the package makes it a space. */
const ESCAPED_THEN_EMPTY = /(?<!\\)(?:\\\\)*\\\r?\n[ \t]*\r?\n/;

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
  const longBlankLine = new RegExp(`(?: *\\r?\\n)*? {${String(Number(indent) + 1)},}(?:\\r?\\n|$)`, 'y');
  longBlankLine.lastIndex = /^\n*$/.test(node.source) ? header + 1 : end;
  return longBlankLine.test(text);
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
