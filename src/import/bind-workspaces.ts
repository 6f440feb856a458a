import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText, Span } from '../diagnostics/span.ts';
import { byteOrder } from '../util/byte-order.ts';

/** A stack that needs a workspace. */
export interface UnboundStack {
  readonly project: string;
  readonly name: string;
  readonly nameSpan: Span;
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
 * names, the one called like the stack, the current one of the backend, or the only one. Without any
 * file it is an empty workspace. A file beside a stack is called like the wanted one or the stack, and
 * `<project>-<stack>` when two of that name differ.
 */
export function bindWorkspaces(stacks: readonly UnboundStack[], known: KnownWorkspaces): BoundWorkspaces {
  const names = new Map<UnboundStack, string>();
  const files = new Map(known.files);
  const found: Diagnostic[] = [];
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
  for (const stack of stacks) {
    if (stack.own) continue;
    const name = chosen(stack, known, files);
    if (name !== undefined) names.set(stack, name);
    else found.push(unbound(stack, known, files));
  }
  for (const name of names.values()) {
    if (!files.has(name)) files.set(name, { path: `workspaces/${name}.yaml`, text: '' });
  }
  return { names, files, diagnostics: found };
}

function chosen(
  stack: UnboundStack,
  { wanted, current }: KnownWorkspaces,
  files: ReadonlyMap<string, SourceText>,
): string | undefined {
  if (files.size === 0) return wanted ?? DEFAULT;
  if (wanted !== undefined) return files.has(wanted) || wanted === DEFAULT ? wanted : undefined;
  const only = files.size === 1 ? [...files.keys()][0] : undefined;
  return [stack.declared, stack.name, current, only].find((name) => name !== undefined && files.has(name));
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
