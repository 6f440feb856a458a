import type { LoadedFile } from '../compile/discover/load-file.ts';
import { textAt } from '../compile/discover/load-file.ts';
import { diagnostic, limited, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { startOf } from '../diagnostics/span.ts';
import type { ModuleDefinition } from '../model/module.ts';
import type { Located } from '../model/unit.ts';
import { byteOrder } from '../util/byte-order.ts';
import { baseOf, dirOf } from '../util/repo-path.ts';
import { defineOwnModule, unreadModule } from './define-own-module.ts';
import { readModule } from './read-module.ts';

/** The modules that an app can use, by name in byte order, and what is wrong with those of the repository. */
export interface OwnModules {
  readonly modules: readonly ModuleDefinition[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Adds the modules of a repository to the built-in ones. Files are data: nothing of them is run. A file with
 * errors still gives a module, which renders nothing, so that apps which use it are not blamed as well.
 */
export function loadOwnModules(
  files: readonly LoadedFile[],
  builtIn: readonly ModuleDefinition[],
): OwnModules {
  // the same list, so that what is remembered about it stays known
  if (files.length === 0) return { modules: builtIn, diagnostics: [] };
  const found: Diagnostic[] = [];
  const names = new Map<string, Located<string> | undefined>(builtIn.map(({ name }) => [name, undefined]));
  const own = files.flatMap((file) => {
    const name = nameOf(file);
    const { value, diagnostics } = file.root ? readModule(file.root) : { diagnostics: [] };
    found.push(...limited([...file.diagnostics, ...diagnostics]));
    if (names.has(name.value)) {
      found.push(taken(name, names.get(name.value)));
      return [];
    }
    names.set(name.value, name);
    return [value ? defineOwnModule(value) : unreadModule(name.value, file.source.path)];
  });
  const modules = [...builtIn, ...own].toSorted((a, b) => byteOrder(a.name, b.name));
  return { modules, diagnostics: found };
}

/** The name in the file; that of its folder when the file cannot be read so far. */
function nameOf({ root, source }: LoadedFile): Located<string> {
  const written = root && textAt(root, ['name']);
  return written ?? { ...startOf(source), value: baseOf(dirOf(source.path)) };
}

function taken(name: Located<string>, first: Located<string> | undefined): Diagnostic {
  const detail = first
    ? `${first.source.path} is the module "${name.value}" already. Choose another name.`
    : `"${name.value}" is a built-in module. Choose another name.`;
  const related = first ? [{ message: 'first one', span: first }] : [];
  return diagnostic('MODULE_DUPLICATE', detail, name, { related });
}
