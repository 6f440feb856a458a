import type { EnvPatch, MetadataPatch, ModuleOutput, WorkloadPatch } from '../model/module.ts';
import { expandText, originOf } from './expand.ts';
import type { OwnModule, ValueTemplate } from './own-module.ts';
import { SECRET_KEY, SECRET_KEY_FORM } from './read-patch.ts';
import type { ModuleUse } from './render-objects.ts';

/** The patch of one use of a module. Variables keep the order of the module file; one without a value is left out. */
export function renderPatch({ patch }: OwnModule, use: ModuleUse): WorkloadPatch {
  const env = patch.env.flatMap(([name, template]): readonly EnvPatch[] => {
    const value = outputOf(template, use);
    return value.kind === 'none' ? [] : [{ name, value, at: originOf(template.text, use.values) }];
  });
  const metadata = patch.metadata.flatMap(({ on, field, key, text }): readonly MetadataPatch[] => {
    const value = expandText(text, use.values, use.budget);
    return value === undefined ? [] : [{ on, [field]: { [key]: value }, at: originOf(text, use.values) }];
  });
  // each is put before the ones that came earlier
  return { env: env.toReversed(), metadata };
}

/** The outputs of one use of a module. */
export function renderOutputs(
  { outputs }: OwnModule,
  use: ModuleUse,
): Readonly<Record<string, ModuleOutput>> {
  return Object.fromEntries(outputs.map(([name, template]) => [name, outputOf(template, use)]));
}

function outputOf({ kind, text }: ValueTemplate, use: ModuleUse): ModuleOutput {
  const value = expandText(text, use.values, use.budget);
  if (value === undefined) return { kind: 'none', reason: 'A field that it is made of was not given.' };
  if (kind === 'text') return { kind, value };
  const [, name, key] = SECRET_KEY.exec(value) ?? [];
  if (name !== undefined && key !== undefined) return { kind, name, key };
  use.report({ code: 'REFERENCE_INVALID', detail: SECRET_KEY_FORM, at: originOf(text, use.values) });
  return { kind: 'none', reason: 'It does not name a key of a Secret.' };
}
