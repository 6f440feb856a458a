import type { Json } from '../../src/model/json.ts';
import type { ModuleContext, ModuleOutput } from '../../src/model/module.ts';
import { mysqlModule } from '../../src/modules/mysql/index.ts';
import { postgresModule } from '../../src/modules/postgres/index.ts';
import { runModule, type ModuleRun } from '../modules/run-module.ts';

export const ENGINES = {
  mysql: { module: mysqlModule, version: '8.4.2' },
  postgres: { module: postgresModule, version: '17' },
} as const;

export type EngineName = keyof typeof ENGINES;

/** What a test says of a database; the rest is that of app `web` in project `shop`, stack `dev`. */
export interface DatabaseCase {
  readonly input?: object;
  readonly platform?: object;
  readonly context?: Partial<ModuleContext>;
}

/** A local database of the engine, with External Secrets unless the case says otherwise. */
export function runDatabase(
  engine: EngineName,
  { input = {}, platform = {}, context = {} }: DatabaseCase,
): ModuleRun {
  const { module, version } = ENGINES[engine];
  return runModule(module, {
    input: { type: 'local', version, ...input },
    platform,
    context: { secretBackend: 'external-secrets', ...context },
  });
}

/** Outputs in short: `name/key` for a key of a Secret, `"text"`, or `none`. */
export function short(outputs: Readonly<Record<string, ModuleOutput>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => [
      name,
      output.kind === 'secret'
        ? `${output.name}/${output.key}`
        : output.kind === 'text'
          ? JSON.stringify(output.value)
          : 'none',
    ]),
  );
}

/** `kind/name` of each object, in output order. */
export function kinds({ objects }: ModuleRun): readonly string[] {
  return objects.map(({ kind, metadata }) => `${text(kind)}/${text((metadata as { name?: Json }).name)}`);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
