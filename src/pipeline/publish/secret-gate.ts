import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseManifests } from '../../manifest/parse.ts';
import { isJsonObject } from '../../model/json.ts';
import type { RenderedUnit } from '../../model/rendered.ts';
import { resourceName } from '../../model/resource.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';

/**
 * Secrets with values that would land on a rendered branch. They may only when the workspace keeps them
 * in plain text and the policy leaves that to the workspace. Values are never part of the text.
 */
export function secretGate(
  units: readonly RenderedUnit[],
  policy: MoorlineConfig['policy'],
): readonly Diagnostic[] {
  return units.flatMap(({ unit, files }) =>
    files.flatMap(({ id, text }) => {
      if (id?.kind !== 'Secret' || id.group !== '' || !holdsValues(text)) return [];
      const isPlaintext = unit.workspace.secretBackend === 'plaintext';
      if (isPlaintext && policy.secrets === 'workspace') return [];
      const why = isPlaintext
        ? 'The workspace keeps secrets in plain text, but policy.secrets in moorline.yaml forbids to publish them.'
        : `The workspace ${unit.workspace.name} does not keep secrets in plain text.`;
      const detail = `${resourceName(id)} of ${unit.project.name}/${unit.stack.name} holds values. ${why}`;
      return [diagnostic('SECRET_PLAINTEXT', detail, unit.stack.nameSpan)];
    }),
  );
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
