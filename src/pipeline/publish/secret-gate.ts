import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseManifests } from '../../manifest/parse.ts';
import { isJsonObject } from '../../model/json.ts';
import type { RenderedUnit } from '../../model/rendered.ts';
import { resourceName, type ResourceId } from '../../model/resource.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';

/**
 * Secrets with values, and private keys anywhere, that would land on a rendered branch. They may only when
 * the workspace keeps them in plain text and the policy leaves that to the workspace. Values are never part
 * of the text.
 */
export function secretGate(
  units: readonly RenderedUnit[],
  policy: MoorlineConfig['policy'],
): readonly Diagnostic[] {
  return units.flatMap(({ unit, files }) =>
    files.flatMap(({ id, text }) => {
      const material = materialIn(id, text);
      if (!id || material === undefined) return [];
      const isPlaintext = unit.workspace.secretBackend === 'plaintext';
      if (isPlaintext && policy.secrets === 'workspace') return [];
      const why = isPlaintext
        ? 'The workspace keeps secrets in plain text, but policy.secrets in moorline.yaml forbids to publish them.'
        : `The workspace ${unit.workspace.name} does not keep secrets in plain text.`;
      const detail = `${resourceName(id)} of ${unit.project.name}/${unit.stack.name} holds ${material}. ${why}`;
      return [diagnostic('SECRET_PLAINTEXT', detail, unit.stack.nameSpan)];
    }),
  );
}

/** Private keys in PEM, in whatever kind of object. */
const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----/;

/** What is secret in a file, in words. */
function materialIn(id: ResourceId | undefined, text: string): string | undefined {
  if (id?.kind === 'Secret' && id.group === '' && holdsValues(text)) return 'values';
  return PRIVATE_KEY.test(text) ? 'a private key' : undefined;
}

function holdsValues(text: string): boolean {
  return parseManifests(text).documents.some(
    ({ value }) =>
      isJsonObject(value) &&
      ['data', 'stringData'].some((key) => {
        const values = value[key];
        return isJsonObject(values) && Object.keys(values).length > 0;
      }),
  );
}
