import { suggest } from '../diagnostics/suggest.ts';
import { NUMBER, TEXT, typeText, type Field, type Fields, type FieldType } from './field-type.ts';

/** What expressions can name at some place of a module file, by the first step of their path. */
export type Scope = ReadonlyMap<string, Field>;

/** Names of the unit and the app that every module may know. */
const NAMES = ['project', 'stack', 'workspace', 'app', 'key', 'namespace', 'unitName'] as const;

const always = (type: FieldType): Field => ({ type, optional: false });

/** The scope of a module: its fields, the names, and the selector of the app's pods. */
export function moduleScope(input: Fields, platform: Fields): Scope {
  return new Map([
    ['input', always({ kind: 'fields', fields: input })],
    ['platform', always({ kind: 'fields', fields: platform })],
    ...NAMES.map((name) => [name, always(TEXT)] as const),
    ['selector', always({ kind: 'entries', value: TEXT })],
  ]);
}

/** The scope of something that is repeated for each item of a list. */
export function itemScope(scope: Scope, item: FieldType): Scope {
  return new Map([...scope, ['item', always(item)], ['index', always(NUMBER)]]);
}

/** Finds what a path names, or says why it names nothing. */
export function fieldAt(path: readonly string[], scope: Scope): Field | string {
  const [root = '', ...rest] = path;
  let field = scope.get(root);
  if (!field) return unknownRoot(root, scope);
  let at = root;
  for (const step of rest) {
    const member: Field | undefined = memberOf(field, step);
    if (!member) return noMember(field, step, at);
    field = member;
    at += `.${step}`;
  }
  return field.type.kind === 'fields' && rest.length === 0 && root !== 'item'
    ? `"${root}" is not a value; name one of its fields: ${listOf(field.type.fields.keys())}.`
    : field;
}

function memberOf({ type, optional }: Field, step: string): Field | undefined {
  if (type.kind === 'entries') return { type: type.value, optional: true };
  const member = type.kind === 'fields' ? type.fields.get(step) : undefined;
  return member && { type: member.type, optional: optional || member.optional };
}

function unknownRoot(root: string, scope: Scope): string {
  if (root === 'item' || root === 'index') return `"${root}" is there only beside each.`;
  const nearest = suggest(root, scope.keys());
  const hint = nearest === undefined ? `There is: ${listOf(scope.keys())}.` : `Did you mean "${nearest}"?`;
  return `There is nothing called "${root}". ${hint}`;
}

function noMember({ type }: Field, step: string, at: string): string {
  if (type.kind !== 'fields') return `"${at}" is ${typeText(type)}, which has no field "${step}".`;
  const nearest = suggest(step, type.fields.keys());
  const hint =
    nearest === undefined ? `There is: ${listOf(type.fields.keys())}.` : `Did you mean "${nearest}"?`;
  return `"${at}" has no field "${step}". ${hint}`;
}

function listOf(names: Iterable<string>): string {
  return [...names].join(', ') || 'none';
}
