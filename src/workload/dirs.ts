import { suggest } from '../diagnostics/suggest.ts';
import { input } from '../model/pointer.ts';
import { byteOrder } from '../util/byte-order.ts';
import { cleanPath } from './clean-path.ts';
import { addMount, type ContainerScope } from './mounts.ts';
import { parseSecretReference, withoutBraces } from './secret-reference.ts';

/** Mounts Secrets (Kusion catalog@455e3c90 `handleDirCreation`) and declared volumes as directories, in path order. */
export function mountDirs(dirs: Readonly<Record<string, string>> | undefined, scope: ContainerScope): void {
  for (const [path, text] of Object.entries(dirs ?? {}).toSorted(([a], [b]) => byteOrder(a, b))) {
    const at = input(...scope.path, 'dirs', path);
    if (scope.volumes.isDeclared(text)) {
      addMount(scope, { volume: text, mountPath: cleanPath(`/${path}`), at });
      continue;
    }
    const reference = parseSecretReference(withoutBraces(text));
    if (!reference) {
      const nearest = suggest(text, scope.volumes.declared);
      const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
      const detail = `A directory has to name a Secret, secret://NAME, or one of the volumes of the workload.${hint}`;
      scope.report({ code: 'REFERENCE_INVALID', detail, at });
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
