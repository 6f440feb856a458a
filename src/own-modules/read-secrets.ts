import { textAt } from '../compile/discover/load-file.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { entryAt, nodeAt, type Entry, type MapNode, type Node } from '../model/node.ts';
import { parseRemoteReference, REMOTE_FORMS } from '../secrets/remote-reference.ts';
import type { SecretTemplate, SecretValueTemplate } from './own-module.ts';
import { readExpression } from './read-resources.ts';
import { readTextTemplate } from './read-template.ts';
import type { TextScope } from './read-text.ts';
import { isOptional, type Template } from './template.ts';

/** Reads the Secrets that a module asks for. A module says where a value comes from, never the value itself. */
export function readSecrets(root: MapNode, scope: TextScope): readonly SecretTemplate[] {
  const list = nodeAt(root, ['secrets']);
  return list?.kind === 'seq' ? list.items.flatMap((item) => readSecret(item, scope) ?? []) : [];
}

function readSecret(node: Node, scope: TextScope): SecretTemplate | undefined {
  const when = readExpression(node, 'when', scope);
  const name = required(nodeAt(node, ['name']), scope);
  const map = nodeAt(node, ['values']);
  const entries = map?.kind === 'map' ? [...map.entries] : [];
  const values = entries.flatMap(([key, entry]) => readValue(key, entry, scope) ?? []);
  checkGenerated(values, scope);
  if (!name) return undefined;
  return { ...(when ? { when } : {}), name, type: textAt(node, ['type'])?.value ?? 'Opaque', values };
}

function required(node: Node | undefined, scope: TextScope): Template | undefined {
  const template = readTextTemplate(node, scope);
  if (template && isOptional(template)) {
    const detail = 'This may be missing, and a Secret needs it. Give the field a default or require it.';
    scope.found.push(diagnostic('MODULE_INVALID', detail, template.at));
  }
  return template;
}

function readValue(
  key: string,
  { key: at, value: node }: Entry,
  scope: TextScope,
): SecretValueTemplate | undefined {
  const length = nodeAt(node, ['generated']);
  if (length?.kind === 'scalar') return { key, at, kind: 'generated', length: Number(length.value) };
  if (entryAt(node, ['required'])) return { key, at, kind: 'required' };
  for (const kind of ['around', 'remote', 'public'] as const) {
    const text = required(nodeAt(node, [kind]), scope);
    if (text) return readTextValue({ key, at, kind, text }, scope);
  }
  return undefined;
}

type TextValue = Extract<SecretValueTemplate, { text: Template }>;

function readTextValue(value: TextValue, { found }: TextScope): SecretValueTemplate {
  const { kind, text } = value;
  const constant = text.kind === 'constant' ? String(text.value) : undefined;
  if (kind === 'remote' && constant !== undefined && !parseRemoteReference(constant)) {
    found.push(diagnostic('REFERENCE_INVALID', `Say where the value lies: ${REMOTE_FORMS}.`, text.at));
  }
  const parts = text.kind === 'text' ? text.parts : [constant ?? ''];
  if (kind === 'around' && !parts.some((part) => typeof part === 'string' && part.includes('{}'))) {
    const detail = 'The generated value takes the place of {}, which this text does not hold.';
    found.push(diagnostic('MODULE_INVALID', detail, text.at));
  }
  return value;
}

/** One generator makes one value; every text around it is about that one. */
function checkGenerated(values: readonly SecretValueTemplate[], { found }: TextScope): void {
  const [first, second] = values.filter(({ kind }) => kind === 'generated');
  if (second) {
    const detail = 'A Secret has one generated value. Put the other one into a Secret of its own.';
    found.push(diagnostic('MODULE_INVALID', detail, second.at));
  }
  const around = values.find(({ kind }) => kind === 'around');
  if (around && !first) {
    const detail = 'There is no generated value in this Secret for the text to stand around.';
    found.push(diagnostic('MODULE_INVALID', detail, around.at));
  }
}
