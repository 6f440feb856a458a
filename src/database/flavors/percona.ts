import { from, type Draft } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { platform as platformPointer } from '../../model/pointer.ts';
import { bindingName, bindingPlan, boundOutputs } from '../binding.ts';
import { innerNameOf, userOf, type Database } from '../database.ts';
import type { Flavor } from '../flavor.ts';
import { objectMetadata } from '../object-metadata.ts';
import { imageOf, platformPart } from '../pod.ts';
import { plainInnerName } from '../plain-inner-name.ts';
import { refuseUser } from '../refuse-user.ts';
import { sizeDraft } from '../size.ts';

/** Version of the operator whose rules the resource follows, and the proxy released with it. */
const RULES = '1.20.0';
const PROXY_IMAGE = 'percona/haproxy:2.8.18-1';

/** Fewer servers than this cannot outvote a lost one, and the operator wants to be told that it is meant. */
const QUORUM = 3;

/**
 * A Percona XtraDB cluster. The operator fills its own Secret of system users and makes the user of the apps
 * (docs.percona.com, users; operator 1.16 and newer). Names have 22 characters at most.
 */
export const percona: Flavor = {
  naming: { kind: 'PerconaXtraDBCluster name', suffix: '', limit: 22, form: 'letter' },
  reads: ['username', 'size', 'database', 'storageClass', 'image', 'instances'],
  parts: (database) => {
    refuseUser(database, 'root');
    plainInnerName(database);
    return {
      secrets: [bindingPlan(database, `${database.name}-haproxy`)],
      objects: [cluster(database)],
      outputs: boundOutputs(database),
    };
  },
};

function cluster(database: Database): GeneratedResource {
  const { name, platform } = database;
  const size = platform.instances ?? 1;
  const spec = {
    crVersion: RULES,
    secretsName: `${name}-secrets`,
    unsafeFlags: size < QUORUM ? { pxcSize: true, proxySize: true } : undefined,
    upgradeOptions: { apply: 'disabled' },
    users: [user(database)],
    pxc: {
      size: from(platformPointer('instances'), size),
      image: imageOf('percona/percona-xtradb-cluster', database),
      ...platformPart(database),
      volumeSpec: {
        persistentVolumeClaim: {
          storageClassName: from(platformPointer('storageClass'), platform.storageClass),
          resources: { requests: { storage: sizeDraft(database) } },
        },
      },
    },
    haproxy: { enabled: true, size: from(platformPointer('instances'), size), image: PROXY_IMAGE },
  };
  const metadata = objectMetadata(database);
  return { draft: { apiVersion: 'pxc.percona.com/v1', kind: 'PerconaXtraDBCluster', metadata, spec } };
}

function user(database: Database): Draft {
  return {
    name: from(platformPointer('username'), userOf(database)),
    dbs: [innerNameOf(database)],
    hosts: ['%'],
    grants: ['ALL'],
    passwordSecretRef: { name: bindingName(database), key: 'password' },
  };
}
