import { input, platform as platformPointer } from '../model/pointer.ts';
import type { Database } from './database.ts';
import type { Flavor } from './flavor.ts';

/** Every flavor reads these; the last two may come from the defaults of the workspace, which serve all modules. */
const ALWAYS = [
  '_type',
  'module',
  'type',
  'version',
  'flavor',
  'databaseName',
  'imagePullPolicy',
  'resources',
];

const OTHERWISE: Readonly<Record<string, string>> = {
  securityIPs: ' On AWS securityGroupIDs decide who may connect.',
  category: ' Kusion hands it to Terraform.',
};

/** Says which fields change nothing, because the flavor does not read them. */
export function reportUnread({ input: own, platform, report }: Database, { reads }: Flavor): void {
  const known: readonly string[] = [...ALWAYS, ...reads];
  const how =
    platform.flavor === undefined ? 'A local database without flavor' : `The flavor ${platform.flavor}`;
  const sides = [
    { given: own, pointer: input },
    { given: platform, pointer: platformPointer },
  ];
  for (const { given, pointer } of sides) {
    for (const [field, value] of Object.entries(given)) {
      if (value === undefined || known.includes(field)) continue;
      const detail = `${how} does not use ${field}, so it changes nothing there.${OTHERWISE[field] ?? ''}`;
      report({ code: 'FIELD_NO_EFFECT', detail, at: pointer(field) });
    }
  }
}
