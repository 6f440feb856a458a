import { platform } from '../model/pointer.ts';
import { checkLength, unitParts, type NamePart } from '../workload/name-length.ts';
import type { Database } from './database.ts';
import type { NameForm, Naming } from './flavor.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly rule: string;
}

/** The key of a shared accessory becomes part of the name, and may hold more than a name may. */
const LABEL: Rule = { pattern: /[^-a-z0-9]|-$/, rule: 'may hold lower-case letters, digits and "-" only' };
const LETTER: Rule = { pattern: /^[0-9]/, rule: 'has to start with a letter' };
const NO_DOUBLE_DASH: Rule = { pattern: /--/, rule: 'may not have two "-" in a row' };

const FORMS: Readonly<Record<NameForm, readonly Rule[]>> = {
  label: [LABEL],
  letter: [LABEL, LETTER],
  rds: [LABEL, LETTER, NO_DOUBLE_DASH],
};

/** Reports a name that the objects of a database cannot have, at the part of it that is to blame. */
export function checkName(database: Database, { kind, suffix, limit, form }: Naming): void {
  const { name, report } = database;
  const parts = nameParts(database);
  checkLength({ name: `${name}${suffix}`, limit, kind, parts }, report);
  for (const { pattern, rule } of FORMS[form]) {
    const part = parts.find(({ text }) => pattern.test(text)) ?? parts[0];
    if (!part || !pattern.test(name)) continue;
    const detail = `The name "${name}" ${rule}. Rename "${part.text}", or set databaseName in the workspace.`;
    report({ code: 'NAME_INVALID', detail, at: part.at });
  }
}

function nameParts({ platform: { databaseName }, names }: Database): readonly NamePart[] {
  if (databaseName === undefined) return unitParts(names);
  return [{ text: databaseName, at: platform('databaseName') }];
}
