import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseManifests } from '../../manifest/parse.ts';
import { isJsonObject } from '../../model/json.ts';
import type { RenderedUnit } from '../../model/rendered.ts';
import { resourceName } from '../../model/resource.ts';
import type { MoorlineConfig } from '../../schema/moorline-file.ts';
import { secretMaterial } from '../../secrets/secret-material.ts';

/** What every file with secret material holds as text: a kind, the end of the header of a key, or much of base64. */
const SUSPECT = /^kind: Secret$|PRIVATE KEY|[A-Za-z0-9+/]{40}/m;

/**
 * Secret values and private keys that would land on a rendered branch. A workspace that keeps them in plain
 * text may only have them published when the policy leaves that to the workspace; every other workspace has
 * been refused by the compiler, and is refused here again. Values are never part of the text.
 */
export function secretGate(
  units: readonly RenderedUnit[],
  policy: MoorlineConfig['policy'],
): readonly Diagnostic[] {
  return units.flatMap(({ unit, files }) => {
    const isPlaintext = unit.workspace.secretBackend === 'plaintext';
    if (isPlaintext && policy.secrets === 'workspace') return [];
    const why = isPlaintext
      ? 'The workspace keeps secrets in plain text, but policy.secrets in moorline.yaml forbids to publish them.'
      : `The workspace ${unit.workspace.name} does not keep secrets in plain text.`;
    return files.flatMap(({ id, text }) => {
      const material = SUSPECT.test(text) ? materialIn(text) : undefined;
      if (!id || material === undefined) return [];
      const detail = `${resourceName(id)} of ${unit.project.name}/${unit.stack.name} holds ${material}. ${why}`;
      return [diagnostic('SECRET_PLAINTEXT', detail, unit.stack.nameSpan)];
    });
  });
}

function materialIn(text: string): string | undefined {
  return parseManifests(text)
    .documents.map(({ value }) => (isJsonObject(value) ? secretMaterial(value) : undefined))
    .find((material) => material !== undefined);
}
