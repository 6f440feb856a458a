import { parseRegex, type RegexNode } from './regex-syntax.ts';

/** A compiled expression, or what is wrong with it. */
export type CompiledRegex =
  | { readonly test: (text: string) => boolean; readonly problem?: undefined }
  | { readonly test?: undefined; readonly problem: string };

/** One instruction of the matcher; `next` and `other` are places in the program. */
type Instruction =
  | { readonly op: 'match' }
  | { readonly op: 'char'; readonly fits: (char: string) => boolean; readonly next: number }
  | { readonly op: 'start' | 'end'; readonly next: number }
  | { readonly op: 'split'; readonly next: number; readonly other: number };

/** Most instructions of a program; the time for a text is at most its length times this. */
const MOST = 2000;

/**
 * Compiles a regular expression in the part of RE2's syntax that rules use. Matching goes through all
 * possibilities at once (Thompson's construction), so no expression and no text can make it slow: it takes at
 * most the length of the text times a constant. Not anchored unless the expression says so.
 */
export function compileRegex(pattern: string): CompiledRegex {
  const parsed = parseRegex(pattern);
  if (parsed.problem !== undefined) return { problem: parsed.problem };
  const program = new Program();
  const start = emit(parsed.node, 0, program);
  if (start === undefined) return { problem: 'it is too large' };
  return { test: (text) => run(program.instructions, start, text) };
}

/** The instructions so far. Work is counted too, because a repeated nothing adds no instruction. */
class Program {
  readonly instructions: Instruction[] = [{ op: 'match' }];
  #work = 0;

  push(instruction: Instruction): number {
    return this.instructions.push(instruction) - 1;
  }

  /** False when it has grown too large. */
  goOn(): boolean {
    return ++this.#work <= MOST;
  }
}

/** Adds the instructions of a node that go on at `next`; undefined when the program grows too large. */
function emit(node: RegexNode, next: number, program: Program): number | undefined {
  if (!program.goOn()) return undefined;
  switch (node.type) {
    case 'char':
      return program.push({ op: 'char', fits: node.fits, next });
    case 'start':
    case 'end':
      return program.push({ op: node.type, next });
    case 'sequence':
      return node.parts.reduceRight<number | undefined>(
        (after, part) => (after === undefined ? undefined : emit(part, after, program)),
        next,
      );
    case 'choice':
      return emitChoice(node.options, next, program);
    case 'repeat':
      return emitRepeat(node, next, program);
  }
}

function emitChoice(options: readonly RegexNode[], next: number, program: Program): number | undefined {
  let start: number | undefined;
  for (const option of options) {
    const at = emit(option, next, program);
    if (at === undefined) return undefined;
    start = start === undefined ? at : program.push({ op: 'split', next: at, other: start });
  }
  return start;
}

function emitRepeat(
  { node, least, most }: Extract<RegexNode, { type: 'repeat' }>,
  next: number,
  program: Program,
): number | undefined {
  let at = next;
  if (most === undefined) {
    const loop = program.push({ op: 'split', next, other: next });
    const body = emit(node, loop, program);
    if (body === undefined) return undefined;
    program.instructions[loop] = { op: 'split', next: body, other: next };
    at = loop;
  }
  for (let i = most ?? least; i > 0; i--) {
    const body = emit(node, at, program);
    if (body === undefined) return undefined;
    at = i > least ? program.push({ op: 'split', next: body, other: next }) : body;
  }
  return at;
}

function run(program: readonly Instruction[], start: number, text: string): boolean {
  let current: number[] = [];
  const chars = Array.from(text);
  for (let at = 0; at <= chars.length; at++) {
    const edge = { isStart: at === 0, isEnd: at === chars.length };
    // an unanchored match may begin at every character
    const open = follow(program, [...current, start], edge);
    if (open.isMatch) return true;
    const char = chars[at];
    if (char === undefined) return false;
    current = open.states.flatMap((state) => {
      const each = program[state];
      return each?.op === 'char' && each.fits(char) ? [each.next] : [];
    });
  }
  return false;
}

/** All states that are reached without reading a character; each once. */
function follow(
  program: readonly Instruction[],
  from: readonly number[],
  edge: { readonly isStart: boolean; readonly isEnd: boolean },
): { readonly states: readonly number[]; readonly isMatch: boolean } {
  const seen = new Set<number>();
  const pending = [...from];
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const each = program[state];
    if (each?.op === 'match') return { states: [], isMatch: true };
    if (each?.op === 'split') pending.push(each.next, each.other);
    if (each?.op === 'start' && edge.isStart) pending.push(each.next);
    if (each?.op === 'end' && edge.isEnd) pending.push(each.next);
  }
  return { states: [...seen], isMatch: false };
}
