import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Violation } from './violation.ts';

/** Path to digest of everything in a clone that a command must leave as it is. */
export type Fingerprint = ReadonlyMap<string, string>;

/** Reads a work tree with its `.git`; what publish keeps in `.git/moorline` is left out. */
export function fingerprint(clone: string): Fingerprint {
  const entries = readdirSync(clone, { recursive: true, withFileTypes: true });
  return new Map(
    entries.flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = relative(clone, file).replaceAll(sep, '/');
      if (KEPT_BY_US.test(path) || entry.isDirectory()) return [];
      if (entry.isSymbolicLink()) return [[path, `-> ${readlinkSync(file)}`] as const];
      const mode = lstatSync(file).mode.toString(8);
      return [[path, `${mode} ${createHash('sha1').update(readFileSync(file)).digest('hex')}`] as const];
    }),
  );
}

const KEPT_BY_US = /(^|\/)\.git\/(.*\/)?moorline(\/|$)/;

/** I8 for the user's clone: not one file of it was added, changed or removed. */
export function compareFingerprints(before: Fingerprint, after: Fingerprint): readonly Violation[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const changed = paths.filter((path) => before.get(path) !== after.get(path));
  if (changed.length === 0) return [];
  return [{ promise: 'I8', detail: `the clone was changed: ${changed.slice(0, 8).join(', ')}` }];
}
