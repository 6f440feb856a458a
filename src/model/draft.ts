import { InternalError } from '../diagnostics/internal-error.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Json } from './json.ts';
import type { Path, PathStep } from './node.ts';
import type { Pointer } from './pointer.ts';

/**
 * A value under construction. `undefined` members are left out; a `Traced` value stands for what
 * it wraps and remembers which input made it.
 */
export type Draft = Json | undefined | Traced | readonly Draft[] | { readonly [key: string]: Draft };

/** A draft value with the input that made it; made by `from`. */
export class Traced {
  readonly value: Draft;
  readonly origin: Pointer | Span;

  constructor(value: Draft, origin: Pointer | Span) {
    this.value = value;
    this.origin = origin;
  }
}

/** Ties a value to the input, or the place in a file, that made it; an undefined value stays undefined. */
export function from(origin: Pointer | Span, value: Draft): Draft {
  return value === undefined ? undefined : new Traced(value, origin);
}

/** Says that everything at and below `path` of a rendered object comes from `origin`. */
export interface OriginEntry {
  readonly path: Path;
  /** The input of the module that made it, or the place itself. */
  readonly origin: Pointer | Span;
}

/** Turns a draft into plain JSON and hands each traced place to `onOrigin`, outermost first. */
export function settle(draft: Draft, onOrigin?: (entry: OriginEntry) => void): Json | undefined {
  return walk(draft, [], onOrigin);
}

function walk(traced: Draft, path: PathStep[], onOrigin?: (entry: OriginEntry) => void): Json | undefined {
  let draft = traced;
  for (; draft instanceof Traced; draft = draft.value) onOrigin?.({ path: [...path], origin: draft.origin });
  if (draft === null || typeof draft !== 'object') return draft;
  if (Array.isArray(draft)) {
    return (draft as readonly Draft[]).map((item, index) => {
      path.push(index);
      const value = walk(item, path, onOrigin);
      path.pop();
      if (value === undefined) throw new InternalError(`a list item at ${path.join('.')} has no value`);
      return value;
    });
  }
  const object: Record<string, Json> = {};
  for (const key of Object.keys(draft)) {
    const member = (draft as Readonly<Record<string, Draft>>)[key];
    if (member === undefined) continue;
    path.push(key);
    const value = walk(member, path, onOrigin);
    path.pop();
    if (value !== undefined) object[key] = value;
  }
  return object;
}
