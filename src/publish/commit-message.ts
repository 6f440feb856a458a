import type { Commit, ObjectId } from '../model/git.ts';
import { byteOrder } from '../util/byte-order.ts';
import { capBytes, capCharacters, oneLine } from './clean-text.ts';
import { isObjectId } from '../model/object-id.ts';
import { personText } from './person.ts';
import { referenceTrailers } from './references.ts';
import { RULES } from './rules.ts';
import { joinBody, LONGEST_SOURCE_TEXT, splitMessage } from './source-message.ts';
import { formatTrailers, lastBlock } from './trailers.ts';

/** A foreign file that `--adopt` did away with. */
export interface AdoptedPath {
  readonly action: 'removed' | 'overwrote';
  readonly path: string;
}

/** How many units a commit changes, and how many resources in them. */
export interface ChangeCount {
  readonly units: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** What the message of a rendered commit tells. */
export interface RenderedFacts {
  readonly source: Commit;
  /** From `provenanceUrl`; undefined when the source has no address. */
  readonly repoURL: string | undefined;
  /** Source commit that the branch showed before; undefined on the first publish. */
  readonly previous: ObjectId | undefined;
  /** Source commit that the branch is moved back from; undefined unless it is a rewind. */
  readonly rewoundFrom: ObjectId | undefined;
  /** All workspaces of the branch. */
  readonly workspaces: readonly string[];
  readonly changes: ChangeCount;
  readonly adopted: readonly AdoptedPath[];
  /** Tree of the rendered commit. */
  readonly tree: ObjectId;
  /** Version of Moorline. */
  readonly version: string;
}

/** What a rendered commit says of itself. */
export interface RenderedMark {
  readonly source: ObjectId;
  readonly tree: ObjectId;
  readonly rules: number;
  readonly workspaces: readonly string[];
  readonly previous?: ObjectId;
}

const LONGEST_SUBJECT = 72;

/** Lines that Git or Moorline could take for a trailer of ours. */
const LIKE_OURS =
  /^(?:source-(?:repo|commit|range)|rendered-[-a-z0-9]+|rewound-from|shared-input|co-authored-by|argocd-reference-commit-[-a-z0-9]+)[ \t]*:/i;

/** `git interpret-trailers` takes the message to end at such a line. */
const END_OF_MESSAGE = /^(?:---|# -+ >8)/;

const ESCAPED =
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is escaped
  /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

const RULES_NUMBER = /^[1-9][0-9]{0,8}$/;

/**
 * The message of a rendered commit. Its last block holds our trailers and nothing that the source commit could
 * forge: source text stands above, cleaned and capped, with lines that look like ours indented.
 * It never holds NUL. `parseRendered` reads the facts back.
 */
export function renderedMessage(facts: RenderedFacts): string {
  const { subject, body } = splitMessage(facts.source.message);
  const title = capCharacters(subject === '' ? '(no subject)' : subject, LONGEST_SUBJECT);
  const paragraphs = [
    `${facts.source.id.slice(0, 7)}: ${title}`,
    summary(facts),
    capBytes(joinBody(body), LONGEST_SOURCE_TEXT).split('\n').map(indented).join('\n'),
    adoptNotes(facts.adopted),
    formatTrailers(trailersOf(facts)),
  ];
  return paragraphs.filter((text) => text !== '').join('\n\n');
}

/**
 * Reads the block that `renderedMessage` writes. It says what the commit claims; whether that is true shows
 * when the tree is compared.
 * @returns undefined when the last block is not ours; never throws
 */
export function parseRendered(message: string): RenderedMark | undefined {
  const block = lastBlock(message);
  const source = onlyValue(block.get('Source-Commit'));
  const tree = onlyValue(block.get('Rendered-Tree'));
  const rules = onlyValue(block.get('Rendered-Rules'));
  if (!isObjectId(source) || !isObjectId(tree) || !RULES_NUMBER.test(rules)) return undefined;
  const mark = { source, tree, rules: Number(rules), workspaces: block.get('Rendered-Workspace') ?? [] };
  const range = block.get('Source-Range');
  if (range === undefined) return mark;
  const [previous = '', end, ...more] = onlyValue(range).split('..');
  return isObjectId(previous) && end === source && more.length === 0 ? { ...mark, previous } : undefined;
}

/** Empty text unless there is exactly one. */
function onlyValue(values: readonly string[] = []): string {
  return values.length === 1 ? (values[0] ?? '') : '';
}

function summary({ workspaces, changes, previous, rewoundFrom, adopted }: RenderedFacts): string {
  const { units, added, changed, removed } = changes;
  const names = sorted(workspaces).map(oneLine).join(', ');
  const kind = [
    rewoundFrom === undefined ? '' : `rewound from ${rewoundFrom.slice(0, 7)}, `,
    adopted.length > 0 ? 'branch adopted, ' : '',
    previous === undefined && adopted.length === 0 ? 'first render, ' : '',
  ].join('');
  const count = `${units} ${units === 1 ? 'unit' : 'units'} changed`;
  return `${names === '' ? '' : `${names}: `}${kind}${count} · +${added} ~${changed} -${removed} resources`;
}

function indented(line: string): string {
  return LIKE_OURS.test(line) || END_OF_MESSAGE.test(line) ? `  ${line}` : line;
}

function adoptNotes(adopted: readonly AdoptedPath[]): string {
  return [...adopted]
    .sort((a, b) => byteOrder(a.path, b.path) || byteOrder(a.action, b.action))
    .map(({ action, path }) => `adopted: ${action} ${path.replace(ESCAPED, escaped)}`)
    .join('\n');
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

function trailersOf(facts: RenderedFacts): readonly (readonly [string, string])[] {
  const { source, previous } = facts;
  return [
    ['Source-Repo', facts.repoURL ?? ''],
    ['Source-Commit', source.id],
    ['Source-Range', previous === undefined ? '' : `${previous}..${source.id}`],
    ...sorted(facts.workspaces).map((name) => ['Rendered-Workspace', name] as const),
    ['Rendered-Tree', facts.tree],
    ['Rendered-Rules', String(RULES)],
    ['Rewound-From', facts.rewoundFrom ?? ''],
    ['Rendered-By', `moorline@${facts.version}`],
    ...referenceTrailers(source.message),
    ['Co-authored-by', personText(source.author)],
  ];
}

function sorted(names: readonly string[]): readonly string[] {
  return [...names].sort(byteOrder);
}
