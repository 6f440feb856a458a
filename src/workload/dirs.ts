import { input } from '../model/pointer.ts';
import { byteOrder } from '../util/byte-order.ts';
import { cleanPath } from './clean-path.ts';
import { addMount, type ContainerScope } from './mounts.ts';
import { parseSecretReference, withoutBraces } from './secret-reference.ts';

/** Mounts whole Secrets as directories, in path order (Kusion catalog@455e3c90 `handleDirCreation`). */
export function mountDirs(dirs: Readonly<Record<string, string>> | undefined, scope: ContainerScope): void {
  for (const [path, text] of Object.entries(dirs ?? {}).toSorted(([a], [b]) => byteOrder(a, b))) {
    const at = input(...scope.path, 'dirs', path);
    const reference = parseSecretReference(withoutBraces(text));
    if (!reference) {
      scope.report({
        code: 'REFERENCE_INVALID',
        detail: 'A directory has to name a Secret: secret://NAME.',
        at,
      });
      continue;
    }
    if (reference.key !== '') {
      const detail = `The whole Secret "${reference.name}" is mounted; the key "${reference.key}" has no effect. For one key use files with contentFrom.`;
      scope.report({ code: 'FIELD_DROPPED', detail, at });
    }
    const volume = scope.volumes.secret({ secret: reference.name, at });
    addMount(scope, { volume, mountPath: cleanPath(`/${path}`), at });
  }
}
