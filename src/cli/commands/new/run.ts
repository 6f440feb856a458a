import type { Outcome } from '../../../diagnostics/diagnostic.ts';
import type { PlannedFile } from '../../../model/scaffold.ts';
import { BUILT_IN_MODULES } from '../../../pipeline/built-in.ts';
import { loadRepository } from '../../../pipeline/load-repository.ts';
import type { NewScope } from '../../../pipeline/scaffold/new-files.ts';
import { newModule } from '../../../pipeline/scaffold/new-module.ts';
import { newProject } from '../../../pipeline/scaffold/new-project.ts';
import { newStack } from '../../../pipeline/scaffold/new-stack.ts';
import { newWorkspace } from '../../../pipeline/scaffold/new-workspace.ts';
import { checkName, checkTemplateProject } from '../../check-name.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { openFor } from '../../compile-request.ts';
import { fileData, fileLines, fileSummary } from '../../file-lines.ts';

/** `moorline new`: adds a project, stack, workspace or module; writes all of its files or none. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const [kind = '', name = ''] = request.args;
  checkName(`a ${kind}`, name);
  const { root, reader, configPath } = await openFor(request);
  const repository = await loadRepository({ reader, configPath, modules: BUILT_IN_MODULES });
  const { value: files, diagnostics } = await add({ root, reader, repository }, request);
  if (!files) return { diagnostics };
  return {
    diagnostics,
    text: `${fileLines(files)}\nNext:\n  moorline check\n`,
    data: fileData(files),
    summary: fileSummary(files),
  };
}

async function add(scope: NewScope, request: CommandRequest): Promise<Outcome<readonly PlannedFile[]>> {
  const [kind, name = ''] = request.args;
  const { project, stack, workspace } = request.selection;
  const from = typeof request.options['from'] === 'string' ? request.options['from'] : undefined;
  unused(stack, '--stack');
  if (kind === 'stack') {
    return newStack(scope, {
      name,
      from,
      project: single(project, '--project'),
      workspace: single(workspace, '--workspace'),
    });
  }
  unused(project, '--project');
  if (kind === 'project' && from === undefined) checkTemplateProject(name);
  if (kind === 'project') return newProject(scope, { name, from, workspaces: workspace });
  unused(workspace, '--workspace');
  return kind === 'module' ? newModule(scope, { name, from }) : newWorkspace(scope, { name, from });
}

function single(names: readonly string[], option: string): string | undefined {
  if (names.length > 1) throw new CommandError('USAGE', `${option} may be given once here.`);
  return names[0];
}

function unused(names: readonly string[], option: string): void {
  if (names.length > 0) throw new CommandError('USAGE', `${option} has no meaning here.`);
}
