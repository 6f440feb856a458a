import type { ObjectFormat, TreeItem, TreeMode } from '../../model/git.ts';
import { treeName } from '../../model/tree-name.ts';

const MODES: ReadonlySet<string> = new Set(['100644', '100755', '120000', '40000', '160000']);

/**
 * Entries of a tree object: `<mode> SP <name> NUL <raw id>`, one after another. Old modes such as 100664
 * count as what git makes of them. Undefined when the bytes are no tree.
 */
export function parseTree(content: Buffer, format: ObjectFormat): readonly TreeItem[] | undefined {
  const idLength = format === 'sha256' ? 32 : 20;
  const items: TreeItem[] = [];
  for (let at = 0; at < content.byteLength;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    if (space < 0 || end < 0 || end + 1 + idLength > content.byteLength) return undefined;
    const mode = modeOf(content.toString('latin1', at, space));
    if (mode === undefined) return undefined;
    const start = end + 1;
    at = start + idLength;
    items.push({
      mode,
      name: treeName(content.subarray(space + 1, end)),
      id: content.toString('hex', start, at),
    });
  }
  return items;
}

function modeOf(text: string): TreeMode | undefined {
  if (MODES.has(text)) return text as TreeMode;
  return text === '100664' || text === '100600' ? '100644' : undefined;
}
