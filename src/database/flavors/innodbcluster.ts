import { from, type Draft } from '../../model/draft.ts';
import type { GeneratedResource } from '../../model/module.ts';
import { input, platform as platformPointer } from '../../model/pointer.ts';
import type { SecretPlan } from '../../secrets/secret-plan.ts';
import { bindingName, bindingPlan, boundOutputs } from '../binding.ts';
import { innerNameOf, userOf, type Database } from '../database.ts';
import type { Flavor } from '../flavor.ts';
import { objectMetadata } from '../object-metadata.ts';
import { passwordValue } from '../password.ts';
import {
  claimSpec,
  HARDENED_CONTAINER,
  HARDENED_POD,
  imageOf,
  platformPart,
  secretVariable,
} from '../pod.ts';
import { refuseUser } from '../refuse-user.ts';
import { sizeDraft } from '../size.ts';
import { userScript } from './user-script.ts';

/** `version` of the resource (mysql-operator deploy-crds.yaml). */
const WHOLE_VERSION = /^\d+\.\d+\.\d+(-.+)?$/;

/**
 * A MySQL cluster of Oracle's operator. Apps reach it through the router, whose Service has the name of the
 * cluster. The operator knows root only, so a Job makes the database and the user of the apps.
 */
export const innodbcluster: Flavor = {
  naming: { kind: 'InnoDBCluster name', suffix: '', limit: 40, form: 'letter' },
  reads: ['username', 'size', 'database', 'storageClass', 'image', 'instances'],
  parts: (database) => {
    refuseUser(database, 'root');
    checkVersion(database);
    return {
      secrets: [rootSecret(database), bindingPlan(database, database.name)],
      objects: [cluster(database), userJob(database)],
      outputs: boundOutputs(database),
    };
  },
};

function checkVersion({ input: own, report }: Database): void {
  if (WHOLE_VERSION.test(own.version)) return;
  const detail = `The MySQL operator takes a whole version such as 8.4.2, and "${own.version}" is none.`;
  report({ code: 'FIELD_INVALID', detail, at: input('version') });
}

function rootSecretName({ name }: Database): string {
  return `${name}-root`;
}

function rootSecret(database: Database): SecretPlan {
  const { cause: at } = database;
  return {
    name: rootSecretName(database),
    at,
    type: 'Opaque',
    values: [
      { kind: 'public', key: 'rootUser', at, text: 'root' },
      { kind: 'public', key: 'rootHost', at, text: '%' },
      passwordValue(database, 'rootPassword'),
    ],
  };
}

function cluster(database: Database): GeneratedResource {
  const { platform } = database;
  const instances = from(platformPointer('instances'), platform.instances ?? 1);
  const spec = {
    secretName: rootSecretName(database),
    instances,
    version: from(input('version'), database.input.version),
    tlsUseSelfSigned: true,
    router: { instances: 1 },
    datadirVolumeClaimTemplate: claimSpec(database, sizeDraft(database)),
  };
  const metadata = objectMetadata(database);
  return { draft: { apiVersion: 'mysql.oracle.com/v2', kind: 'InnoDBCluster', metadata, spec } };
}

/**
 * The Job may run any number of times, and does: the pod of a Job cannot be changed, so Argo CD runs it as a hook
 * of each sync and Flux replaces it.
 */
function userJob(database: Database): GeneratedResource {
  const metadata = {
    ...objectMetadata(database, '-user'),
    annotations: {
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      'kustomize.toolkit.fluxcd.io/force': 'Enabled',
    },
  };
  const template = {
    spec: {
      ...HARDENED_POD,
      restartPolicy: 'OnFailure',
      containers: [client(database)],
    },
  };
  const spec = { backoffLimit: 10, template };
  return { draft: { apiVersion: 'batch/v1', kind: 'Job', metadata, spec } };
}

function client(database: Database): Draft {
  const script = userScript({
    host: database.name,
    database: innerNameOf(database),
    user: userOf(database),
  });
  return {
    name: 'user',
    image: imageOf('mysql', database),
    imagePullPolicy: platformPart(database).imagePullPolicy,
    command: ['sh', '-c', script],
    env: [
      secretVariable('ROOT_PASSWORD', rootSecretName(database), 'rootPassword'),
      secretVariable('APP_PASSWORD', bindingName(database), 'password'),
    ],
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    securityContext: HARDENED_CONTAINER,
  };
}
