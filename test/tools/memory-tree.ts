import type { FileContent, TreeReader } from '../../src/model/ports.ts';
import { byteOrder } from '../../src/util/byte-order.ts';

/** A tree held in memory; order of the files does not matter. */
export function memoryTree(files: Readonly<Record<string, string | Uint8Array>>): TreeReader {
  const encoder = new TextEncoder();
  const contents = new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? encoder.encode(content) : content,
    ]),
  );
  return {
    revision: undefined,
    list: () =>
      Promise.resolve([...contents.keys()].sort(byteOrder).map((path) => ({ path, kind: 'file' as const }))),
    read: (paths, limit) =>
      Promise.resolve(
        new Map(
          paths.map((path): [string, FileContent] => {
            const bytes = contents.get(path);
            if (!bytes) return [path, { kind: 'missing' }];
            return [
              path,
              bytes.length > limit
                ? { kind: 'too-large', size: bytes.length, limit }
                : { kind: 'bytes', bytes },
            ];
          }),
        ),
      ),
  };
}
