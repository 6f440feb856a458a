import { from } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { bindingName, bound, withoutUri } from '../binding.ts';
import { userOf, type Database } from '../database.ts';
import type { Flavor } from '../flavor.ts';
import { nameDraft } from '../object-metadata.ts';
import { instanceClassDraft } from '../rds.ts';
import { sizeInGi } from '../size.ts';

/** Kusion's default (catalog@455e3c90 `defaultSecurityIPs`). */
const ANYWHERE = ['0.0.0.0/0'];

/**
 * An instance on Alibaba Cloud by Crossplane (provider-alibaba, database v1alpha1), which belongs to no namespace.
 * The provider makes up the password and writes the Secret `<name>-app` with the keys of crossplane-runtime:
 * endpoint, port, username and password. It makes no database in the instance.
 */
export const crossplaneAlicloud: Flavor = {
  naming: { kind: 'instance name', suffix: '', limit: 63, form: 'letter' },
  reads: [
    'cloud',
    'username',
    'size',
    'securityIPs',
    'instanceType',
    'instanceClass',
    'deletionProtection',
    'providerConfig',
  ],
  parts: (database) => {
    checkProviderConfig(database);
    const reason =
      'The provider of Alibaba Cloud makes no database in the instance, so there is none to name. Make one, and write its name into the app.';
    return {
      secrets: [],
      objects: [instance(database)],
      outputs: {
        host: bound(database, 'endpoint'),
        port: bound(database, 'port'),
        dbname: { kind: 'none', reason },
        username: bound(database, 'username'),
        password: bound(database, 'password'),
        uri: withoutUri(database),
      },
    };
  },
};

function checkProviderConfig({ platform, report }: Database): void {
  if (platform.providerConfig?.kind !== 'ClusterProviderConfig') return;
  const detail = 'The provider of Alibaba Cloud knows the kind ProviderConfig only. Leave kind out.';
  report({ code: 'FIELD_INVALID', detail, at: platformPointer('providerConfig', 'kind') });
}

function instance(database: Database): GeneratedResource {
  const { engine, names, platform } = database;
  const isProtected = platform.deletionProtection ?? true;
  const spec = {
    providerConfigRef: {
      name: from(platformPointer('providerConfig', 'name'), platform.providerConfig?.name ?? 'default'),
    },
    deletionPolicy: from(platformPointer('deletionProtection'), isProtected ? 'Orphan' : 'Delete'),
    forProvider: {
      engine: engine.title,
      engineVersion: from(input('version'), database.input.version),
      dbInstanceClass: instanceClassDraft(database),
      dbInstanceStorageInGB: sizeInGi(database),
      securityIPList: from(platformPointer('securityIPs'), (platform.securityIPs ?? ANYWHERE).join(',')),
      masterUsername: from(platformPointer('username'), userOf(database)),
    },
    writeConnectionSecretToRef: { namespace: names.namespace, name: bindingName(database) },
  };
  const metadata = { name: nameDraft(database) };
  return {
    draft: { apiVersion: 'database.alibaba.crossplane.io/v1alpha1', kind: 'RDSInstance', metadata, spec },
  };
}
