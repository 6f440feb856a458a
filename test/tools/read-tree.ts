import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Everything below a folder: posix path to content; folders end with a slash and links show their target. */
export function readTree(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const path = name.replaceAll(sep, '/');
      const found = lstatSync(join(folder, name));
      if (found.isDirectory()) return [`${path}/`, ''];
      if (found.isSymbolicLink()) return [path, `-> ${readlinkSync(join(folder, name))}`];
      return [path, readFileSync(join(folder, name), 'utf8')];
    }),
  );
}

/** Time stamps of everything below a folder and of the folder, in nanoseconds. */
export function readTimes(folder: string): Readonly<Record<string, bigint>> {
  const names = ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()];
  return Object.fromEntries(
    names.map((name) => [name, lstatSync(join(folder, name), { bigint: true }).mtimeNs]),
  );
}
