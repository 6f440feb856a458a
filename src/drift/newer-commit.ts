import { pathsMeet } from './paths-meet.ts';
import type { DriftedResource } from './verdict.ts';

/**
 * Takes out of a verdict what is in the cluster because the controller began with a newer commit: the fields in which
 * the cluster does not differ from that commit. They are tolerated, by the rule `newer-commit`.
 * @param newer the verdict about the same live object and what the newer commit has for it
 */
export function withoutNewer(verdict: DriftedResource, newer: DriftedResource): DriftedResource {
  const isOpen = (path: string): boolean => newer.fields.some((field) => pathsMeet(field.path, path));
  const applied = verdict.fields.filter(({ path }) => !isOpen(path));
  if (verdict.state !== 'drifted' || applied.length === 0) return verdict;
  const fields = verdict.fields.filter((field) => !applied.includes(field));
  const tolerated = applied.map(({ path, blame }) => ({ path, rule: 'newer-commit', blame }));
  return {
    ...verdict,
    state: fields.length > 0 ? 'drifted' : 'synced',
    fields,
    tolerated: [...verdict.tolerated, ...tolerated],
  };
}
