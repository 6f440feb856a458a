import { isMap, isScalar, parseDocument, stringify, type Document, type Scalar } from 'yaml';

/**
 * Sets a text in a YAML file and keeps everything else, comments included. A value that is there
 * is replaced in place and keeps its quotes; a missing key is added at the end of its map; a list or
 * map that is there gives way.
 * @returns undefined when the text has syntax errors, or when the path does not lead through maps
 */
export function setScalar(
  text: string,
  path: readonly [string, ...string[]],
  value: string,
): string | undefined {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (document.errors.length > 0) return undefined;
  const node: unknown = document.getIn(path, true);
  if (isScalar(node) && node.range && node.value !== null) return replaceScalar(text, node, value);
  return rewritten(document, { text, path, value });
}

interface Change {
  readonly text: string;
  readonly path: readonly string[];
  readonly value: string;
}

/** Adds a key, or replaces a value that is no text. The file is written anew, with its comments and line breaks. */
function rewritten(document: Document, { text, path, value }: Change): string | undefined {
  for (const [i] of path.entries()) {
    const parent: unknown = i === 0 ? document.contents : document.getIn(path.slice(0, i), true);
    const isOpen = parent === undefined || parent === null || (isScalar(parent) && parent.value === null);
    if (!isMap(parent) && !isOpen) return undefined;
  }
  const before: unknown = document.getIn(path, true);
  const scalar = isScalar(before) ? before : document.createNode(value);
  scalar.value = value;
  scalar.type = isPlain(value) ? 'PLAIN' : 'QUOTE_DOUBLE';
  document.setIn(path, scalar);
  const indentSeq = !/^( *)[^\s#-][^\n:]*:[ \t]*(?:#[^\n]*)?\r?\n\1- /m.test(text);
  const result = document.toString({
    lineWidth: 0,
    flowCollectionPadding: !/\{[^\s}]/.test(text),
    indentSeq,
  });
  return text.includes('\r\n') ? result.replaceAll(/\r?\n/g, '\r\n') : result;
}

/** The text with a scalar of it replaced in place; quotes stay. */
export function replaceScalar(text: string, node: Scalar, value: string): string {
  const [start, end] = node.range ?? [0, 0];
  // a block scalar ends after its line break
  const lineBreak = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? '';
  return `${text.slice(0, start)}${written(value, node)}${lineBreak}${text.slice(end)}`;
}

function written(value: string, { type }: Scalar): string {
  if (type === 'QUOTE_SINGLE' && !/[^ -~]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return type === 'QUOTE_DOUBLE' ? JSON.stringify(value) : scalarText(value);
}

/** A text as a YAML scalar: without quotes where no reader can take it for something else. */
export function scalarText(value: string): string {
  return isPlain(value) ? value : JSON.stringify(value);
}

/** Words and paths, and versions: with a second dot no reader takes digits for a number. */
const PLAIN = /^(?:[A-Za-z]|[0-9]+\.[0-9]+\.[0-9])[-_./A-Za-z0-9]*$/;

/** True for a text that every reader of YAML takes for text without quotes, also in a flow map. */
function isPlain(value: string): boolean {
  return PLAIN.test(value) && stringify(value, { compat: 'yaml-1.1' }) === `${value}\n`;
}
