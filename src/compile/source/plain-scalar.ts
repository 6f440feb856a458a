import type { SourceText } from '../../diagnostics/span.ts';
import type { Node, ScalarNode } from '../../model/node.ts';

const INTEGER = /^-?(?:0|[1-9][0-9]{0,14})$/;
const DECIMAL = /^-?(?:0|[1-9][0-9]{0,9})\.[0-9]{1,6}$/;
/** Whatever some reader of YAML could take for a number. */
const NUMERIC = /^[-+.0-9][-+.0-9_a-fA-FxXoO:]*$/;
const WORD = /^(?:true|false|null|~|yes|no|on|off|y|n|\.nan|[-+]?\.inf)$/i;
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const PLAIN = /[A-Za-z0-9_/$.(+-][^\n]*/y;
const FLOW_PLAIN = /[A-Za-z0-9_/$.-][-A-Za-z0-9_/$.=@+]*/y;
const DOUBLE = /"([^"\\\n]*)"/y;
const SINGLE = /'([^'\n]*)'/y;

/**
 * Reads a scalar of a block at `start`, up to the end of its line or a comment.
 * @returns undefined for whatever is not plainly one line of text, a number, a boolean or null
 */
export function blockScalar(source: SourceText, start: number, lineEnd: number): ScalarNode | undefined {
  const quoted = quotedScalar(source, start);
  if (quoted) return isRest(source.text, quoted.end, lineEnd) ? quoted : undefined;
  PLAIN.lastIndex = start;
  const found = PLAIN.exec(source.text)?.[0];
  if (found === undefined) return undefined;
  const comment = found.indexOf(' #');
  const written = (comment < 0 ? found : found.slice(0, comment)).trimEnd();
  if (written.startsWith('- ') || written === '-' || written.includes(': ') || written.endsWith(':'))
    return undefined;
  return scalarNode(source, start, written);
}

/** True if only blanks and a comment follow on the line. */
function isRest(text: string, at: number, lineEnd: number): boolean {
  let i = at;
  while (i < lineEnd && text[i] === ' ') i++;
  return i === lineEnd || (i > at && text[i] === '#');
}

function quotedScalar(source: SourceText, start: number): ScalarNode | undefined {
  const pattern = source.text[start] === '"' ? DOUBLE : SINGLE;
  pattern.lastIndex = start;
  const found = pattern.exec(source.text);
  if (!found) return undefined;
  return { kind: 'scalar', value: found[1] ?? '', plain: false, source, start, end: start + found[0].length };
}

function scalarNode(source: SourceText, start: number, written: string): ScalarNode | undefined {
  const value = valueOf(written);
  return value === undefined
    ? undefined
    : { kind: 'scalar', value, plain: true, source, start, end: start + written.length };
}

function valueOf(written: string): string | number | boolean | null | undefined {
  if (NUMERIC.test(written))
    return INTEGER.test(written) || DECIMAL.test(written) ? Number(written) : undefined;
  if (WORD.test(written)) return CONSTANTS.get(written);
  return written;
}

/** Reads a list or map of scalars that stands on one line; undefined for anything more. */
export function flowCollection(source: SourceText, start: number, lineEnd: number): Node | undefined {
  const open = source.text[start];
  const close = open === '[' ? ']' : '}';
  const items: Node[] = [];
  const entries = new Map<string, { key: ScalarNode; value: Node }>();
  let at = skipBlanks(source.text, start + 1);
  while (source.text[at] !== close) {
    const first = flowScalar(source, at);
    if (!first) return undefined;
    at = skipBlanks(source.text, first.end);
    if (open === '[') items.push(first);
    else {
      if (source.text[at] !== ':' || source.text[at + 1] !== ' ' || typeof first.value !== 'string')
        return undefined;
      const value = flowScalar(source, skipBlanks(source.text, at + 1));
      if (!value || entries.has(first.value) || first.value === '__proto__') return undefined;
      entries.set(first.value, { key: first, value });
      at = skipBlanks(source.text, value.end);
    }
    if (source.text[at] === ',') at = skipBlanks(source.text, at + 1);
    else if (source.text[at] !== close) return undefined;
  }
  const end = at + 1;
  if (!isRest(source.text, end, lineEnd)) return undefined;
  return open === '['
    ? { kind: 'seq', items, source, start, end }
    : { kind: 'map', entries: located(entries), source, start, end };
}

function located(entries: ReadonlyMap<string, { key: ScalarNode; value: Node }>) {
  return new Map(
    [...entries].map(([text, { key, value }]) => [
      text,
      { key: { source: key.source, start: key.start, end: key.end }, value },
    ]),
  );
}

function flowScalar(source: SourceText, start: number): ScalarNode | undefined {
  const quoted = quotedScalar(source, start);
  if (quoted) return quoted;
  FLOW_PLAIN.lastIndex = start;
  const written = FLOW_PLAIN.exec(source.text)?.[0];
  return written === undefined || written === '-' ? undefined : scalarNode(source, start, written);
}

function skipBlanks(text: string, at: number): number {
  let i = at;
  while (text[i] === ' ') i++;
  return i;
}
