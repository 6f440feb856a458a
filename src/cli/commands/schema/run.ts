import { hasErrors } from '../../../diagnostics/diagnostic.ts';
import { BUILT_IN_MODULES } from '../../../pipeline/built-in.ts';
import { repositoryModules } from '../../../pipeline/load-modules.ts';
import { editorSchemas, writeSchemaFiles } from '../../../pipeline/scaffold/schema-files.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { openFor } from '../../compile-request.ts';
import { fileData, fileLines, fileSummary } from '../../file-lines.ts';

/** `moorline schema`: prints the schemas, or brings the files that editors read up to date; modules of the repository are part of them. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const [name] = request.args;
  const { root, reader, configPath } = await openFor(request);
  const { modules, diagnostics } = await repositoryModules({
    reader,
    configPath,
    modules: BUILT_IN_MODULES,
  });
  if (hasErrors(diagnostics)) return { diagnostics };
  if (request.options['write'] === true) {
    const files = writeSchemaFiles(root, modules, name);
    return { diagnostics: [], text: fileLines(files), data: fileData(files), summary: fileSummary(files) };
  }
  const all = editorSchemas(modules);
  const shown = name === undefined ? all : all[name];
  return {
    diagnostics: [],
    text: `${JSON.stringify(shown, null, 2)}\n`,
    data: name === undefined ? all : { [name]: shown },
  };
}
