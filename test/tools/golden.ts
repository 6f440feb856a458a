import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { expect } from 'vitest';

/** True when wanted output is to be rewritten instead of compared. */
const isUpdate = (): boolean => process.env['UPDATE_GOLDEN'] === '1';

/** Compares a text with a file of wanted output. */
export function expectGolden(file: string, text: string): void {
  if (isUpdate()) write(file, text);
  else expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined, file).toBe(text);
}

/** Compares files by path with a whole folder of wanted output: missing, extra and different files fail alike. */
export function expectTree(actual: ReadonlyMap<string, string>, folder: string): void {
  const wanted = readFolder(folder);
  if (!isUpdate()) {
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(wanted));
    return;
  }
  for (const path of wanted.keys()) if (!actual.has(path)) rmSync(join(folder, path));
  for (const [path, text] of actual) if (wanted.get(path) !== text) write(join(folder, path), text);
}

/** The files below a folder by posix path; none when the folder does not exist. */
export function readFolder(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return new Map(
    files.map((path) => [path.replaceAll(sep, '/'), readFileSync(join(folder, path), 'utf8')] as const),
  );
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
