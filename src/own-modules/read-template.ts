import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { MapNode, Node } from '../model/node.ts';
import { isScalar, typeText } from './field-type.ts';
import { readText, type TextScope } from './read-text.ts';
import type { Template } from './template.ts';

/** Reads a value with expressions in it; undefined for what may not stand in a template, which is reported. */
export function readTemplate(node: Node, scope: TextScope): Template | undefined {
  const at = { source: node.source, start: node.start, end: node.end };
  if (node.kind === 'map') return readMap(node, scope);
  if (node.kind === 'seq')
    return { kind: 'list', items: node.items.flatMap((item) => readTemplate(item, scope) ?? []), at };
  const { value } = node;
  if (typeof value === 'string') return readText(node, value, scope);
  if (value !== null) return { kind: 'constant', value, at };
  scope.found.push(diagnostic('MODULE_INVALID', 'null means nothing in an object. Leave it out.', at));
  return undefined;
}

function readMap(node: MapNode, scope: TextScope): Template {
  const entries = [...node.entries].flatMap(([key, entry]): readonly (readonly [string, Template])[] => {
    if (key.includes('${')) {
      const detail = 'Expressions can stand in values, not in keys.';
      scope.found.push(diagnostic('MODULE_INVALID', detail, entry.key));
    }
    const value = readTemplate(entry.value, scope);
    return value ? [[key, value]] : [];
  });
  return { kind: 'map', entries, at: { source: node.source, start: node.start, end: node.end } };
}

/** Reads a template that gives text: text, a number or a boolean, never a map or list. */
export function readTextTemplate(node: Node | undefined, scope: TextScope): Template | undefined {
  if (!node) return undefined;
  const template = readTemplate(node, scope);
  const type = template?.kind === 'value' ? template.expression.type : undefined;
  if (type && !isScalar(type)) {
    const detail = `Text is wanted here, and this is ${typeText(type)}.`;
    scope.found.push(diagnostic('MODULE_INVALID', detail, node));
    return undefined;
  }
  return template;
}
