import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { ModuleProblem } from '../../model/module.ts';
import { entryAt, nearestNode, nodeAt, type Node, type Path } from '../../model/node.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { ModuleCall, ResolvedApp } from '../../model/resolved.ts';
import type { Unit } from '../../model/unit.ts';

/** Where a pointer of a module call leads to. */
export interface PointerScope {
  readonly unit: Unit;
  /** Undefined for an accessory that apps share. */
  readonly app: ResolvedApp | undefined;
  readonly call: ModuleCall;
}

/** The node a pointer names; undefined when the value came from a default or is a name of the unit. */
export function pointerNode(pointer: Pointer, scope: PointerScope): Node | undefined {
  const root = rootOf(pointer, scope);
  return root ? nodeAt(root, pointer.path) : undefined;
}

/** The place a pointer names, or the nearest existing one above it. */
export function pointerSpan(pointer: Pointer | Span, scope: PointerScope): Span {
  if (!('root' in pointer)) return pointer;
  if (pointer.root === 'unit') return unitSpan(String(pointer.path[0]), scope);
  const root = rootOf(pointer, scope);
  if (!root) return scope.unit.stack.nameSpan;
  const nearest = nearestNode(root, pointer.path);
  if (nearest.path.length === pointer.path.length) return shortSpan(root, pointer.path, nearest.node);
  if (nearest.path.length > 0) return entryAt(root, nearest.path)?.key ?? nearest.node;
  // the whole call lacks it: point at its key in app.yaml, also for a platform value that nobody gave
  return scope.call.keySpan;
}

/** Turns a module's problem into a diagnostic at the places it points to. */
export function moduleDiagnostic(problem: ModuleProblem, scope: PointerScope): Diagnostic {
  return diagnostic(problem.code, problem.detail, pointerSpan(problem.at, scope), {
    related: (problem.related ?? []).map(({ message, at }) => ({ message, span: pointerSpan(at, scope) })),
  });
}

/** A block is named by its key: a frame around a whole map says nothing. */
function shortSpan(root: Node, path: Path, node: Node): Span {
  if (node.kind === 'scalar') return node;
  return entryAt(root, path)?.key ?? node;
}

function rootOf(pointer: Pointer, { app, call }: PointerScope): Node | undefined {
  switch (pointer.root) {
    case 'input':
      return call.inputNode;
    case 'platform':
      return call.platformNode;
    case 'workload':
      return app?.workload?.inputNode;
    case 'unit':
      return undefined;
  }
}

function unitSpan(name: string, { unit, app, call }: PointerScope): Span {
  switch (name) {
    case 'project':
      return unit.project.nameSpan;
    case 'stack':
      return unit.stack.nameSpan;
    case 'namespace':
      return unit.namespace;
    default:
      return (app && appKey(unit, app.name)) ?? call.keySpan;
  }
}

/** The key of an app, where the highest layer that has it writes it. */
function appKey(unit: Unit, app: string): Span | undefined {
  return unit.stack.layers
    .toReversed()
    .map(({ apps }) => apps.entries.get(app)?.key)
    .find((key) => key !== undefined);
}
