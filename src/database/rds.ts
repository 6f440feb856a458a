import { from, type Draft } from '../model/draft.ts';
import { input, platform as platformPointer } from '../model/pointer.ts';
import type { Database } from './database.ts';
import type { DatabasePlatform } from './schema.ts';
import { plainInnerName } from './plain-inner-name.ts';
import { sizeInGi } from './size.ts';

type Drafts = Readonly<Record<string, Draft>>;

/** Platform fields that every instance on AWS reads. */
export const RDS_READS = [
  'username',
  'size',
  'database',
  'cloud',
  'instanceType',
  'instanceClass',
  'privateRouting',
  'subnetID',
  'subnetGroup',
  'securityGroupIDs',
  'multiAZ',
  'deletionProtection',
  'backupRetentionDays',
  'region',
] as const satisfies readonly (keyof DatabasePlatform | 'database')[];

/** What an instance on AWS is made of, where Crossplane and ACK name the fields alike. */
export function rdsFields(database: Database): Drafts {
  const { engine, platform } = database;
  return {
    engine: engine.name,
    engineVersion: from(input('version'), database.input.version),
    allocatedStorage: sizeInGi(database),
    dbName: from(input('database'), plainInnerName(database)),
    dbSubnetGroupName: eitherDraft(database, 'subnetGroup', 'subnetID'),
    publiclyAccessible: from(platformPointer('privateRouting'), platform.privateRouting === false),
    storageEncrypted: true,
    deletionProtection: from(platformPointer('deletionProtection'), platform.deletionProtection ?? true),
    backupRetentionPeriod: from(platformPointer('backupRetentionDays'), platform.backupRetentionDays ?? 7),
  };
}

/** The class of a cloud instance; a missing one is reported at the flavor, which needs it. */
export function instanceClassDraft(database: Database): Draft {
  const { engine, platform, report } = database;
  const draft = eitherDraft(database, 'instanceClass', 'instanceType');
  if (draft === undefined) {
    const detail = `The flavor ${String(platform.flavor)} needs the instance type: set modules.${engine.name}.configs.default.instanceType.`;
    report({ code: 'FIELD_MISSING', detail, at: platformPointer('flavor') });
  }
  return draft;
}

/** A field that has two names; both at once are reported. */
function eitherDraft(
  { platform, report }: Database,
  field: 'instanceClass' | 'subnetGroup',
  other: 'instanceType' | 'subnetID',
): Draft {
  if (platform[field] !== undefined && platform[other] !== undefined) {
    const related = [{ message: `${other} is given here`, at: platformPointer(other) }];
    const detail = `${field} and ${other} mean the same. Remove one of them.`;
    report({ code: 'FIELD_CONFLICT', detail, at: platformPointer(field), related });
  }
  return platform[field] === undefined
    ? from(platformPointer(other), platform[other])
    : from(platformPointer(field), platform[field]);
}
