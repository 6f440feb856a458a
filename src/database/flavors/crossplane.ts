import { from } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { platform as platformPointer } from '../../model/pointer.ts';
import { bindingName, bound, withoutUri } from '../binding.ts';
import { innerNameOf, userOf, type Database } from '../database.ts';
import type { Flavor } from '../flavor.ts';
import { objectMetadata } from '../object-metadata.ts';
import { instanceClassDraft, RDS_READS, rdsFields } from '../rds.ts';

/**
 * An instance on AWS by Crossplane v2, in the namespace of the stack (provider-upjet-aws
 * examples/rds/namespaced). The provider makes up the password and writes the Secret `<name>-app`; its keys are
 * endpoint, address, host, username, port and password.
 */
export const crossplane: Flavor = {
  naming: { kind: 'instance name', suffix: '', limit: 63, form: 'rds' },
  reads: [...RDS_READS, 'providerConfig'],
  parts: (database) => ({
    secrets: [],
    objects: [instance(database)],
    outputs: {
      host: bound(database, 'host'),
      port: bound(database, 'port'),
      dbname: { kind: 'text', value: innerNameOf(database) },
      username: bound(database, 'username'),
      password: bound(database, 'password'),
      uri: withoutUri(database),
    },
  }),
};

function instance(database: Database): GeneratedResource {
  const { name, platform, report } = database;
  const { kind = 'ClusterProviderConfig', name: config = 'default' } = platform.providerConfig ?? {};
  if (platform.region === undefined) {
    const detail = `The flavor crossplane needs the region: set modules.${database.engine.name}.configs.default.region.`;
    report({ code: 'FIELD_MISSING', detail, at: platformPointer('flavor') });
  }
  const spec = {
    providerConfigRef: from(platformPointer('providerConfig'), { kind, name: config }),
    managementPolicies: ['*'],
    forProvider: {
      region: from(platformPointer('region'), platform.region),
      instanceClass: instanceClassDraft(database),
      ...rdsFields(database),
      username: from(platformPointer('username'), userOf(database)),
      autoGeneratePassword: true,
      passwordSecretRef: { name: `${name}-master`, key: 'password' },
      vpcSecurityGroupIds: from(platformPointer('securityGroupIDs'), platform.securityGroupIDs),
      multiAz: from(platformPointer('multiAZ'), platform.multiAZ ?? false),
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${name}-final`,
    },
    writeConnectionSecretToRef: { name: bindingName(database) },
  };
  const metadata = objectMetadata(database);
  return { draft: { apiVersion: 'rds.aws.m.upbound.io/v1beta1', kind: 'Instance', metadata, spec } };
}
