import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { startOf, type SourceText, type Span } from '../diagnostics/span.ts';
import { parseManifests } from '../manifest/parse.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/** One resource of a Spec (Kusion v0.14, api.kusion.io/v1 types.go `Resource`). */
export interface KusionResource {
  /** `apiVersion:Kind:[namespace:]name`, or `namespace:provider:type:name` for Terraform. */
  readonly id: string;
  readonly type: string;
  readonly attributes: JsonObject;
  readonly extensions: JsonObject;
}

/** Most bytes of a Spec: it is made, not written, and one of a large stack has some megabytes. */
export const MAX_SPEC_BYTES = 64 * 1024 * 1024;

/** A Spec nests its objects three levels deeper than a manifest. */
const LIMITS = { depth: 80 };

/**
 * Reads the Spec that `kusion generate` prints. A resource of another form is KUSION_SPEC_INVALID; the
 * others come back all the same, unless the text as a whole is no Spec.
 */
export function kusionSpec(source: SourceText): Outcome<readonly KusionResource[]> {
  const { documents, problems } = parseManifests(source.text, LIMITS);
  const [problem] = problems;
  if (problem) {
    const detail = `${problem.message} A Spec is what kusion generate --no-style prints.`;
    return { diagnostics: [invalid(detail, { source, start: problem.start, end: problem.end })] };
  }
  const [document, second] = documents;
  const list = isJsonObject(document?.value) ? document.value['resources'] : undefined;
  if (second || !Array.isArray(list)) {
    const detail =
      'A Spec is one document with a list of resources, as kusion generate --no-style prints it.';
    return { diagnostics: [invalid(detail, startOf(source))] };
  }
  const found: Diagnostic[] = [];
  const resources = (list as readonly Json[]).flatMap((item, i) => {
    const resource = resourceOf(item);
    if (resource) return [resource];
    const detail = `resources[${String(i)}] has no id and type.`;
    found.push(invalid(detail, startOf(source)));
    return [];
  });
  return { value: resources, diagnostics: found };
}

function invalid(detail: string, at: Span): Diagnostic {
  return diagnostic('KUSION_SPEC_INVALID', detail, at);
}

function resourceOf(item: Json): KusionResource | undefined {
  if (!isJsonObject(item)) return undefined;
  const { id, type, attributes, extensions } = item;
  if (typeof id !== 'string' || typeof type !== 'string') return undefined;
  return {
    id,
    type,
    attributes: isJsonObject(attributes) ? attributes : {},
    extensions: isJsonObject(extensions) ? extensions : {},
  };
}
