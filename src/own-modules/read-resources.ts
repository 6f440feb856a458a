import { textAt } from '../compile/discover/load-file.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { entryAt, nodeAt, type MapNode, type Node } from '../model/node.ts';
import { typeText } from './field-type.ts';
import type { ResourceTemplate } from './own-module.ts';
import { readTemplate, readTextTemplate } from './read-template.ts';
import type { TextScope } from './read-text.ts';
import { itemScope } from './scope.ts';
import { isOptional, type Expression, type Template } from './template.ts';

/** Reads the objects of a module. Kind and API version are fixed texts, so that what is made is known before it is. */
export function readResources(root: MapNode, scope: TextScope): readonly ResourceTemplate[] {
  const list = nodeAt(root, ['resources']);
  return list?.kind === 'seq' ? list.items.flatMap((item) => readResource(item, scope) ?? []) : [];
}

function readResource(node: Node, scope: TextScope): ResourceTemplate | undefined {
  const entry = entryAt(node, ['object']);
  if (!entry) return undefined;
  const each = readExpression(node, 'each', scope);
  const inner = { ...scope, scope: innerScope(node, each, scope) };
  const when = readExpression(node, 'when', inner);
  checkObject(entry.value, scope);
  const object = readTemplate(entry.value, inner);
  const name = readName(entry.value, inner);
  const [apiVersion, kind] = [textAt(entry.value, ['apiVersion']), textAt(entry.value, ['kind'])];
  if (object?.kind !== 'map' || !name || !apiVersion || !kind) return undefined;
  const slash = apiVersion.value.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.value.slice(0, slash);
  const values = kind.value === 'Secret' && group === '' ? valuesOf(entry.value) : undefined;
  return {
    ...(when ? { when } : {}),
    ...(each ? { each } : {}),
    ...(values ? { values } : {}),
    object,
    name,
    kind: kind.value,
    group,
    at: entry.key,
  };
}

function innerScope(node: Node, each: Expression | undefined, { scope, found }: TextScope) {
  if (!each) return scope;
  if (each.type.kind === 'list') return itemScope(scope, each.type.item);
  const detail = `A list is wanted here, and "${each.path.join('.')}" is ${typeText(each.type)}.`;
  found.push(diagnostic('MODULE_INVALID', detail, nodeAt(node, ['each'])));
  return scope;
}

/** Reads a field that is one expression and nothing else. */
export function readExpression(node: Node, key: string, scope: TextScope): Expression | undefined {
  const value = nodeAt(node, [key]);
  if (!value) return undefined;
  const before = scope.found.length;
  const template = readTemplate(value, scope);
  if (template?.kind === 'value') return template.expression;
  if (scope.found.length === before) {
    const detail = `"${key}" has to be one expression, such as \${input.name}.`;
    scope.found.push(diagnostic('MODULE_INVALID', detail, value));
  }
  return undefined;
}

function readName(object: Node, scope: TextScope): Template | undefined {
  // its problems are those of the object, which is read above
  const name = readTextTemplate(nodeAt(object, ['metadata', 'name']), { ...scope, found: [] });
  if (name?.kind === 'value' && name.expression.type.kind !== 'text') {
    const detail = `A name is text, and this is ${typeText(name.expression.type)}.`;
    scope.found.push(diagnostic('MODULE_INVALID', detail, name.at));
  }
  if (name && isOptional(name)) {
    const detail =
      'An object needs a name, and this one may be missing. Give the field a default or require it.';
    scope.found.push(diagnostic('MODULE_INVALID', detail, name.at));
  }
  return name;
}

/** Where a Secret writes values down. */
function valuesOf(object: Node) {
  const entries = ['data', 'stringData'].map((key) => entryAt(object, [key]));
  return entries.find((entry) => entry && !(entry.value.kind === 'map' && entry.value.entries.size === 0))
    ?.key;
}

function checkObject(object: Node, scope: TextScope): void {
  checkIdentity(object, scope);
  checkContent(object, scope);
}

/** What an object is has to be known before it is made. */
function checkIdentity(object: Node, { found }: TextScope): void {
  for (const key of ['apiVersion', 'kind'] as const) {
    const text = textAt(object, [key]);
    const at = nodeAt(object, [key]);
    if (!text) {
      const detail = `An object needs the text ${key}.`;
      found.push(diagnostic('MODULE_INVALID', detail, at ?? firstKey(object)));
    } else if (text.value.includes('${')) {
      found.push(diagnostic('MODULE_INVALID', `${key} has to be a fixed text.`, text));
    }
  }
  const name = nodeAt(object, ['metadata', 'name']);
  if (name?.kind !== 'scalar' || typeof name.value !== 'string' || name.value === '') {
    const at = name ?? entryAt(object, ['metadata'])?.key ?? firstKey(object);
    found.push(diagnostic('MODULE_INVALID', 'An object needs the text metadata.name.', at));
  }
}

function checkContent(object: Node, { found }: TextScope): void {
  const status = entryAt(object, ['status']);
  if (status) {
    const detail = 'The status of an object belongs to the cluster. Remove it.';
    found.push(diagnostic('MODULE_INVALID', detail, status.key));
  }
  const kind = textAt(object, ['kind']);
  // kubectl takes any kind of list apart, also one of Secrets
  if (kind?.value === 'List' || (kind?.value.endsWith('List') && entryAt(object, ['items']))) {
    const detail = 'Write each object of the list as a resource of its own.';
    found.push(diagnostic('MODULE_INVALID', detail, kind));
  }
}

function firstKey(object: Node) {
  const first = object.kind === 'map' ? object.entries.values().next().value : undefined;
  return first?.key ?? object;
}
