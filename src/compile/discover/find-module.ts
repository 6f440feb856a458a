import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import type { Node } from '../../model/node.ts';
import type { Located } from '../../model/unit.ts';
import { textAt } from './load-file.ts';

/** What is asked: the key under which the call stands, its role and the modules there are. */
export interface ModuleQuestion {
  readonly key: string;
  readonly role: 'workload' | 'accessory';
  readonly modules: readonly ModuleDefinition[];
}

export type ModuleAnswer =
  | { readonly kind: 'found'; readonly module: ModuleDefinition }
  | { readonly kind: 'unknown'; readonly diagnostic: Diagnostic }
  | { readonly kind: 'unsaid' };

/**
 * The module of a workload (`kind`, else `_type`) or accessory (`module`, else `_type`, else its
 * key). `_type` is KCL's, short (`Service`) or with the package before it (`service.Service`).
 */
export function findModule(node: Node, question: ModuleQuestion): ModuleAnswer {
  const { modules, role, key } = question;
  const candidates = modules.filter((module) => module.role === role);
  const plain = textAt(node, [role === 'workload' ? 'kind' : 'module']);
  if (plain) {
    const word = role === 'workload' ? 'type' : 'name';
    const module = candidates.find((candidate) => candidate[word] === plain.value);
    return module
      ? { kind: 'found', module }
      : unknown(
          plain,
          candidates.map((candidate) => candidate[word]),
          role,
        );
  }
  const type = textAt(node, ['_type']);
  if (type) {
    const module = moduleOfType(type.value, candidates);
    return module
      ? { kind: 'found', module }
      : unknown(
          type,
          candidates.map((each) => `${each.name}.${each.type}`),
          role,
        );
  }
  const module = candidates.find((candidate) => candidate.name === key);
  return module ? { kind: 'found', module } : { kind: 'unsaid' };
}

/** Kusion takes the text before the first dot; a full KCL path may put packages before the schema name. */
function moduleOfType(type: string, candidates: readonly ModuleDefinition[]): ModuleDefinition | undefined {
  const parts = type.split('.');
  const last = parts.at(-1) ?? '';
  return (
    (parts.length > 1 ? candidates.find(({ name }) => name === parts[0]) : undefined) ??
    candidates.find((module) => module.type === last)
  );
}

function unknown(at: Located<string>, names: readonly string[], role: string): ModuleAnswer {
  const nearest = suggest(at.value, names);
  const hint = nearest === undefined ? ` There are: ${names.join(', ')}.` : ` Did you mean "${nearest}"?`;
  const fixes = nearest === undefined ? [] : [{ title: `use ${nearest}`, span: at, text: nearest }];
  return {
    kind: 'unknown',
    diagnostic: diagnostic('MODULE_UNKNOWN', `There is no ${role} module "${at.value}".${hint}`, at, {
      fixes,
    }),
  };
}
