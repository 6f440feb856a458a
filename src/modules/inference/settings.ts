import { from, type Draft } from '../../model/draft.ts';
import { input, platform as platformPointer, type Pointer } from '../../model/pointer.ts';
import type { Report } from '../../model/report.ts';
import type { InferenceInput, InferencePlatform } from './schema.ts';

const DEFAULTS = {
  model: '',
  framework: '',
  system: '',
  template: '',
  top_k: 40,
  top_p: 0.9,
  temperature: 0.8,
  num_predict: 128,
  num_ctx: 2048,
};

/** The settings of a model; a text that nobody gave is empty. */
export type Settings = typeof DEFAULTS;

/** Settings, and the side that each came from. */
export interface Decided {
  readonly settings: Settings;
  readonly traced: (field: keyof Settings, value: Draft) => Draft;
}

/** Here the platform wins over the developer, field by field, as in Kusion (catalog@455e3c90 `CompleteConfig`). */
export function decideSettings(own: InferenceInput, platform: InferencePlatform, report: Report): Decided {
  const pointer = (field: keyof Settings): Pointer =>
    platform[field] === undefined ? input(field) : platformPointer(field);
  const settings: Settings = { ...DEFAULTS, ...given(own), ...given(platform) };
  for (const field of ['model', 'framework'] as const) {
    if (settings[field] !== '') continue;
    report({ code: 'FIELD_MISSING', detail: `An inference service needs a ${field}.`, at: input(field) });
  }
  if (settings.framework === 'KubeRay') {
    const detail = 'KubeRay is accepted by Kusion and rendered by nobody. Use Ollama.';
    report({ code: 'FEATURE_UNAVAILABLE', detail, at: pointer('framework') });
  }
  for (const field of ['system', 'template'] as const) {
    if (!/'|"""/.test(settings[field])) continue;
    const detail = `${field} stands between single quotes of a shell and three double quotes of a Modelfile, so it can hold neither.`;
    report({ code: 'FIELD_INVALID', detail, at: pointer(field) });
  }
  return { settings, traced: (field, value) => from(pointer(field), value) };
}

/** The settings that a side gives. */
function given(side: InferencePlatform): Partial<Settings> {
  const fields = Object.keys(DEFAULTS) as (keyof Settings)[];
  return Object.fromEntries(
    fields.flatMap((field) => (side[field] === undefined ? [] : [[field, side[field]]])),
  );
}
