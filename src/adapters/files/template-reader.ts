import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'glob';
import { InternalError } from '../../diagnostics/internal-error.ts';
import { readRegular } from './regular-file.ts';
import { orderPaths } from '../tree-rules.ts';

/** A file of a template; `path` is posix and relative to the folder of the template. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** `templates` of the package. A build may put this file anywhere below the folder with package.json. */
function templatesFolder(): string {
  const here = fileURLToPath(import.meta.url);
  for (let at = dirname(here); at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return join(at, 'templates');
  }
  throw new InternalError('the package has no package.json');
}

const MAX_BYTES = 1_000_000;

/** The files of a template of this package, such as `init/service`, in byte order. */
export function readTemplate(name: string): readonly TemplateFile[] {
  const folder = `${templatesFolder()}/${name}`;
  const paths = globSync('**', { cwd: folder, dot: true, nodir: true, posix: true });
  return orderPaths(paths).map((path) => {
    const content = readRegular(`${folder}/${path}`, MAX_BYTES);
    if (content.kind !== 'bytes')
      throw new InternalError(`the template file ${name}/${path} is ${content.kind}`);
    return { path, text: new TextDecoder().decode(content.bytes) };
  });
}
