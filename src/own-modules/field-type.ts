/** What a value is, as far as a module file says it. */
export type FieldType =
  | { readonly kind: 'text' | 'number' | 'boolean' }
  | { readonly kind: 'list'; readonly item: FieldType }
  /** A map whose keys are known. */
  | { readonly kind: 'fields'; readonly fields: Fields }
  /** A map with any keys. */
  | { readonly kind: 'entries'; readonly value: FieldType };

/** A field, and whether it may be missing once defaults are filled in. */
export interface Field {
  readonly type: FieldType;
  readonly optional: boolean;
}

export type Fields = ReadonlyMap<string, Field>;

export const TEXT: FieldType = { kind: 'text' };
export const NUMBER: FieldType = { kind: 'number' };
export const BOOLEAN: FieldType = { kind: 'boolean' };

/** True for what can stand inside a text. */
export function isScalar({ kind }: FieldType): boolean {
  return kind === 'text' || kind === 'number' || kind === 'boolean';
}

/** A type in words, for messages. */
export function typeText({ kind }: FieldType): string {
  switch (kind) {
    case 'text':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'list':
      return 'a list';
    case 'fields':
    case 'entries':
      return 'a map';
  }
}
