import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { isJsonObject, type Json } from '../../model/json.ts';
import { AdapterError } from '../../model/ports.ts';
import type { Part } from './kubeconfig-entries.ts';

/** What all kubeconfig files say together. Names are unique: of two entries the first counts, as for kubectl. */
export interface Kubeconfig {
  /** The files that were looked for, also those that are not there. */
  readonly files: readonly string[];
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, Part>;
  readonly clusters: ReadonlyMap<string, Part>;
  readonly users: ReadonlyMap<string, Part>;
}

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the named file, or those of KUBECONFIG, or `~/.kube/config`. Only a named file has to exist.
 * @throws AdapterError KUBECONFIG_INVALID, without a word of the content, which may be a credential
 */
export async function readKubeconfig(file: string | undefined, env: Environment): Promise<Kubeconfig> {
  const files = file === undefined ? defaultFiles(env) : [resolve(file)];
  const parts: Part[] = [];
  for (const each of files) {
    const part = await readPart(each, file !== undefined);
    if (part !== undefined) parts.push(part);
  }
  const current = parts.map(({ map }) => map['current-context']);
  return {
    files,
    currentContext: current.find((name): name is string => typeof name === 'string' && name !== ''),
    contexts: entries(parts, 'contexts', 'context'),
    clusters: entries(parts, 'clusters', 'cluster'),
    users: entries(parts, 'users', 'user'),
  };
}

function defaultFiles(env: Environment): readonly string[] {
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter((each) => each !== '');
  if (named.length > 0) return named.map((each) => resolve(each));
  return [join(env['HOME'] ?? homedir(), '.kube', 'config')];
}

async function readPart(file: string, isNeeded: boolean): Promise<Part | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (!isNeeded && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    throw new AdapterError('KUBECONFIG_INVALID', `${file} cannot be read (${code ?? 'unknown reason'}).`);
  });
  if (text === undefined || text.trim() === '') return undefined;
  const map = parseMap(text, file);
  return { map, folder: dirname(file), name: file };
}

function parseMap(text: string, file: string): Part['map'] {
  // Go reads YAML 1.1; the frame that would be part of an error shows credentials
  const document = parseDocument(text, { version: '1.1', prettyErrors: true, uniqueKeys: false });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line;
    const place = line === undefined ? '' : ` in line ${line}`;
    throw new AdapterError('KUBECONFIG_INVALID', `${file} is not YAML${place} (${problem.code}).`);
  }
  const value: unknown = toPlain(() => document.toJS({ maxAliasCount: 100 }), file);
  if (!isJsonObject(value)) throw new AdapterError('KUBECONFIG_INVALID', `${file} holds no map.`);
  return value;
}

function toPlain(read: () => unknown, file: string): unknown {
  try {
    return read();
  } catch {
    throw new AdapterError('KUBECONFIG_INVALID', `${file} has YAML aliases that cannot be followed.`);
  }
}

function entries(parts: readonly Part[], plural: string, key: string): ReadonlyMap<string, Part> {
  const found = new Map<string, Part>();
  for (const { map, folder, name: file } of parts) {
    const list: Json | undefined = map[plural];
    for (const entry of Array.isArray(list) ? (list as readonly Json[]) : []) {
      if (!isJsonObject(entry)) continue;
      const { name, [key]: content } = entry;
      if (typeof name !== 'string' || found.has(name)) continue;
      found.set(name, {
        map: isJsonObject(content) ? content : {},
        folder,
        name: `the ${key} "${name}" of ${file}`,
      });
    }
  }
  return found;
}
