import type { Commit, ObjectId, Signature } from '../model/git.ts';
import { byteOrder } from '../util/byte-order.ts';
import { sha256Hex } from '../util/sha256.ts';
import { oneLine } from './clean-text.ts';
import { commitContent } from './commit-content.ts';
import { isObjectId } from '../model/object-id.ts';
import { formatTrailers, lastBlock } from './trailers.ts';

/** A file or folder of the source that units of a project read although it lies outside of the project's folder. */
export interface SharedInput {
  readonly project: string;
  readonly path: string;
}

/** What `refs/moorline/progress/<branch>` is to say. */
export interface ProgressRecord {
  /** Source commit whose render the branch shows. */
  readonly source: Pick<Commit, 'id' | 'committer'>;
  /** Tip of the branch. */
  readonly rendered: ObjectId;
  /** Id of the tree without entries in the repository's object format. */
  readonly emptyTree: ObjectId;
  readonly branch: string;
  /** Number of units on the branch. */
  readonly units: number;
  /** Every branch that the source commit is pushed to and that holds a unit. */
  readonly branches: readonly string[];
  /** Undefined when not all of them are known. */
  readonly sharedInputs: readonly SharedInput[] | undefined;
}

/** What a record says. */
export interface RecordFacts {
  readonly source: ObjectId;
  readonly rendered: ObjectId;
  /** Undefined when the record does not say them; they only save work. */
  readonly layout: RecordLayout | undefined;
}

/** What a record knows of the whole source, so that a later run need not read what did not change. */
export interface RecordLayout {
  readonly units: number;
  /** `branchDigest` of all branches that hold a unit. */
  readonly branches: string;
  /** Undefined when they are not known, so that any file may be one. */
  readonly sharedInputs: readonly SharedInput[] | undefined;
}

/** Stands for a set of branches: sha256 in hex over their names in byte order, each with a line feed. */
export function branchDigest(branches: readonly string[]): string {
  return sha256Hex(
    [...new Set(branches)]
      .sort(byteOrder)
      .map((name) => `${name}\n`)
      .join(''),
  );
}

const MOST_INPUTS = 1000;
/** Far above what 1,000 paths need. */
const LONGEST_MESSAGE = 0x1000000;
const ANY = 'Shared-Input: *';
const LINE = /^Shared-Input: ([^ ]+) (.+)$/su;
// eslint-disable-next-line no-control-regex -- a line cannot hold control characters
const UNWRITABLE = /[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}/u;

/**
 * The text of the record's commit object: no parent, an empty tree, and fixed names and dates, so that it
 * depends on what it says alone. `parseRecord` reads its message.
 */
export function recordContent(record: ProgressRecord): string {
  const { source, rendered, emptyTree, branch } = record;
  const identity: Signature = {
    name: 'Moorline',
    email: 'noreply@moorline.dev',
    seconds: source.committer.seconds,
    offset: '+0000',
  };
  const paragraphs = [
    `Progress of ${oneLine(branch)}`,
    layoutLines(record).join('\n'),
    formatTrailers([
      ['Source-Commit', source.id],
      ['Rendered-Commit', rendered],
    ]),
  ];
  const message = paragraphs.filter((text) => text !== '').join('\n\n');
  return commitContent({ tree: emptyTree, parents: [], author: identity, committer: identity, message });
}

/**
 * Reads the message of a record.
 * @returns undefined when it names no source and rendered commit, each exactly once; never throws
 */
export function parseRecord(message: string): RecordFacts | undefined {
  const block = lastBlock(message);
  const [source = '', ...otherSources] = block.get('Source-Commit') ?? [];
  const [rendered = '', ...otherTips] = block.get('Rendered-Commit') ?? [];
  if (otherSources.length > 0 || otherTips.length > 0) return undefined;
  if (!isObjectId(source) || !isObjectId(rendered)) return undefined;
  return { source, rendered, layout: readLayout(message) };
}

function layoutLines({ units, branches, sharedInputs }: ProgressRecord): readonly string[] {
  return [`Units: ${String(units)}`, `Branches: ${branchDigest(branches)}`, ...inputLines(sharedInputs)];
}

function inputLines(inputs: readonly SharedInput[] | undefined): readonly string[] {
  if (!inputs?.every(isWritable)) return [ANY];
  const lines = [...new Set(inputs.map(({ project, path }) => `Shared-Input: ${project} ${path}`))];
  return lines.length > MOST_INPUTS ? [ANY] : lines.sort(byteOrder);
}

/** The root of the source has no path to write, and a project with a blank would end early. */
function isWritable({ project, path }: SharedInput): boolean {
  return project !== '' && !project.includes(' ') && path !== '' && !UNWRITABLE.test(project + path);
}

function readLayout(message: string): RecordLayout | undefined {
  if (message.length > LONGEST_MESSAGE) return undefined;
  const paragraphs = message.split('\n\n');
  if (paragraphs.length !== 3) return undefined;
  const [first = '', second = '', ...lines] = paragraphs[1]?.split('\n') ?? [];
  const units = /^Units: (0|[1-9][0-9]{0,8})$/.exec(first)?.[1];
  const branches = /^Branches: ([0-9a-f]{64})$/.exec(second)?.[1];
  if (units === undefined || branches === undefined) return undefined;
  return { units: Number(units), branches, sharedInputs: readInputs(lines) };
}

function readInputs(lines: readonly string[]): readonly SharedInput[] | undefined {
  if (lines.length > MOST_INPUTS) return undefined;
  const inputs = lines.flatMap((line) => {
    const [, project, path] = LINE.exec(line) ?? [];
    return project === undefined || path === undefined ? [] : [{ project, path }];
  });
  return inputs.length === lines.length && inputs.every(isWritable) ? inputs : undefined;
}
