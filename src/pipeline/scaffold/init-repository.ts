import { planFiles, writeFiles } from '../../adapters/files/scaffold-writer.ts';
import type { PlannedFile } from '../../model/scaffold.ts';
import { readTemplate } from '../../adapters/files/template-reader.ts';
import type { ModuleDefinition } from '../../model/module.ts';
import { expandTemplate } from './expand-template.ts';
import { schemaFiles } from './schema-files.ts';

/** What a new repository shall hold; every name is a DNS label. */
export interface InitRequest {
  /** Absolute folder; made when it is missing. */
  readonly root: string;
  readonly template: string;
  readonly project: string;
  readonly workspaces: readonly string[];
  readonly controller: string;
  readonly modules: readonly ModuleDefinition[];
  /** Plans only. */
  readonly dryRun: boolean;
}

/**
 * Adds the files of a template that a repository lacks; what is there stays as it is.
 * @throws AdapterError when the file system refuses
 */
export function initRepository(request: InitRequest): readonly PlannedFile[] {
  const { root, template, project, controller, modules } = request;
  const values = { project, controller, workspace: request.workspaces };
  const files = [
    ...expandTemplate(readTemplate('init/common'), '', values),
    ...expandTemplate(readTemplate(`init/${template}`), '', values),
    ...schemaFiles(modules),
  ];
  const planned = planFiles(root, files, 'keep');
  if (!request.dryRun) writeFiles(root, planned);
  return planned;
}
