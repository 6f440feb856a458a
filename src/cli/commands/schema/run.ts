import { BUILT_IN_MODULES } from '../../../pipeline/built-in.ts';
import { editorSchemas, writeSchemaFiles } from '../../../pipeline/scaffold/schema-files.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { openFor } from '../../compile-request.ts';
import { fileData, fileLines, fileSummary } from '../../file-lines.ts';

/** `moorline schema`: prints the schemas, or brings the files that editors read up to date. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const [name] = request.args;
  if (request.options['write'] === true) {
    const { root } = await openFor(request);
    const files = writeSchemaFiles(root, BUILT_IN_MODULES, name);
    return { diagnostics: [], text: fileLines(files), data: fileData(files), summary: fileSummary(files) };
  }
  const all = editorSchemas(BUILT_IN_MODULES);
  const shown = name === undefined ? all : all[name];
  return {
    diagnostics: [],
    text: `${JSON.stringify(shown, null, 2)}\n`,
    data: name === undefined ? all : { [name]: shown },
  };
}
