import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import { resourceName, type Resource } from '../../model/resource.ts';
import type { Spec } from '../../model/spec.ts';
import { secretMaterial } from '../../secrets/secret-material.ts';

/**
 * Reports secret values and private keys among the resources of a unit, unless its workspace keeps secrets in
 * plain text. The place is where the object begins: a frame around the value would show it.
 */
export function findSecrets({ unit, resources }: Spec): readonly Diagnostic[] {
  if (unit.workspace.secretBackend === 'plaintext') return [];
  return resources.flatMap((resource) => {
    const material = secretMaterial(resource.object);
    if (material === undefined) return [];
    const detail = `${resourceName(resource.id)} of ${unit.project.name}/${unit.stack.name} holds ${material}. The workspace ${unit.workspace.name} does not keep secrets in plain text.`;
    return [diagnostic('SECRET_PLAINTEXT', detail, placeOf(resource, unit.stack.nameSpan))];
  });
}

function placeOf({ document, call }: Resource, fallback: Span): Span {
  if (!document) return call?.keySpan ?? fallback;
  return { source: document.source, start: document.start, end: document.start };
}
