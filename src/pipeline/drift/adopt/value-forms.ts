import { imageRepository } from '../../../compile/resolve/image-reference.ts';
import type { Json } from '../../../model/json.ts';
import { jsonEqual } from '../../../drift/json-equal.ts';

/** A rendered value and what is there instead. */
export interface ValueChange {
  readonly desired: Json;
  readonly live: Json;
}

/**
 * What the source may say so that the live value is rendered, the likeliest first: the value itself, in the type that
 * the source has, or the source's text with the value inside of it exchanged. `source` is what it says now.
 */
export function valueForms(source: Json | undefined, { desired, live }: ValueChange): readonly Json[] {
  if (live === null || typeof live === 'object') return [live];
  const forms: Json[] = [];
  if (typeof source === 'string' && (desired === null || typeof desired !== 'object')) {
    forms.push(...exchanged(source, String(desired), String(live)));
    if (source === String(desired) || forms.length === 0) forms.push(String(live));
  }
  forms.push(live, String(live));
  if (typeof live === 'string' && /^-?(?:0|[1-9][0-9]{0,14})$/.test(live)) forms.push(Number(live));
  return distinct(forms);
}

function exchanged(source: string, desired: string, live: string): readonly string[] {
  if (source === desired) return [live];
  const found: string[] = [];
  if (desired !== '' && source.split(desired).length === 2) found.push(source.replace(desired, () => live));
  const at = desired.indexOf(source);
  if (source !== '' && at >= 0) {
    const [head, tail] = [desired.slice(0, at), desired.slice(at + source.length)];
    const isFramed = live.startsWith(head) && live.endsWith(tail) && live.length > head.length + tail.length;
    if (isFramed) found.push(live.slice(head.length, live.length - tail.length));
    const repository = imageRepository(live);
    if (repository === imageRepository(desired) && live.length > repository.length)
      found.push(live.slice(repository.length + 1));
  }
  return found;
}

/** Values that are not the same JSON, in their order. */
function distinct(values: readonly Json[]): readonly Json[] {
  return values.filter((value, i) => values.findIndex((other) => jsonEqual(other, value)) === i);
}
