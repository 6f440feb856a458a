import type { ScaffoldFile } from '../../model/scaffold.ts';
import type { FileContent, TreeReader } from '../../model/ports.ts';
import { byteOrder } from '../../util/byte-order.ts';

/** A tree that was put together, and what was read from the one below. */
export interface OverlayReader extends TreeReader {
  /** Files of the tree below whose content somebody asked for. */
  readonly taken: ReadonlyMap<string, Uint8Array>;
}

/** Files in memory over those of a tree that are visible; nothing is written. */
export function overlayReader(
  files: readonly ScaffoldFile[],
  below: TreeReader,
  isVisible: (path: string) => boolean,
): OverlayReader {
  const encoder = new TextEncoder();
  const own = new Map(
    files.map(({ path, content }) => [path, typeof content === 'string' ? encoder.encode(content) : content]),
  );
  const taken = new Map<string, Uint8Array>();
  return {
    revision: undefined,
    taken,
    list: async () => {
      const entries = (await below.list()).filter(({ path }) => !own.has(path) && isVisible(path));
      const planned = [...own.keys()].map((path) => ({ path, kind: 'file' as const }));
      return [...entries, ...planned].toSorted((a, b) => byteOrder(a.path, b.path));
    },
    read: async (paths, limit) => {
      const contents = new Map<string, FileContent>(
        await below.read(
          paths.filter((path) => !own.has(path) && isVisible(path)),
          limit,
        ),
      );
      for (const [path, content] of contents) if (content.kind === 'bytes') taken.set(path, content.bytes);
      for (const path of paths) {
        const bytes = own.get(path);
        if (bytes) contents.set(path, { kind: 'bytes', bytes });
        else if (!contents.has(path)) contents.set(path, { kind: 'missing' });
      }
      return contents;
    },
  };
}
