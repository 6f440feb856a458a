import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Json } from '../../src/model/json.ts';
import { runKubectl } from '../tools/kubectl.ts';

/** Runs a function with a temporary folder that holds the given files. */
function withFiles<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'moorline-oracle-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * What kubectl makes of manifests: it reads the files, changes nothing and prints JSON, all without a
 * cluster. A file that it refuses gives nothing, the others are not affected.
 */
export function readByKubectl(texts: readonly string[]): Json[] {
  const files = Object.fromEntries(texts.map((text, i) => [`${String(i).padStart(6, '0')}.yaml`, text]));
  return withFiles(files, (folder) => {
    const args = ['patch', '--local', '-f', folder, '--type=merge', '-p', '{}', '-o', 'json'];
    // Indented JSON objects one after the other: only their own braces stand in the first column.
    return JSON.parse(`[${runKubectl(args).replaceAll(/^\}\n\{/gm, '},\n{')}]`) as Json[];
  });
}

/** What `kubectl kustomize` writes for one manifest. */
export function builtByKustomize(text: string): string {
  const files = { 'r.yaml': text, 'kustomization.yaml': 'resources: [r.yaml]\n' };
  return withFiles(files, (folder) => runKubectl(['kustomize', folder]));
}
