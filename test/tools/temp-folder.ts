import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Path to content; `{ link }` is a symbolic link to that text. */
export type Tree = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

/** A fresh folder that goes away with the running test. */
export function tempFolder(files: Tree = {}): string {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'moorline-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  writeTree(folder, files);
  return folder;
}

/** Writes files and links below a folder; folders on the way are created. */
export function writeTree(folder: string, files: Tree): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(file, content);
    else symlinkSync(content.link, file);
  }
}
