import { z } from 'zod';
import type { ModuleDefinition } from '../model/module.ts';
import { DNS_LABEL, dnsLabel, MAX_LABEL } from '../model/names.ts';
import { toLayer } from './to-layer.ts';

/** Key of an accessory. */
const ACCESSORY_KEY = /^[A-Za-z][-_A-Za-z0-9]*$/;

/** A DNS label that is not one of the keys of the other form. */
const BARE_NAME = new RegExp(`^(?!(?:apps|shared)$)${DNS_LABEL.source.slice(1)}`);

/** The two forms of `app.yaml` and the schema of one app, all as layers. */
export interface AppFileSchemas {
  /** `apps:` and `shared:`. */
  readonly wrapped: z.ZodType;
  /** A map from app name to AppConfiguration, as KCL prints it. */
  readonly bare: z.ZodType;
  /** Either; what editors use. */
  readonly any: z.ZodType;
  /** The two forms with workloads and accessories left open, to be checked by their module's schema. */
  readonly wrappedFrame: z.ZodType;
  readonly bareFrame: z.ZodType;
  /** Layer schema of each module, by name. */
  readonly byModule: ReadonlyMap<string, z.ZodType>;
  /** Any workload, any accessory. */
  readonly workload: z.ZodType;
  readonly accessory: z.ZodType;
}

/** `app.yaml` for a set of modules. */
export function appFile(modules: readonly ModuleDefinition[]): AppFileSchemas {
  const byModule = new Map(
    modules.map((module) => [module.name, toLayer(module.schema).describe(module.summary)]),
  );
  const workload = anyOf(modules, 'workload', byModule);
  const accessory = anyOf(modules, 'accessory', byModule);
  const exact = forms(workload, accessory);
  const open = z.record(z.string(), z.unknown());
  const frame = forms(open, open);
  return {
    ...exact,
    any: z.union([exact.wrapped, exact.bare]).describe('The applications of a stack or layer.'),
    wrappedFrame: frame.wrapped,
    bareFrame: frame.bare,
    byModule,
    workload,
    accessory,
  };
}

function anyOf(
  modules: readonly ModuleDefinition[],
  role: ModuleDefinition['role'],
  byModule: ReadonlyMap<string, z.ZodType>,
): z.ZodType {
  const known = modules
    .filter((module) => module.role === role)
    .flatMap(({ name }) => byModule.get(name) ?? []);
  // JSON Schema has no union of nothing
  return known.length > 0 ? z.union(known) : z.never();
}

function forms(workload: z.ZodType, accessory: z.ZodType) {
  const accessories = z.record(z.string().regex(ACCESSORY_KEY), accessory.nullable());
  const deletableText = z.record(z.string(), z.string().nullable()).nullable().optional();
  const type = z.string().optional().describe('KCL schema name; ignored.');
  const app = z
    .strictObject({
      _type: type,
      name: z.string().nullable().optional().describe('Accepted for Kusion; the key is the name.'),
      workload: workload.nullable().optional().describe('What runs.'),
      accessories: accessories.nullable().optional().describe('What it needs around it.'),
      labels: deletableText.describe('Labels for the metadata of every object of the app.'),
      annotations: deletableText.describe('Annotations for the metadata of every object of the app.'),
    })
    .describe('One application.');
  const wrapped = z
    .strictObject({
      _type: type,
      apps: z.record(dnsLabel, app.nullable()).nullable().optional().describe('Applications by name.'),
      shared: accessories.nullable().optional().describe('Accessories used by several apps.'),
    })
    .describe('The applications of a stack or layer.');
  const bareName = z.string().regex(BARE_NAME).max(MAX_LABEL);
  const bare = z.record(bareName, app.nullable()).describe('Applications by name, as KCL prints them.');
  return { wrapped, bare };
}
