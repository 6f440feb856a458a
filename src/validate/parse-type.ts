import { InternalError } from '../diagnostics/internal-error.ts';
import { ANY, INT32, INT64, type Members, type SchemaNode } from './schema-node.ts';
import { textPattern } from './text-pattern.ts';

/** Gives the node of a type by its name. */
export type FindType = (name: string) => SchemaNode;

const PLAIN: Readonly<Record<string, SchemaNode>> = {
  '*': ANY,
  o: { kind: 'object' },
  b: { kind: 'boolean' },
  q: { kind: 'quantity' },
  y: { kind: 'bytes' },
};

/**
 * Reads one type as a table writes it (README.md): `[` and `{` are followed by the type of what they hold,
 * a capital letter starts the name of a type, anything else is plain.
 */
function parseType(text: string, findType: FindType): SchemaNode {
  const plain = PLAIN[text];
  if (plain) return plain;
  const rest = text.slice(1);
  switch (text[0]) {
    case '[':
      return parseList(rest, findType);
    case '{':
      return { kind: 'map', value: parseType(rest, findType) };
    case 's':
      return parseText(rest);
    case 'x':
      return { kind: 'int-or-text' };
    case 'i':
      return { kind: 'integer', ...INT32, ...parseRange(rest) };
    case 'l':
      return { kind: 'integer', ...INT64, ...parseRange(rest) };
    case 'n':
      return { kind: 'number', min: -Infinity, max: Infinity, ...parseRange(rest) };
    default:
      return findType(text);
  }
}

function parseList(text: string, findType: FindType): SchemaNode {
  const [mark = '', names] = /^=|^\(([^)]*)\)/.exec(text) ?? [];
  const item = parseType(text.slice(mark.length), findType);
  return { kind: 'list', item, keys: names?.split(',') ?? [], isSet: mark === '=' };
}

function parseText(marks: string): SchemaNode {
  const inner = marks.slice(1, -1);
  if (marks === '') return { kind: 'text' };
  if (marks.startsWith('/')) {
    const pattern = textPattern(decodeURIComponent(inner));
    return { kind: 'text', ...(pattern ? { pattern } : {}) };
  }
  return { kind: 'text', values: new Set(inner.split('|').map(decodeURIComponent)) };
}

function parseRange(text: string): { min?: number; max?: number } {
  const [, min = '', max = ''] = /^<([^,]*),([^>]*)>$/.exec(text) ?? [];
  return { ...(min === '' ? {} : { min: Number(min) }), ...(max === '' ? {} : { max: Number(max) }) };
}

/** Reads the members of a type: `name:type`, or `name!type` for one that has to be there. */
export function parseMembers(words: readonly string[], findType: FindType): Members {
  const fields = new Map<string, SchemaNode>();
  const required: string[] = [];
  for (const word of words) {
    const [, name = '', mark, type = ''] = /^([^!:]+)([!:])(.+)$/.exec(word) ?? [];
    if (name === '') throw new InternalError(`a schema table has the member "${word}"`);
    fields.set(name, parseType(type, findType));
    if (mark === '!') required.push(name);
  }
  return { fields, required };
}
