import { suggest } from '../diagnostics/suggest.ts';
import { from, type Draft } from '../model/draft.ts';
import type { ModuleOutput } from '../model/module.ts';
import type { Path } from '../model/node.ts';
import { input, type Pointer } from '../model/pointer.ts';
import type { EnvValueInput } from './container-schema.ts';
import { sortEnvNames } from './env-order.ts';
import type { ContainerScope } from './mounts.ts';
import { podFieldDraft } from './pod-field.ts';
import { looksLikeReference, parseSecretReference, SECRET_FORM } from './secret-reference.ts';

/** Environment variables as a user writes them; `at` is where they stand. */
export interface EnvInput {
  readonly values: Readonly<Record<string, string | number | boolean | EnvValueInput>> | undefined;
  readonly at: Path;
}

type EnvScope = Pick<ContainerScope, 'context' | 'uses' | 'report'>;

/**
 * `env` of a container in Kusion's order: `secret://NAME/KEY` becomes a secretKeyRef, an empty value an
 * entry with a name only (Kusion catalog@455e3c90 `MagicEnvVar`). Undefined when there is none.
 */
export function envDraft({ values = {}, at }: EnvInput, scope: EnvScope): Draft {
  const entries = sortEnvNames(Object.keys(values)).map((name) => {
    const place = [...at, name];
    const value = values[name] ?? '';
    const source =
      typeof value === 'object'
        ? objectSource(name, { value, at: place }, scope)
        : textSource(name, { text: String(value), at: input(...place) }, scope);
    return from(input(...place), { name, ...source });
  });
  return entries.length > 0 ? entries : undefined;
}

/** What stands beside the name of a variable. */
type Source = Readonly<Record<string, Draft>>;

function textSource(name: string, { text, at }: { text: string; at: Pointer }, { report }: EnvScope): Source {
  if (text === '') return {};
  if (!looksLikeReference(text)) return { value: text };
  const reference = parseSecretReference(text);
  if (reference && reference.key !== '') return secretSource(reference);
  const detail = `The variable ${name} has to name one key of a Secret: ${SECRET_FORM}.`;
  report({ code: 'REFERENCE_INVALID', detail, at });
  return {};
}

const FORMS = ['secret', 'field', 'ref'] as const;

function objectSource(
  name: string,
  { value, at }: { value: EnvValueInput; at: Path },
  scope: EnvScope,
): Source {
  const [form, second] = FORMS.filter((each) => value[each] !== undefined);
  if (!form || second) {
    const detail = `The variable ${name} takes its value from one of ${FORMS.join(', ')}.`;
    const place = input(...at, ...(second ? [second] : []));
    scope.report({ code: second ? 'FIELD_CONFLICT' : 'FIELD_MISSING', detail, at: place });
    return {};
  }
  const text = value[form] ?? '';
  const place = input(...at, form);
  switch (form) {
    case 'secret': {
      const slash = text.indexOf('/');
      return secretSource({ name: text.slice(0, slash), key: text.slice(slash + 1) });
    }
    case 'field':
      return { valueFrom: podFieldDraft(text, place, scope.report) };
    case 'ref':
      return referenceSource(text, place, scope);
  }
}

function secretSource({ name, key }: { readonly name: string; readonly key: string }): Source {
  return { valueFrom: { secretKeyRef: { key, name } } };
}

function referenceSource(text: string, at: Pointer, { context, uses, report }: EnvScope): Source {
  const dot = text.indexOf('.');
  const [key, output] = [text.slice(0, dot), text.slice(dot + 1)];
  const outputs = context.accessories.get(key);
  const found = outputs && Object.hasOwn(outputs, output) ? outputs[output] : undefined;
  if (!found || found.kind === 'none') {
    const detail = found?.reason ?? danglingDetail({ key, output }, context.accessories);
    report({ code: 'REFERENCE_DANGLING', detail, at });
    return {};
  }
  uses.add(key);
  if (found.kind === 'secret') return secretSource(found);
  return found.value === '' ? {} : { value: found.value };
}

function danglingDetail(
  { key, output }: { key: string; output: string },
  accessories: ReadonlyMap<string, Readonly<Record<string, ModuleOutput>>>,
): string {
  const outputs = accessories.get(key);
  const [what, names] = outputs
    ? [`The accessory "${key}" has no output "${output}".`, Object.keys(outputs)]
    : [`There is no accessory "${key}", neither in the app nor shared.`, [...accessories.keys()]];
  const nearest = suggest(outputs ? output : key, names);
  if (nearest !== undefined) return `${what} Did you mean "${nearest}"?`;
  return names.length === 0 ? what : `${what} There is: ${names.join(', ')}.`;
}
