import { from } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { platform as platformPointer } from '../../model/pointer.ts';
import type { SecretPlan } from '../../secrets/secret-plan.ts';
import { bindingName, bindingPlan, bound, withoutUri } from '../binding.ts';
import { userOf, type Database } from '../database.ts';
import type { Flavor, Known } from '../flavor.ts';
import { nameDraft, objectMetadata } from '../object-metadata.ts';
import { instanceClassDraft, RDS_READS, rdsFields } from '../rds.ts';

/** What the Secret with the address is called after the database. */
const CONNECTION = '-conn';

/** Keys that nobody knows before the instance is there. */
const LEARNED = ['host', 'uri'];

/**
 * An instance on AWS by the RDS controller of ACK. The controller is given the password, and a FieldExport
 * writes the address into a Secret of its own, `<name>-conn`: it has to exist before
 * (aws-controllers-k8s.github.io, field-export), and External Secrets would take a foreign key in `<name>-app` for
 * a broken Secret and make up a new password.
 */
export const ack: Flavor = {
  naming: { kind: 'instance name', suffix: '', limit: 63, form: 'rds' },
  reads: RDS_READS,
  parts: (database) => {
    checkCloud(database);
    return {
      secrets: [withoutLearned(bindingPlan(database, ''))],
      objects: [instance(database), connectionSecret(database), hostExport(database)],
      outputs: {
        host: hostOutput(database),
        port: bound(database, 'port'),
        dbname: bound(database, 'dbname'),
        username: bound(database, 'username'),
        password: bound(database, 'password'),
        uri: withoutUri(database),
      },
    };
  },
};

function checkCloud({ platform, report }: Database): void {
  if (platform.cloud !== 'alicloud') return;
  const detail = 'The flavor ack knows AWS only. For Alibaba Cloud use crossplane or external.';
  report({ code: 'FIELD_CONFLICT', detail, at: platformPointer('cloud') });
}

function withoutLearned(plan: SecretPlan): SecretPlan {
  return { ...plan, values: plan.values.filter(({ key }) => !LEARNED.includes(key)) };
}

function hostOutput({ name }: Database): Known {
  return { kind: 'secret', name: `${name}${CONNECTION}`, key: 'host' };
}

function instance(database: Database): GeneratedResource {
  const { names, platform } = database;
  const password = { namespace: names.namespace, name: bindingName(database), key: 'password' };
  const spec = {
    dbInstanceIdentifier: nameDraft(database),
    dbInstanceClass: instanceClassDraft(database),
    ...rdsFields(database),
    masterUsername: from(platformPointer('username'), userOf(database)),
    masterUserPassword: password,
    vpcSecurityGroupIDs: from(platformPointer('securityGroupIDs'), platform.securityGroupIDs),
    multiAZ: from(platformPointer('multiAZ'), platform.multiAZ ?? false),
  };
  const region = from(platformPointer('region'), platform.region);
  const metadata = {
    ...objectMetadata(database),
    annotations: region === undefined ? undefined : { 'services.k8s.aws/region': region },
  };
  return { draft: { apiVersion: 'rds.services.k8s.aws/v1alpha1', kind: 'DBInstance', metadata, spec } };
}

/** Without data: the controller adds the address. */
function connectionSecret(database: Database): GeneratedResource {
  const metadata = objectMetadata(database, CONNECTION);
  return { draft: { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque' } };
}

function hostExport(database: Database): GeneratedResource {
  const metadata = objectMetadata(database, '-host');
  const spec = {
    from: {
      path: '.status.endpoint.address',
      resource: { group: 'rds.services.k8s.aws', kind: 'DBInstance', name: nameDraft(database) },
    },
    to: { kind: 'secret', name: nameDraft(database, CONNECTION), key: 'host' },
  };
  return { draft: { apiVersion: 'services.k8s.aws/v1alpha1', kind: 'FieldExport', metadata, spec } };
}
