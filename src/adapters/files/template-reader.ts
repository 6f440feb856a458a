import { fileURLToPath } from 'node:url';
import { InternalError } from '../../diagnostics/internal-error.ts';
import { readRegular } from './regular-file.ts';
import { walkFolder } from './walk-folder.ts';

/** A file of a template; `path` is posix and relative to the folder of the template. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** `templates` of the package; as far away from `src` as from `dist`. */
const FOLDER = fileURLToPath(new URL('../../../templates/', import.meta.url));

const MAX_BYTES = 1_000_000;

/** The files of a template of this package, such as `init/service`, in byte order. */
export function readTemplate(name: string): readonly TemplateFile[] {
  const folder = `${FOLDER}${name}`;
  return walkFolder(folder).map(({ path }) => {
    const content = readRegular(`${folder}/${path}`, MAX_BYTES);
    if (content.kind !== 'bytes')
      throw new InternalError(`the template file ${name}/${path} is ${content.kind}`);
    return { path, text: new TextDecoder().decode(content.bytes) };
  });
}
