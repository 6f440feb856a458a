import { Composer, isCollection, isScalar, Lexer, Parser, visit, type Document, type YAMLError } from 'yaml';
import type { Code } from '../../diagnostics/codes.ts';
import { diagnostic, type Diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import { positionOf, type SourceText } from '../../diagnostics/span.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { MAX_DEPTH } from './limits.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { toNode } from './to-node.ts';

type ParsedDocument = Document.Parsed;

/**
 * Reads one YAML 1.2 document into positioned values. Whatever other readers or Kubernetes could
 * take differently is a diagnostic; a value comes back only when the text has no syntax error.
 * An empty file is an empty map.
 */
export function parseYaml(source: SourceText): Outcome<Node> {
  const plain = readPlainYaml(source);
  return plain ? { value: plain, diagnostics: [] } : parseAnyYaml(source);
}

/** The same for every text, plain or not; slower. */
export function parseAnyYaml(source: SourceText): Outcome<Node> {
  const guard: Guard = { directives: [] };
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    // !!omap and the like would build objects of their own; unknown, they are reported as tags
    resolveKnownTags: false,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const documents: ParsedDocument[] = [];
  for (const document of composer.compose(guardedTokens(source.text, guard), true, source.text.length)) {
    // a second one is refused, so a third need not be read
    if (documents.push(document) === 2) break;
  }
  if (guard.tooDeepAt !== undefined) {
    const at = { source, start: guard.tooDeepAt, end: guard.tooDeepAt + 1 };
    return {
      diagnostics: [
        diagnostic('YAML_TOO_DEEP', `Maps and lists may nest ${String(MAX_DEPTH)} levels deep at most.`, at),
      ],
    };
  }
  const [first, second] = documents;
  const found: Diagnostic[] = [
    ...guard.directives.map(({ start, end }) => {
      const detail = 'Files are always read as YAML 1.2. Remove the directive.';
      return diagnostic('YAML_DIRECTIVE', detail, { source, start, end });
    }),
    ...(second ? [secondDocument(source, second)] : []),
    ...(first ? syntaxErrors(source, first) : []),
  ];
  if (found.length > 0 || !first) return { diagnostics: found };
  if (!first.contents) return { value: emptyMap(source), diagnostics: [] };
  const { value, diagnostics } = toNode(source, first.contents);
  const isEmpty = value?.kind === 'scalar' && value.value === null;
  return { value: isEmpty ? emptyMap(source) : (value ?? emptyMap(source)), diagnostics };
}

interface Guard {
  tooDeepAt?: number;
  directives: { start: number; end: number }[];
}

const COLLECTIONS = new Set(['block-map', 'block-seq', 'flow-collection']);

/** The parser's tokens, cut off as soon as the nesting is too deep: no text can cost more than it is long. */
function* guardedTokens(text: string, guard: Guard) {
  const lexer = new Lexer();
  const parser = new Parser();
  for (const lexeme of lexer.lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'directive') {
        guard.directives.push({ start: token.offset, end: token.offset + token.source.length });
      }
      yield token;
    }
    // besides maps and lists the stack holds the document and the value being read
    const tooDeep =
      parser.stack.length > MAX_DEPTH
        ? parser.stack.filter(({ type }) => COLLECTIONS.has(type))[MAX_DEPTH]
        : undefined;
    if (tooDeep) {
      guard.tooDeepAt = tooDeep.offset;
      return;
    }
  }
  yield* parser.end();
}

function emptyMap(source: SourceText): MapNode {
  return { kind: 'map', source, start: 0, end: 0, entries: new Map() };
}

function secondDocument(source: SourceText, document: ParsedDocument): Diagnostic {
  const start = document.contents?.range[0] ?? document.range[0];
  return diagnostic(
    'YAML_MULTIPLE_DOCUMENTS',
    'The file holds more than one document. Keep one document a file.',
    { source, start, end: start },
  );
}

const SYNTAX: Readonly<Partial<Record<YAMLError['code'], Code>>> = {
  TAB_AS_INDENT: 'YAML_TAB',
  RESOURCE_EXHAUSTION: 'YAML_TOO_DEEP',
  BAD_DIRECTIVE: 'YAML_DIRECTIVE',
};

/** One slip often upsets the parser more than once: the first error of a line says it all. */
function syntaxErrors(source: SourceText, document: ParsedDocument): readonly Diagnostic[] {
  const byLine = new Map<number, Diagnostic>();
  for (const error of document.errors) {
    const [start] = error.pos;
    const { line } = positionOf(source, start);
    if (byLine.has(line)) continue;
    const opened = byLine.size === 0 ? openedAt(document, start) : undefined;
    const isEarlier = opened !== undefined && positionOf(source, opened).line < line;
    byLine.set(line, syntaxError(source, error, isEarlier ? opened : start));
  }
  return [...byLine.values()];
}

/** Where a quote or bracket was opened that is missed at an offset, often many lines later. */
function openedAt(document: ParsedDocument, offset: number): number | undefined {
  let found: number | undefined;
  visit(document, {
    Node: (_, node) => {
      const isOpen = isScalar(node)
        ? node.type?.startsWith('QUOTE') === true
        : isCollection(node) && node.flow === true;
      if (isOpen && node.range?.[1] === offset) found = node.range[0];
    },
  });
  return found;
}

function syntaxError(source: SourceText, error: YAMLError, start: number): Diagnostic {
  const end = error.pos[1];
  // the parser reports a tab before a key as a missing separator or a bad indentation
  const tab = /^[ ]*\t/.test(source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1));
  const code = SYNTAX[error.code] ?? (tab ? 'YAML_TAB' : 'YAML_SYNTAX');
  const detail = code === 'YAML_TAB' ? 'YAML indents with spaces only.' : `${error.message}.`;
  return diagnostic(code, detail, { source, start, end: Math.min(Math.max(end, start), source.text.length) });
}
