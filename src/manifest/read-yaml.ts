import { Composer, Lexer, Parser, type CST, type Document, type ParsedNode, type YAMLError } from 'yaml';
import { MESSAGES, type ReadLimits, type Report, type TextRange } from './problem.ts';

/**
 * Composes the documents of a YAML text. Scalars stay text, to be resolved by the rules of Kubernetes.
 * The depth is watched while tokens come in, so a hostile text costs no more than its first levels.
 * Reading stops at a directive and at the first level that is too deep.
 */
export function* composeDocuments(
  text: string,
  limits: ReadLimits,
  report: Report,
): Generator<Document.Parsed> {
  const parser = new Parser();
  const composer = new Composer({
    schema: 'failsafe',
    resolveKnownTags: false,
    // Keys are compared once they are text; the package would compare each with each.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'directive') {
        report('directive', DIRECTIVE, { start: token.offset, end: token.offset + token.source.length });
        return yield* composer.end();
      }
      yield* composer.next(token);
    }
    const deep = tooDeep(parser.stack, limits.depth);
    if (deep) {
      report('too-deep', MESSAGES.tooDeep(limits.depth), { start: deep.offset, end: deep.offset + 1 });
      return yield* composer.end();
    }
  }
  for (const token of parser.end()) yield* composer.next(token);
  yield* composer.end();
}

const DIRECTIVE =
  'Directives such as %YAML and %TAG have no place in a Kubernetes manifest, and readers treat them differently. Remove the line.';

/** The map or list that is one level too deep. The stack holds the document, what is open in it, and at most one scalar. */
function tooDeep(stack: readonly CST.Token[], limit: number): CST.Token | undefined {
  const token = stack[limit + 1];
  return token !== undefined && CONTAINERS.has(token.type) ? token : undefined;
}

const CONTAINERS: ReadonlySet<string> = new Set(['block-map', 'block-seq', 'flow-collection']);

/** Reports what the package found wrong with the form of a document; false when that is nothing. */
export function reportErrors(document: Document.Parsed, report: Report): boolean {
  const aliases = document.warnings.filter((warning) => warning.code === 'BAD_ALIAS');
  const errors = [...document.errors, ...aliases];
  for (const error of errors) {
    const [start, end] = error.pos;
    report(error.code === 'TAB_AS_INDENT' ? 'tab' : 'syntax', sentence(error), { start, end });
  }
  return errors.length > 0;
}

function sentence({ message }: YAMLError): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/**
 * Finds the tag of a node. The package keeps no place of a tag, but warns about each one that the
 * schema does not know; the last of these before the node is its own. Ask in the order of the text.
 */
export function tagFinder(document: Document.Parsed): (node: ParsedNode) => TextRange {
  const tags = document.warnings.filter((warning) => warning.code === 'TAG_RESOLVE_FAILED');
  let next = 0;
  return (node) => {
    while ((tags[next]?.pos[1] ?? Infinity) <= node.range[0]) next++;
    const [start, end] = tags[next - 1]?.pos ?? node.range;
    return { start, end };
  };
}
