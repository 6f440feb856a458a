import { AdapterError, type FileContent } from '../../model/ports.ts';
import { runGit } from './git.ts';
import type { StoreCall } from './object-store.ts';

/**
 * The content of blobs by id. Sizes are asked first, so that one above `limit` bytes is never loaded;
 * then one process delivers all others.
 */
export async function readBlobs(
  call: StoreCall,
  ids: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, FileContent>> {
  const contents = new Map<string, FileContent>();
  const wanted: string[] = [];
  const sizes = await catFile(call, '--batch-check', ids);
  for (const line of sizes.toString().split('\n').slice(0, -1)) {
    const { id, size } = parseHeader(line);
    if (size === undefined) contents.set(id, notLocal(id));
    else if (size > limit) contents.set(id, { kind: 'too-large', size, limit });
    else wanted.push(id);
  }
  const output = await catFile(call, '--batch', wanted);
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(LINE_FEED, at);
    const { id, size } = parseHeader(output.toString('latin1', at, end));
    const start = end + 1;
    contents.set(
      id,
      size === undefined ? notLocal(id) : { kind: 'bytes', bytes: output.subarray(start, start + size) },
    );
    at = size === undefined ? start : start + size + 1;
  }
  return contents;
}

const LINE_FEED = 0x0a;

async function catFile(call: StoreCall, mode: string, ids: readonly string[]): Promise<Buffer> {
  if (ids.length === 0) return Buffer.alloc(0);
  const input = `${ids.join('\n')}\n`;
  const answer = await runGit({ verb: 'cat-file', options: [mode, '--buffer'], input, ...call });
  if (answer.status === 0) return answer.stdout;
  throw new AdapterError('OBJECTS_MISSING', `Git cannot read a file: ${answer.stderr.split('\n')[0] ?? ''}`);
}

/** `<id> SP <type> SP <size>` or `<id> SP missing`, as git-cat-file documents it. */
function parseHeader(line: string): { readonly id: string; readonly size: number | undefined } {
  const [id = '', , size] = line.split(' ');
  return { id, size: size === undefined ? undefined : Number(size) };
}

function notLocal(id: string): FileContent {
  return { kind: 'not-local', reason: `The object ${id} is not in this clone, and nothing is fetched.` };
}
