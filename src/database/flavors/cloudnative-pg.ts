import { from } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import { boundOutputs } from '../binding.ts';
import { innerNameOf, userOf, type Database } from '../database.ts';
import type { Flavor } from '../flavor.ts';
import { nameDraft, objectMetadata } from '../object-metadata.ts';
import { imageOf, platformPart } from '../pod.ts';
import { refuseUser } from '../refuse-user.ts';
import { sizeDraft } from '../size.ts';

/**
 * A PostgreSQL cluster of CloudNativePG. The operator makes the Secret `<name>-app` with every key of a binding
 * (cloudnative-pg docs/src/applications.md), so nothing of it is in Git. Its webhook takes names of 50 characters.
 */
export const cloudnativePg: Flavor = {
  naming: { kind: 'Cluster name', suffix: '', limit: 50, form: 'letter' },
  reads: ['username', 'size', 'database', 'storageClass', 'image', 'instances', 'podMonitor'],
  parts: (database) => {
    refuseUser(database, 'postgres');
    return {
      secrets: [],
      objects: [cluster(database), ...(database.platform.podMonitor ? [podMonitor(database)] : [])],
      outputs: boundOutputs(database),
    };
  },
};

function cluster(database: Database): GeneratedResource {
  const { platform } = database;
  const instances = platform.instances ?? 1;
  const { imagePullPolicy, resources } = platformPart(database);
  const spec = {
    instances: from(platformPointer('instances'), instances),
    imageName: imageOf('ghcr.io/cloudnative-pg/postgresql', database),
    imagePullPolicy,
    primaryUpdateStrategy: 'unsupervised',
    // with one instance a budget would only hold back the node
    enablePDB: instances === 1 ? false : undefined,
    bootstrap: {
      initdb: {
        database: from(input('database'), innerNameOf(database)),
        owner: from(platformPointer('username'), userOf(database)),
      },
    },
    storage: {
      size: sizeDraft(database),
      storageClass: from(platformPointer('storageClass'), platform.storageClass),
    },
    resources,
  };
  return {
    draft: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: objectMetadata(database), spec },
  };
}

/** The field of the Cluster that would make it is deprecated (cloudnative-pg docs/src/monitoring.md). */
function podMonitor(database: Database): GeneratedResource {
  const spec = {
    selector: { matchLabels: { 'cnpg.io/cluster': nameDraft(database) } },
    podMetricsEndpoints: [{ port: 'metrics' }],
  };
  const draft = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: objectMetadata(database),
    spec,
  };
  return { draft };
}
