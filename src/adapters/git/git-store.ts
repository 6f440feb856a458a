import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { GitObject, ObjectFormat } from '../../model/git.ts';
import { AdapterError } from '../../model/ports.ts';
import { failpoint } from './failpoint.ts';
import { runGit } from './git.ts';
import { sweepCache, sweepTemporary } from './leftovers.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { ObjectReader } from './object-reader.ts';
import { SHA1_CONFIG, SHA256_CONFIG, type StoreCall } from './object-store.ts';
import { packOf } from './pack.ts';
import type { SourcePlace } from './source-place.ts';

/**
 * A private bare repository of one run. It sees the objects of the user's clone and shares nothing else
 * with it: no configuration, reference, hook or lock. What is fetched or written goes to an object
 * folder of ours, never to the clone's own.
 */
export interface GitStore {
  readonly format: ObjectFormat;
  /** Where and with which variables git runs in the store. */
  readonly call: StoreCall;
  readonly reader: ObjectReader;
  /**
   * Writes objects; Git checks each of them first.
   * @throws AdapterError OBJECTS_UNWRITABLE when Git refuses one or the disk is full
   */
  readonly write: (objects: readonly GitObject[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What a store begins with. */
export interface StoreSeed {
  readonly format: ObjectFormat;
  /** Object folders of others that it sees. */
  readonly borrowed: readonly string[];
  /** A clone's list of commits without parents; left out or missing for a complete history. */
  readonly shallowFile?: string;
  /** Folder that keeps objects for the next run; without it, or when it cannot be written, nothing is kept. */
  readonly cache?: string;
}

/**
 * Opens a store beside a clone; `keep` for the next run what is fetched and written. Any number of them
 * may be open for one clone at once.
 * @throws AdapterError GIT_UNAVAILABLE when the temporary folder cannot be written
 */
export function storeBeside(place: SourcePlace, keep: boolean): GitStore {
  const cache = cacheFolder(place);
  const { format, shallowFile, objects } = place;
  return openStore({ format, shallowFile, borrowed: [objects, cache], ...(keep ? { cache } : {}) });
}

/** The folder of kept objects below the common folder of a clone; it may be deleted at any time. */
export function cacheFolder(place: Pick<SourcePlace, 'commonDir'>): string {
  return join(place.commonDir, 'moorline', 'objects');
}

/**
 * Opens a store.
 * @throws AdapterError GIT_UNAVAILABLE when the temporary folder cannot be written
 */
export function openStore(seed: StoreSeed): GitStore {
  const { path: folder, remove } = createRepository(seed);
  const cache = seed.cache === undefined ? undefined : usableCache(seed.cache);
  const objects = cache ?? join(folder, 'objects');
  const borrowed = seed.borrowed.filter((each) => each !== objects && existsSync(each));
  const call: StoreCall = {
    cwd: folder,
    environment: {
      GIT_DIR: folder,
      GIT_OBJECT_DIRECTORY: objects,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: borrowed.map(quoted).join(delimiter),
    },
  };
  const reader = new ObjectReader(call);
  return {
    format: seed.format,
    call,
    reader,
    write: (written) => writeObjects(call, written, seed.format),
    close: async () => {
      await reader.close();
      remove();
    },
  };
}

function createRepository({ format, shallowFile }: StoreSeed): TemporaryFolder {
  const parent = realpathSync.native(tmpdir());
  try {
    sweepTemporary(parent);
    const temporary = temporaryFolder();
    const folder = temporary.path;
    mkdirSync(join(folder, 'refs'));
    mkdirSync(join(folder, 'objects'));
    writeFileSync(join(folder, 'HEAD'), 'ref: refs/heads/none\n');
    writeFileSync(join(folder, 'config'), format === 'sha256' ? SHA256_CONFIG : SHA1_CONFIG);
    if (shallowFile !== undefined && existsSync(shallowFile))
      copyFileSync(shallowFile, join(folder, 'shallow'));
    return temporary;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AdapterError('GIT_UNAVAILABLE', `The temporary folder ${parent} cannot be written: ${reason}`, {
      cause: error,
    });
  }
}

/** The cache when it can be written; a clone of somebody else's may be read-only. */
function usableCache(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    sweepCache(folder);
    return folder;
  } catch {
    return undefined;
  }
}

/** A path in a list of paths, quoted as git reads it (git(1), GIT_ALTERNATE_OBJECT_DIRECTORIES). */
function quoted(path: string): string {
  const escaped = path.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
  return /[":;\n]|^"/.test(path) ? `"${escaped}"` : path;
}

async function writeObjects(
  call: StoreCall,
  objects: readonly GitObject[],
  format: ObjectFormat,
): Promise<void> {
  const distinct = [...new Map(objects.map((object) => [object.id, object])).values()];
  if (distinct.length === 0) return;
  await failpoint('before-write');
  // hash checks by Git itself stand behind our own rules for names and content
  const answer = await runGit({
    verb: 'index-pack',
    options: ['--stdin', '--fsck-objects'],
    input: packOf(distinct, format),
    ...call,
  });
  if (answer.status !== 0) {
    const reason = answer.stderr.trim().split('\n').at(-1) ?? '';
    const folder = call.environment?.['GIT_OBJECT_DIRECTORY'] ?? '';
    throw new AdapterError('OBJECTS_UNWRITABLE', `Git cannot write to ${folder}: ${reason}`);
  }
  await failpoint('after-write');
}
