import type { PlannedFile } from '../../model/scaffold.ts';
import { readTemplate } from '../../adapters/files/template-reader.ts';
import type { Outcome } from '../../diagnostics/diagnostic.ts';
import { expandTemplate } from './expand-template.ts';
import { refuse, writeNew, type NewScope } from './new-files.ts';

/** Adds a module beside the other ones of the repository; `name` is a DNS label. */
export function newModule(
  { root, repository }: NewScope,
  { name, from }: { readonly name: string; readonly from: string | undefined },
): Outcome<readonly PlannedFile[]> {
  const { modules, config } = repository;
  if (from !== undefined) return refuse('A module is not copied: leave out --from.');
  const taken = modules.find((module) => module.name === name);
  if (taken) return refuse(`There is a module "${name}" already: ${taken.file ?? 'it is built in'}.`);
  const paths = config.modulePaths.map(({ value }) => value);
  const parent = paths.map((glob) => /^((?:[^*?[\](){}!+@|\\]+\/)?)\*$/.exec(glob)?.[1]).find(isText);
  if (parent === undefined) {
    const found = paths.length > 0 ? `has only ${paths.join(', ')}` : 'is missing';
    return refuse(
      `No folder for modules is known: modules.paths of the configuration ${found}. Add "modules/*" to it.`,
    );
  }
  const files = expandTemplate(readTemplate('new/module'), `${parent}${name}`, { module: name });
  return writeNew(root, { value: files, diagnostics: [] });
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
