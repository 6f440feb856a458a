import type { DeclaredInput, ModuleContext, ModuleProblem, ModuleResult } from '../model/module.ts';
import { input } from '../model/pointer.ts';
import { encryptedFile, isEncryptedBackend } from '../secrets/encrypted-file.ts';
import { renderSecret } from '../secrets/render-secret.ts';
import { boundOutputs } from './binding.ts';
import { checkName } from './check-name.ts';
import { databaseOf, instanceClassOf, type Database, type DatabaseRequest } from './database.ts';
import { kusionEnvironment } from './environment.ts';
import { findFlavor } from './find-flavor.ts';
import { reportUnread } from './unread-fields.ts';

/** The two sides of a database's input, and its engine. */
export type DatabaseCall = Pick<DatabaseRequest, 'engine' | 'input' | 'platform'>;

/**
 * Makes a database by the flavor of the platform, and gives its outputs and Kusion's variables to the apps. The
 * Secrets of a flavor are rendered by the backend of the workspace.
 */
export function generateDatabase(call: DatabaseCall, context: ModuleContext): ModuleResult {
  const problems: ModuleProblem[] = [];
  const report = (problem: ModuleProblem) => problems.push(problem);
  const database = databaseOf({ ...call, names: context, report });
  if (isUndecided(database)) {
    reportUndecided(database);
    // the outputs that any flavor would have, so that no reference to them is reported too
    return { resources: [], problems, outputs: boundOutputs(database) };
  }
  const flavor = findFlavor(call.platform);
  checkName(database, flavor.naming);
  reportUnread(database, flavor);
  const parts = flavor.parts(database);
  const secrets = parts.secrets.map((plan) => renderSecret(plan, { context, report }));
  return {
    resources: [...secrets.flatMap(({ resources }) => resources), ...parts.objects],
    problems,
    requiredSecrets: [...secrets.flatMap(({ required }) => required), ...(parts.required ?? [])],
    outputs: parts.outputs,
    patch: kusionEnvironment(database, parts),
  };
}

/** The files that hold the Secrets of a database, for backends that keep them encrypted in Git. */
export function databaseFiles(request: Omit<DatabaseRequest, 'report'>): readonly DeclaredInput[] {
  const { secretBackend } = request.names;
  const database = databaseOf({ ...request, report: () => undefined });
  if (!isEncryptedBackend(secretBackend) || isUndecided(database)) return [];
  const { secrets } = findFlavor(request.platform).parts(database);
  return secrets.map(({ name, at }) => encryptedFile(name, secretBackend, at));
}

/** True for a cloud database of which the platform does not say who makes it. */
function isUndecided({ input: own, platform }: Database): boolean {
  return own.type === 'cloud' && platform.flavor === undefined;
}

function reportUndecided(database: Database): void {
  const { engine, names, report } = database;
  const { name: module, flavors } = engine;
  const needs =
    instanceClassOf(database) === undefined
      ? ' crossplane and ack also need the instanceType, which is empty.'
      : '';
  const detail = `Nothing says who makes the cloud database. Set modules.${module}.configs.default.flavor of the workspace "${names.workspace}": ${flavors.join(', ')}.${needs}`;
  report({ code: 'CLOUD_FLAVOR_MISSING', detail, at: input('type') });
}
