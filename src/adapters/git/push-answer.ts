import type { ObjectId } from '../../model/git.ts';
import type { GitAnswer } from './git.ts';
import { remoteText } from './remote-error.ts';

/** One ref to move; `from` undefined means that it must not exist. */
export interface RefUpdate {
  /** Full name. */
  readonly ref: string;
  readonly from: ObjectId | undefined;
  readonly to: ObjectId;
}

/** What became of a push. With `--atomic` either every ref moved or none. */
export type PushAnswer =
  /** `moved` lists the refs that have a new value now; the others had it already. */
  | { readonly kind: 'done'; readonly moved: ReadonlySet<string> }
  /** Somebody else was faster: look again and plan anew. */
  | { readonly kind: 'raced'; readonly text: string }
  /** A lock file of the server is in the way: a push under way, or one that died. */
  | { readonly kind: 'locked'; readonly text: string }
  /** The remote said no, and will say no again. */
  | { readonly kind: 'refused'; readonly text: string }
  /** The remote cannot move several refs at once; nothing was sent. */
  | { readonly kind: 'not-atomic'; readonly text: string }
  /** Nothing is known: the connection was lost on the way. */
  | { readonly kind: 'unknown'; readonly text: string };

/** Texts by which hosts refuse for good; a lost race never uses them. */
const REFUSED =
  /hook declined|protected branch|denied|deny|unpacker error|unpack failed|missing necessary objects|funny refname|shallow update not allowed|not permitted|prohibited|forbidden|quota|refusing to|n\/a \(unpacker/i;
const LOCKED = /\.lock': File exists/;
const RACED =
  /stale info|fetch first|non-fast-forward|cannot lock ref|incorrect old value|reference already exists|failed to update ref|is at [0-9a-f]{40,64} but expected|needs force/i;

/** Said of every ref when one of them failed; which and why stands beside. */
const ALL_FAILED = /atomic (?:transaction|push) failed/i;

/** Reads the answer of `push --porcelain` (git-push, section Output). */
export function readPush(answer: GitAnswer, updates: readonly RefUpdate[]): PushAnswer {
  const rows = answer.stdout
    .toString()
    .split('\n')
    .flatMap((line) => {
      const match = /^([ +\-*!=])\t[^\t]*:([^\t]*)\t(.*)$/.exec(line);
      return match ? [{ flag: match[1] ?? '', ref: match[2] ?? '', summary: match[3] ?? '' }] : [];
    });
  const text = remoteText(answer.stderr);
  const byRef = new Map(rows.map((row) => [row.ref, row]));
  if (answer.status === 0 && updates.every(({ ref }) => byRef.has(ref))) {
    const moved = rows.filter(({ flag }) => flag !== '=').map(({ ref }) => ref);
    return { kind: 'done', moved: new Set(moved) };
  }
  if (/does not support --atomic/.test(answer.stderr)) return { kind: 'not-atomic', text };
  const reasons = rows.filter(({ flag }) => flag === '!').map(({ summary }) => summary);
  const said = [...reasons, text].join('\n').trim();
  if (LOCKED.test(answer.stderr)) return { kind: 'locked', text: said };
  if (reasons.length === 0) return { kind: 'unknown', text };
  // a branch that stands where a folder of branches has to be, or the other way round
  if (/exists; cannot create/.test(answer.stderr)) return { kind: 'refused', text: said };
  if (reasons.some((reason) => RACED.test(reason) || (ALL_FAILED.test(reason) && RACED.test(text))))
    return { kind: 'raced', text: said };
  if (reasons.some((reason) => REFUSED.test(reason))) return { kind: 'refused', text: said };
  // a server that found a ref moved gives "atomic transaction failed" as the reason, and the cause beside it
  if (RACED.test(text)) return { kind: 'raced', text: said };
  return /hung up|early EOF|unexpected disconnect|broken pipe|connection/i.test(answer.stderr)
    ? { kind: 'unknown', text }
    : { kind: 'refused', text: said };
}
