import { isMap, isScalar, parseDocument, stringify, type Document, type Scalar } from 'yaml';

/**
 * Sets a text in a YAML file and keeps everything else, comments included. A value that is there
 * is replaced in place and keeps its quotes; a missing key is added at the end of its map.
 * @returns undefined when the text has syntax errors, or when the path does not lead through maps
 */
export function setScalar(text: string, path: readonly [string, ...string[]], value: string): string | undefined {
  const document = parseDocument(text, { version: '1.2', schema: 'core', prettyErrors: false, logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  const node: unknown = document.getIn(path, true);
  if (isScalar(node) && node.range && node.value !== null) {
    const [start, end] = node.range;
    // a block scalar ends after its line break
    const lineBreak = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? '';
    return `${text.slice(0, start)}${written(value, node)}${lineBreak}${text.slice(end)}`;
  }
  if (node !== undefined && !isScalar(node)) return undefined;
  return added(document, { text, path, value });
}

interface Addition {
  readonly text: string;
  readonly path: readonly string[];
  readonly value: string;
}

/** Adds a key. The file is written anew, with its comments; line breaks stay what they were. */
function added(document: Document, { text, path, value }: Addition): string | undefined {
  for (const [i] of path.entries()) {
    const parent: unknown = i === 0 ? document.contents : document.getIn(path.slice(0, i), true);
    const isOpen = parent === undefined || parent === null || (isScalar(parent) && parent.value === null);
    if (!isMap(parent) && !isOpen) return undefined;
  }
  const scalar = document.createNode(value) as Scalar;
  if (!isPlain(value)) scalar.type = 'QUOTE_DOUBLE';
  document.setIn(path, scalar);
  const indentSeq = !/^( *)[^\s#-][^\n]*:\s*(?:#[^\n]*)?\r?\n\1- /m.test(text);
  const result = document.toString({ lineWidth: 0, flowCollectionPadding: !/\{[^\s}]/.test(text), indentSeq });
  return text.includes('\r\n') ? result.replaceAll(/\r?\n/g, '\r\n') : result;
}

function written(value: string, { type }: Scalar): string {
  if (type === 'QUOTE_SINGLE' && !/[^ -~]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return type !== 'QUOTE_DOUBLE' && isPlain(value) ? value : JSON.stringify(value);
}

/** True for a text that every reader of YAML takes for text without quotes, also in a flow map. */
function isPlain(value: string): boolean {
  return /^[A-Za-z][-_.A-Za-z0-9]*$/.test(value) && stringify(value, { compat: 'yaml-1.1' }) === `${value}\n`;
}
