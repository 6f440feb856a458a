import type { ScaffoldFile } from '../../model/scaffold.ts';
import type { TemplateFile } from '../../adapters/files/template-reader.ts';
import { scalarText } from '../../compile/source/edit-yaml.ts';
import { InternalError } from '../../diagnostics/internal-error.ts';

/** Folder of the schemas that editors use, relative to the root of the repository. */
export const SCHEMA_FOLDER = '.moorline/schemas';

/** Names for the `{{name}}` of texts and the `__name__` of paths; a list gives one file for each entry. */
export interface TemplateValues {
  readonly [name: string]: string | readonly string[];
}

/**
 * Fills in a template. A `{{name}}` of a text is a whole YAML scalar and gets quotes when it needs
 * them (a project may be called "1"); `{{schemas}}` is the schema folder seen from the file.
 * @param base folder of the result, relative to the root; empty text for the root
 */
export function expandTemplate(
  files: readonly TemplateFile[],
  base: string,
  values: TemplateValues,
): readonly ScaffoldFile[] {
  return files.flatMap((file) =>
    choices(file.path, values).map((chosen) => {
      const inside = file.path.replaceAll(/__([a-z]+)__/g, (_, name: string) => valueOf(chosen, name, file));
      const path = base === '' ? inside : `${base}/${inside}`;
      const schemas = schemaFolderFrom(path);
      const content = file.text.replaceAll(/\{\{([a-z]+)\}\}/g, (_, name: string) =>
        name === 'schemas' ? schemas : scalarText(valueOf(chosen, name, file)),
      );
      return { path, content };
    }),
  );
}

/** The values of each file that a path stands for: its lists, entry by entry. */
function choices(path: string, values: TemplateValues): readonly Readonly<Record<string, string>>[] {
  let chosen: Record<string, string>[] = [{}];
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') chosen = chosen.map((each) => ({ ...each, [name]: value }));
    else if (path.includes(`__${name}__`))
      chosen = chosen.flatMap((each) => value.map((entry) => ({ ...each, [name]: entry })));
  }
  return chosen;
}

function valueOf(values: Readonly<Record<string, string>>, name: string, file: TemplateFile): string {
  const value = values[name];
  if (value === undefined)
    throw new InternalError(`the template file ${file.path} names ${name}, which has no value`);
  return value;
}

/** The schema folder as a file of the repository names it; editors resolve it from the file's folder. */
function schemaFolderFrom(path: string): string {
  const up = path.split('/').length - 1;
  return up === 0 ? `./${SCHEMA_FOLDER}` : `${'../'.repeat(up)}${SCHEMA_FOLDER}`;
}
