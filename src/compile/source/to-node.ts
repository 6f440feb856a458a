import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Alias,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { diagnostic, type Diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import type { SourceText, Span } from '../../diagnostics/span.ts';
import type { Entry, Node } from '../../model/node.ts';
import { MAX_ALIASED_VALUES } from './limits.ts';
import { checkScalar } from './scalar-rules.ts';

const CORE_TAGS = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((tag) => `tag:yaml.org,2002:${tag}`),
);

const TEXT_TAG = 'tag:yaml.org,2002:str';

/** The state of one conversion. Anchors map to their node and the number of values it stands for. */
interface Conversion {
  readonly source: SourceText;
  readonly found: Diagnostic[];
  readonly anchors: Map<string, { readonly node: Node; readonly size: number } | 'open'>;
  count: number;
  aliased: number;
}

/** Turns the parser's tree into positioned values and reports what YAML allows but intent may not hold. */
export function toNode(source: SourceText, contents: ParsedNode): Outcome<Node> {
  const run: Conversion = { source, found: [], anchors: new Map(), count: 0, aliased: 0 };
  const value = convert(run, contents);
  return { value, diagnostics: run.found };
}

function convert(run: Conversion, node: ParsedNode): Node {
  if (isAlias(node)) return convertAlias(run, node);
  const anchor = node.anchor;
  const before = run.count;
  if (anchor !== undefined) run.anchors.set(anchor, 'open');
  run.count++;
  checkTag(run, node);
  const value = isMap(node)
    ? convertMap(run, node)
    : isSeq(node)
      ? convertSeq(run, node)
      : convertScalar(run, node);
  if (anchor !== undefined) run.anchors.set(anchor, { node: value, size: run.count - before });
  return value;
}

function checkTag(run: Conversion, node: Exclude<ParsedNode, Alias.Parsed>): void {
  if (node.tag === undefined || CORE_TAGS.has(node.tag)) return;
  const tag = node.tag.replace('tag:yaml.org,2002:', '!!');
  run.found.push(
    diagnostic('YAML_TAG', `The tag ${tag} is not a plain data type. Remove it.`, spanOf(run, node)),
  );
}

function convertAlias(run: Conversion, alias: Alias.Parsed): Node {
  const span = spanOf(run, alias);
  const target = run.anchors.get(alias.source);
  const nothing: Node = { kind: 'scalar', value: null, plain: true, ...span };
  if (target === undefined) {
    run.found.push(diagnostic('YAML_SYNTAX', `There is no anchor &${alias.source} before this alias.`, span));
    return nothing;
  }
  if (target === 'open') {
    run.found.push(
      diagnostic(
        'YAML_ALIAS_LIMIT',
        `The alias *${alias.source} stands inside the value that it names.`,
        span,
      ),
    );
    return nothing;
  }
  run.aliased += target.size;
  run.count += target.size;
  if (run.aliased <= MAX_ALIASED_VALUES) return target.node;
  if (run.aliased - target.size <= MAX_ALIASED_VALUES) {
    run.found.push(
      diagnostic(
        'YAML_ALIAS_LIMIT',
        `The aliases of this file stand for more than ${String(MAX_ALIASED_VALUES)} values.`,
        span,
      ),
    );
  }
  return nothing;
}

function convertMap(run: Conversion, map: YAMLMap.Parsed): Node {
  const entries = new Map<string, Entry>();
  for (const pair of map.items) {
    if (!isPair(pair)) continue;
    const key = keyOf(run, pair);
    if (key === undefined) continue;
    const value = pair.value
      ? convert(run, pair.value)
      : ({
          kind: 'scalar',
          value: null,
          plain: true,
          source: run.source,
          start: key.span.end,
          end: key.span.end,
        } as const);
    const first = entries.get(key.text);
    if (first) {
      run.found.push(
        diagnostic(
          'YAML_DUPLICATE_KEY',
          `"${key.text}" is already a key of this map. Remove one of the two.`,
          key.span,
          {
            related: [{ message: 'first written here', span: first.key }],
          },
        ),
      );
    } else entries.set(key.text, { key: key.span, value });
  }
  return { kind: 'map', entries, ...collectionSpan(run, map, [...entries.values()].at(-1)?.value) };
}

/** The text of a key as it was written; undefined when the pair cannot be kept. */
function keyOf(
  run: Conversion,
  pair: Pair<ParsedNode, ParsedNode | null>,
): { text: string; span: Span } | undefined {
  const key = pair.key;
  const span = spanOf(run, key);
  if (!isScalar(key) || key.value === null) {
    run.found.push(diagnostic('YAML_KEY', 'A key has to be one line of text.', span));
    return undefined;
  }
  checkTag(run, key);
  const text = typeof key.value === 'string' ? key.value : key.source;
  if (key.anchor !== undefined)
    run.anchors.set(key.anchor, { node: { kind: 'scalar', value: text, plain: false, ...span }, size: 1 });
  if (text === '<<' && key.type === 'PLAIN') {
    run.found.push(
      diagnostic(
        'YAML_MERGE_KEY',
        'Share values between stacks with layers: put them into base/app.yaml.',
        span,
      ),
    );
    return undefined;
  }
  if (text === '__proto__') {
    run.found.push(
      diagnostic(
        'YAML_KEY_FORBIDDEN',
        '"__proto__" has a meaning of its own in JavaScript. Use another key.',
        span,
      ),
    );
    return undefined;
  }
  return { text, span };
}

function convertSeq(run: Conversion, seq: YAMLSeq.Parsed): Node {
  const items = seq.items.map((item) => convert(run, item));
  return { kind: 'seq', items, ...collectionSpan(run, seq, items.at(-1)) };
}

function convertScalar(run: Conversion, scalar: Scalar.Parsed): Node {
  const span = spanOf(run, scalar);
  const plain = scalar.type === 'PLAIN';
  if (plain && scalar.tag !== TEXT_TAG) run.found.push(...checkScalar(scalar.value, scalar.source, span));
  const value = scalar.value as string | number | boolean | null;
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
    run.found.push(diagnostic('YAML_SYNTAX', 'Half of a surrogate pair is no character.', span));
  }
  return { kind: 'scalar', value, plain, ...span };
}

function spanOf(run: Conversion, node: { range: readonly [number, number, number] }): Span {
  return { source: run.source, start: node.range[0], end: node.range[1] };
}

/** A block ends with its last value, without the blank lines and comments after it. */
function collectionSpan(
  run: Conversion,
  node: YAMLMap.Parsed | YAMLSeq.Parsed,
  last: Node | undefined,
): Span {
  const { source, start, end } = spanOf(run, node);
  return { source, start, end: node.flow === true || !last || last.end < start ? end : last.end };
}
