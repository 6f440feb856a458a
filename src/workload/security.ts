import { from, type Draft } from '../model/draft.ts';
import type { Path } from '../model/node.ts';
import { input } from '../model/pointer.ts';
import type { SecurityInput } from './container-schema.ts';

/** `securityContext` of a container as the developer wants it; undefined when nothing is said. */
export function securityDraft(security: SecurityInput | undefined, at: Path): Draft {
  if (!security) return undefined;
  const { runAsUser, runAsGroup, runAsNonRoot, readOnlyRootFilesystem, addCapabilities } = security;
  const own = (field: keyof SecurityInput, value: Draft) => from(input(...at, field), value);
  const draft = {
    runAsUser: own('runAsUser', runAsUser),
    runAsGroup: own('runAsGroup', runAsGroup),
    runAsNonRoot: own('runAsNonRoot', runAsNonRoot),
    readOnlyRootFilesystem: own('readOnlyRootFilesystem', readOnlyRootFilesystem),
    capabilities: addCapabilities?.length ? { add: own('addCapabilities', addCapabilities) } : undefined,
  };
  return Object.values(draft).some((value) => value !== undefined) ? from(input(...at), draft) : undefined;
}
