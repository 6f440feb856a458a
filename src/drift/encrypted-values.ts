import { partAt } from '../model/edit-json.ts';
import type { JsonObject } from '../model/json.ts';
import type { Difference } from './difference.ts';

/** How sops writes an encrypted value (getsops.io). */
const ENCRYPTED = /^ENC\[[^\]]+\]$/;

/**
 * The controller decrypts what sops encrypted, so the values in Git and in the cluster cannot be compared, and the
 * block `sops` never reaches the cluster. Keys are compared as ever.
 */
export function withoutEncrypted(desired: JsonObject, found: readonly Difference[]): readonly Difference[] {
  if (typeof partAt(desired, ['sops', 'mac']) !== 'string') return found;
  return found.map((each) => {
    const [first, key] = each.place.steps;
    const written =
      typeof first === 'string' && typeof key === 'string'
        ? (partAt(desired, ['stringData', key]) ?? partAt(desired, [first, key]))
        : undefined;
    const isEncrypted = each.kind === 'modified' && typeof written === 'string' && ENCRYPTED.test(written);
    return first === 'sops' || isEncrypted ? { ...each, isDrift: false, rule: 'sops' } : each;
  });
}
