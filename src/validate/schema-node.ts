import type { TextPattern } from './text-pattern.ts';

/** What a value may be. Parts of it are made when they are first looked at. */
export type SchemaNode =
  | { readonly kind: 'any' | 'object' | 'boolean' | 'quantity' | 'bytes' }
  | TextNode
  | NumberNode
  | { readonly kind: 'int-or-text' }
  | { readonly kind: 'map'; readonly value: SchemaNode }
  /** What `node` takes, or null. */
  | { readonly kind: 'nullable'; readonly node: SchemaNode }
  | ListNode
  | StructNode;

export interface TextNode {
  readonly kind: 'text';
  readonly values?: ReadonlySet<string>;
  readonly pattern?: TextPattern;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface NumberNode {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly item: SchemaNode;
  /** Keys that tell the items apart; none for a list that may repeat itself. */
  readonly keys: readonly string[];
  /** True when no item may stand in it twice. */
  readonly isSet: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface StructNode {
  readonly kind: 'struct';
  /** True when fields that are not listed are kept by the API server. */
  readonly isOpen: boolean;
  readonly members: () => Members;
}

export interface Members {
  readonly fields: ReadonlyMap<string, SchemaNode>;
  readonly required: readonly string[];
}

/** A node without limits on what it takes. */
export const ANY: SchemaNode = { kind: 'any' };

/** A struct whose members are made once, when something asks for them. */
export function structNode(isOpen: boolean, make: () => Members): StructNode {
  let members: Members | undefined;
  return { kind: 'struct', isOpen, members: () => (members ??= make()) };
}

/** Limits of a 32-bit integer. */
export const INT32 = { min: -(2 ** 31), max: 2 ** 31 - 1 } as const;

/** Integers that JSON readers keep; those of 64 bits reach further, but no manifest holds one. */
export const INT64 = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER } as const;
