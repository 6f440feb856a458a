import { from, type Draft } from '../model/draft.ts';
import type { Path } from '../model/node.ts';
import { input, type Pointer } from '../model/pointer.ts';
import { sortEnvNames } from './env-order.ts';
import type { Report } from './report.ts';
import { looksLikeReference, parseSecretReference, SECRET_FORM } from './secret-reference.ts';

/** Environment variables as a user writes them; `at` is where they stand. */
export interface EnvInput {
  readonly values: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly at: Path;
}

/**
 * `env` of a container in Kusion's order: `secret://NAME/KEY` becomes a secretKeyRef, an empty value an
 * entry with a name only (Kusion catalog@455e3c90 `MagicEnvVar`). Undefined when there is none.
 */
export function envDraft({ values = {}, at }: EnvInput, report: Report): Draft {
  const entries = sortEnvNames(Object.keys(values)).map((name) => {
    const pointer = input(...at, name);
    return from(pointer, variable(name, { text: String(values[name] ?? ''), at: pointer }, report));
  });
  return entries.length > 0 ? entries : undefined;
}

function variable(name: string, { text, at }: { text: string; at: Pointer }, report: Report): Draft {
  if (text === '') return { name };
  if (!looksLikeReference(text)) return { name, value: text };
  const reference = parseSecretReference(text);
  if (!reference || reference.key === '') {
    const detail = `The variable ${name} has to name one key of a Secret: ${SECRET_FORM}.`;
    report({ code: 'REFERENCE_INVALID', detail, at });
    return { name };
  }
  return { name, valueFrom: { secretKeyRef: { key: reference.key, name: reference.name } } };
}
