import { fieldSetKey, type FieldStep } from './steps.ts';

/**
 * A place as the tables see it: in any object of one kind, and in any item of a list. There is one for each, so what
 * a table says of it is looked up once for thousands of objects.
 */
export class Pattern {
  readonly group: string;
  readonly kind: string;
  readonly parent: Pattern | undefined;
  /** The name of the field; undefined at the root and for items of lists. */
  readonly name: string | undefined;
  /** The steps with `[]` for every item, such as `.spec.containers[].image`. */
  readonly text: string;
  /** The key of the field in FieldsV1; empty text at the root and for items of lists. */
  readonly fieldKey: string;
  readonly #members = new Map<string, Pattern>();
  #item: Pattern | undefined;

  constructor({ group, kind }: KindName, parent?: Pattern, name?: string) {
    this.group = group;
    this.kind = kind;
    this.parent = parent;
    this.name = name;
    this.fieldKey = name === undefined ? '' : fieldSetKey(name);
    this.text = parent ? parent.text + (name === undefined ? '[]' : `.${name}`) : '';
  }

  /** The pattern one step further on. */
  in(step: FieldStep): Pattern {
    if (typeof step !== 'string') return (this.#item ??= new Pattern(this, this));
    const known = this.#members.get(step);
    if (known) return known;
    const made = new Pattern(this, this, step);
    if (this.#members.size < MOST_KEPT) this.#members.set(step, made);
    return made;
  }
}

interface KindName {
  readonly group: string;
  readonly kind: string;
}

/** Maps that people fill have names without end; those beyond are looked up each time. */
const MOST_KEPT = 200;

const ROOTS = new Map<string, Pattern>();

/** The pattern of a whole object. */
export function rootPattern(kind: KindName): Pattern {
  const key = `${kind.group}/${kind.kind}`;
  const known = ROOTS.get(key);
  if (known) return known;
  const made = new Pattern(kind);
  if (ROOTS.size < MOST_KEPT) ROOTS.set(key, made);
  return made;
}

/** The same function, which looks up each pattern once. */
export function perPattern<T>(look: (pattern: Pattern) => T): (pattern: Pattern) => T {
  const known = new WeakMap<Pattern, { readonly found: T }>();
  return (pattern) => {
    const before = known.get(pattern);
    if (before) return before.found;
    const found = look(pattern);
    known.set(pattern, { found });
    return found;
  };
}
