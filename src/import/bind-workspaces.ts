import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText, Span } from '../diagnostics/span.ts';
import { byteOrder } from '../util/byte-order.ts';

/** A stack that needs a workspace. */
export interface UnboundStack {
  readonly project: string;
  readonly name: string;
  readonly nameSpan: Span;
  /** The only stack of its project, with those that cannot be read. */
  readonly isAlone: boolean;
  /** What its stack.yaml names; Kusion does not read it. */
  readonly declared: string | undefined;
  /** The `workspace.yaml` beside it. */
  readonly own: SourceText | undefined;
}

/** What is known of workspaces besides the stacks. */
export interface KnownWorkspaces {
  /** Files of a backend, by name. */
  readonly files: ReadonlyMap<string, SourceText>;
  /** The workspace that a backend calls its current one. */
  readonly current: string | undefined;
  /** What the user asks for. */
  readonly wanted: string | undefined;
}

/** The workspace of each stack, and the text of each workspace. */
export interface BoundWorkspaces {
  readonly names: ReadonlyMap<UnboundStack, string>;
  readonly files: ReadonlyMap<string, SourceText>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Kusion makes this one by itself, and it is empty. */
const DEFAULT = 'default';

/**
 * Gives each stack its workspace: the file beside it; else the wanted one, the one its stack.yaml
 * names, the one called like the stack, or the current one of the backend. The only one there is goes, with a
 * warning, to the only stack of a project; among several stacks nobody knows whose it is. Without any
 * file it is an empty workspace. A file beside a stack is called like the wanted one or the stack, and
 * `<project>-<stack>` when two of that name differ.
 */
export function bindWorkspaces(stacks: readonly UnboundStack[], known: KnownWorkspaces): BoundWorkspaces {
  const names = new Map<UnboundStack, string>();
  const files = new Map(known.files);
  const found: Diagnostic[] = [];
  bindOwn(stacks, known, { names, files });
  for (const stack of stacks) {
    if (stack.own) continue;
    const name = chosen(stack, known, files);
    const last = name ?? onlyFor(stack, known, files);
    if (last === undefined) found.push(unbound(stack, known, files));
    else names.set(stack, last);
    if (name === undefined && last !== undefined) found.push(guessed(stack, last));
  }
  for (const name of names.values()) {
    if (!files.has(name)) files.set(name, { path: `workspaces/${name}.yaml`, text: '' });
  }
  return { names, files, diagnostics: found };
}

/** Binds each stack with a file beside it, and adds the file. */
function bindOwn(
  stacks: readonly UnboundStack[],
  known: KnownWorkspaces,
  { names, files }: { names: Map<UnboundStack, string>; files: Map<string, SourceText> },
): void {
  const plainName = ({ name }: UnboundStack) => known.wanted ?? name;
  const texts = new Map<string, Set<string>>(
    [...known.files].map(([name, { text }]) => [name, new Set([text])]),
  );
  for (const stack of stacks) {
    if (!stack.own) continue;
    texts.set(plainName(stack), (texts.get(plainName(stack)) ?? new Set()).add(stack.own.text));
  }
  for (const stack of stacks) {
    if (!stack.own) continue;
    const isAlone = (texts.get(plainName(stack))?.size ?? 0) < 2;
    const name = isAlone ? plainName(stack) : `${stack.project}-${stack.name}`;
    names.set(stack, name);
    if (!files.has(name)) files.set(name, stack.own);
  }
}

function chosen(
  stack: UnboundStack,
  { wanted, current }: KnownWorkspaces,
  files: ReadonlyMap<string, SourceText>,
): string | undefined {
  if (files.size === 0) return wanted ?? DEFAULT;
  if (wanted !== undefined) return files.has(wanted) || wanted === DEFAULT ? wanted : undefined;
  return [stack.declared, stack.name, current].find((name) => name !== undefined && files.has(name));
}

/** The only workspace, for a stack without another beside it that it could belong to. */
function onlyFor(
  { isAlone }: UnboundStack,
  { wanted }: KnownWorkspaces,
  files: ReadonlyMap<string, SourceText>,
): string | undefined {
  return isAlone && wanted === undefined && files.size === 1 ? [...files.keys()][0] : undefined;
}

function guessed({ project, name, nameSpan }: UnboundStack, workspace: string): Diagnostic {
  const detail = `Nothing says which workspace ${project}/${name} is for. It gets "${workspace}", the only one there is. Name another with --workspace.`;
  return diagnostic('WORKSPACE_GUESSED', detail, nameSpan);
}

function unbound(
  stack: UnboundStack,
  { wanted }: KnownWorkspaces,
  files: ReadonlyMap<string, SourceText>,
): Diagnostic {
  const there = `There are: ${[...files.keys()].toSorted(byteOrder).join(', ')}.`;
  const detail =
    wanted === undefined
      ? `Nothing says which workspace ${stack.project}/${stack.name} is for. Name one with --workspace. ${there}`
      : `There is no file of a workspace "${wanted}". ${there}`;
  return diagnostic('WORKSPACE_MISSING', detail, stack.nameSpan);
}
